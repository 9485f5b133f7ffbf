import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProgressFact } from '../shared/progress/events';
import type { ProgressState } from '../shared/progress/state';
import { canMount, mountSmallDisk } from '../storage/testing/small-disk';
import { Progress } from './progress';

let folder: string;
let opened: Progress[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-progress-'));
  opened = [];
});
afterEach(async () => {
  for (const progress of opened) await progress.close();
  await rm(folder, { recursive: true, force: true });
});

const open = async (at = folder): Promise<Progress> => {
  const progress = await Progress.open({ folder: at, courses: () => [], retryAfter: 20 });
  opened.push(progress);
  return progress;
};
const reopen = async (progress: Progress): Promise<Progress> => {
  await progress.close();
  return open();
};
const seen = (slide: string): ProgressFact => ({ kind: 'slide-seen', lesson: 'c/l', slide });
const slides = (state: ProgressState): readonly string[] => state.lessons['c/l']?.slidesSeen ?? [];
const journal = (): string => join(folder, 'journal.jsonl');

describe('Progress', () => {
  it('starts empty without writing a journal, and finds what it recorded', async () => {
    const progress = await open();
    expect(progress.state().last).toBeNull();
    await expect(readFile(journal())).rejects.toThrow('ENOENT');
    await progress.record([seen('a'), { kind: 'visited', lesson: 'c/l', item: 'deck', target: 'a' }]);
    const again = await reopen(progress);
    expect(slides(again.state())).toEqual(['a']);
    expect(again.state().last).toMatchObject({ lesson: 'c/l', item: 'deck', target: 'a' });
    expect(again.health()).toEqual({
      events: 2,
      tornBytes: 0,
      setAside: null,
      lostLines: 0,
      readOnlyReason: null,
    });
  });

  it('writes what many callers record at once in few groups and in order', async () => {
    const progress = await open();
    const names = Array.from({ length: 300 }, (_, index) => `s${index}`);
    await Promise.all(names.map((name) => progress.record([seen(name)])));
    expect(slides((await reopen(progress)).state())).toEqual(names);
  });

  it('does not write what it knows already', async () => {
    const progress = await open();
    await progress.record([seen('a'), seen('a')]);
    await progress.record([seen('a')]);
    expect(progress.health().events).toBe(1);
  });

  it('records a completed lesson and course in the same group as what completed them', async () => {
    const lesson = {
      key: 'c/l' as const,
      id: 'l',
      number: 1,
      title: '',
      objectives: [],
      minutes: 1,
      topics: [],
      items: [{ kind: 'deck' as const, id: 'deck', path: 'slides.md', slideCount: 1 }],
      problems: [],
    };
    const course = {
      id: 'c',
      version: '1.0.0',
      title: '',
      summary: '',
      authors: [],
      license: '',
      language: 'en',
      origin: 'shipped' as const,
      folder: '',
      completion: { quizShare: 0.8, labs: 'all' as const },
      lessons: [lesson],
      problems: [],
    };
    const progress = await Progress.open({ folder, courses: () => [course] });
    opened.push(progress);
    await progress.record([seen('a')]);
    expect(progress.state().lessons['c/l']?.completedAt).not.toBeNull();
    expect(Object.keys(progress.state().completedCourses)).toEqual(['c']);
  });

  it('tells listeners until they leave', async () => {
    const progress = await open();
    const heard: number[] = [];
    const leave = progress.onChange((state) => heard.push(slides(state).length));
    await progress.record([seen('a')]);
    leave();
    await progress.record([seen('b')]);
    expect(heard).toEqual([1]);
  });

  it('resets without deleting, and an import of the export brings it back once', async () => {
    const progress = await open();
    await progress.record([seen('a'), seen('b')]);
    const backup = await progress.export('json');
    await progress.reset('c/l');
    expect(slides(progress.state())).toEqual([]);
    expect(await readFile(journal(), 'utf8')).toContain('"slide":"a"');
    expect(await progress.import(backup)).toEqual({ added: 2, known: 0 });
    expect(await progress.import(backup)).toEqual({ added: 0, known: 2 });
    expect(slides((await reopen(progress)).state())).toEqual(['a', 'b']);
  });
});

describe('recovery', () => {
  const fill = async (count: number): Promise<void> => {
    const progress = await open();
    for (let index = 0; index < count; index += 1) await progress.record([seen(`s${index}`)]);
    await progress.close();
    await rm(join(folder, 'snapshot.json'));
  };

  it('drops a last line torn at any byte, and goes on after it', async () => {
    await fill(3);
    const whole = await readFile(journal());
    const secondEnd = whole.indexOf(0x0a, whole.indexOf(0x0a) + 1) + 1;
    for (let length = secondEnd; length < whole.length; length += 7) {
      await writeFile(journal(), whole.subarray(0, length));
      const progress = await open();
      expect(slides(progress.state())).toEqual(['s0', 's1']);
      expect(progress.health()).toMatchObject({
        tornBytes: length - secondEnd,
        lostLines: 0,
        setAside: null,
      });
      await progress.record([seen('after')]);
      const again = await reopen(progress);
      expect(slides(again.state())).toEqual(['s0', 's1', 'after']);
      expect(again.health().tornBytes).toBe(0);
      await again.close();
      await rm(join(folder, 'snapshot.json'));
    }
  });

  it('drops a tail of zero bytes, which a power cut can leave', async () => {
    await fill(1);
    await truncate(journal(), (await readFile(journal())).length + 500);
    expect(slides((await open()).state())).toEqual(['s0']);
  });

  it('sets a damaged file aside as it was, keeps every other line, and says so', async () => {
    await fill(4);
    const lines = (await readFile(journal(), 'utf8')).split('\n');
    const damaged = [lines[0], 'x'.repeat(40), lines[2]?.slice(0, 30), lines[3], ''].join('\n');
    await writeFile(journal(), damaged);
    const progress = await open();
    expect(slides(progress.state())).toEqual(['s0', 's3']);
    const health = progress.health();
    expect(health.lostLines).toBe(2);
    expect(await readFile(health.setAside ?? '', 'utf8')).toBe(damaged);
    await progress.record([seen('after')]);
    const again = await reopen(progress);
    expect(slides(again.state())).toEqual(['s0', 's3', 'after']);
    expect(again.health()).toMatchObject({ setAside: null, lostLines: 0 });
  });

  it('never loses an undamaged line, whichever byte is changed', async () => {
    await fill(5);
    const whole = await readFile(journal());
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }), async (at, byte) => {
        await writeFile(
          journal(),
          whole.map((value, index) => (index === at ? byte : value)),
        );
        const line = whole.subarray(0, at).filter((value) => value === 0x0a).length;
        const progress = await open();
        const expected = ['s0', 's1', 's2', 's3', 's4'].filter((_, index) => {
          const joinsNext = whole[at] === 0x0a && byte !== 0x0a;
          return index !== line && !(joinsNext && index === line + 1);
        });
        expect(slides(progress.state())).toEqual(expect.arrayContaining(expected));
        await progress.close();
        await rm(join(folder, 'snapshot.json'), { force: true });
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the lines of a newer version', async () => {
    await fill(1);
    const future = `${JSON.stringify({ v: 2, id: 'from-the-future', at: '2030-01-01T00:00:00.000Z', fact: {} })}\n`;
    await appendFile(journal(), future);
    const progress = await open();
    expect(progress.health()).toMatchObject({ events: 1, lostLines: 0 });
    await progress.record([seen('b')]);
    expect(await readFile(journal(), 'utf8')).toContain(future);
  });

  it('does without the snapshot when it is damaged, or belongs to another journal', async () => {
    const progress = await open();
    await progress.record([seen('a')]);
    await progress.close();
    const snapshot = join(folder, 'snapshot.json');
    const good = await readFile(snapshot, 'utf8');
    for (const text of ['', '{}', good.slice(0, 50), good.replace('slidesSeen', 'slidesSeem')]) {
      await writeFile(snapshot, text);
      expect(slides((await reopen(await open())).state())).toEqual(['a']);
      for (const each of opened) await each.close();
    }
    await writeFile(snapshot, good);
    await writeFile(journal(), (await readFile(journal(), 'utf8')).replace('"slide":"a"', '"slide":"b"'));
    expect(slides((await open()).state())).toEqual(['b']);
  });

  it('says what is in the way when the journal is a folder', async () => {
    await mkdir(journal());
    await expect(open()).rejects.toThrow(/Could not read .*journal.jsonl: it is a folder/);
  });
});

describe('a second instance', () => {
  it('reads, says why it does not save, and saves what it kept once the first is closed', async () => {
    const first = await open();
    await first.record([seen('first')]);
    const second = await open();
    expect(slides(second.state())).toEqual(['first']);
    expect(second.health().readOnlyReason).toMatch(/Another Drydock \(process \d+\)/);
    await expect(second.record([seen('kept')])).rejects.toThrow(/Another Drydock/);
    await first.record([seen('later')]);
    await first.close();
    await second.record([seen('now')]);
    expect(second.health().readOnlyReason).toBeNull();
    expect(slides(second.state())).toEqual(['first', 'later', 'kept', 'now']);
    expect(slides((await reopen(second)).state())).toEqual(['first', 'later', 'kept', 'now']);
    for (const progress of opened) await progress.close();
    expect(await readdir(folder)).not.toContain('writer.lock');
  });

  it('takes over the lock of a process that is dead, or of one that got its number later', async () => {
    for (const holder of [
      '{"pid":2147483000,"started":"1","token":"t"}',
      `{"pid":${process.ppid},"started":"1","token":"t"}`,
      '',
      '{',
    ]) {
      await writeFile(join(folder, 'writer.lock'), holder);
      const progress = await open();
      expect(progress.health().readOnlyReason).toBeNull();
      await progress.close();
    }
  });
});

describe.skipIf(!canMount)('on a disk that is full or read-only (needs root)', () => {
  it('loses nothing acknowledged, keeps the rest, and saves it when there is room', async () => {
    const disk = mountSmallDisk('256k');
    try {
      const progress = await open(disk.folder);
      await progress.record([seen('before')]);
      await writeFile(join(disk.folder, 'ballast'), Buffer.alloc(240 * 1024)).catch(() => undefined);
      const acknowledged: string[] = ['before'];
      const refused: string[] = [];
      for (let index = 0; index < 400 && refused.length < 5; index += 1) {
        const name = `${index}-${'x'.repeat(250)}`;
        await progress.record([seen(name)]).then(
          () => acknowledged.push(name),
          (error: unknown) => {
            expect(String(error)).toMatch(/the disk is full/);
            refused.push(name);
          },
        );
      }
      expect(refused.length).toBe(5);
      expect(progress.health().readOnlyReason).toMatch(/the disk is full/);
      expect((await readFile(join(disk.folder, 'journal.jsonl'), 'utf8')).endsWith('\n')).toBe(true);
      await rm(join(disk.folder, 'ballast'));
      await expect.poll(() => progress.health().readOnlyReason).toBeNull();
      await progress.close();
      const again = await open(disk.folder);
      expect(slides(again.state())).toEqual([...acknowledged, ...refused]);
      expect(again.health()).toMatchObject({ lostLines: 0, tornBytes: 0 });
    } finally {
      for (const progress of opened) await progress.close();
      disk.remove();
    }
  });

  it('opens a read-only profile, and saves once it is writable', async () => {
    const disk = mountSmallDisk('256k');
    try {
      const before = await open(disk.folder);
      await before.record([seen('a')]);
      await before.close();
      disk.setReadOnly(true);
      const progress = await open(disk.folder);
      expect(slides(progress.state())).toEqual(['a']);
      expect(progress.health().readOnlyReason).toMatch(/the disk is read-only/);
      await expect(progress.record([seen('b')])).rejects.toThrow(/the disk is read-only/);
      expect(slides(progress.state())).toEqual(['a', 'b']);
      disk.setReadOnly(false);
      await progress.record([seen('c')]);
      await progress.close();
      expect(slides((await open(disk.folder)).state())).toEqual(['a', 'b', 'c']);
    } finally {
      for (const progress of opened) await progress.close();
      disk.remove();
    }
  });
});
