import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DrydockError } from '../shared/errors';
import type { WorkspaceChange, WorkspaceId } from '../shared/workspace/model';
import { canMount, mountSmallDisk } from '../storage/testing/small-disk';
import type { Variables } from '../shared/course/variables';
import type { LabSource, SourceFile } from './source';
import { Workspaces } from './workspaces';

const id: WorkspaceId = 'lab/course/lesson/first';
const file = (path: string, text: string, executable = false): SourceFile => ({
  path,
  bytes: Buffer.from(text),
  executable,
});
let start: SourceFile[];
let tried: boolean;
let variables: Variables;
const labs: LabSource = {
  labFiles: async (lab, folder) => {
    if (lab !== 'course/lesson/first') throw new DrydockError({ kind: 'not-found', message: 'no such lab' });
    return folder === 'start'
      ? start
      : [file('Dockerfile', 'FROM solved\n'), { ...file('logo', ''), bytes: Buffer.from([0xff]) }];
  },
  labOpens: () => 'Dockerfile',
  labVariables: () => variables,
};
let folder: string;
let workspaces: Workspaces;
let changes: WorkspaceChange[];
const make = (at = folder): Workspaces => {
  const made = new Workspaces({ folder: at, labs, wasTried: () => tried });
  made.onChange((change) => changes.push(change));
  return made;
};
const onDisk = (path: string): string => join(folder, id, 'files', path);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-workspaces-'));
  start = [file('Dockerfile', 'FROM start\n'), file('src/run.sh', '#!/bin/sh\n', true)];
  tried = false;
  variables = {};
  changes = [];
  workspaces = make();
});
afterEach(async () => {
  await workspaces.close();
  await rm(folder, { recursive: true, force: true });
});

describe('opening', () => {
  it('copies the start files once, with their permissions, and finds them again', async () => {
    const opened = await workspaces.open(id);
    expect(opened).toMatchObject({
      id,
      open: 'Dockerfile',
      canUndoReset: false,
      folder: join(folder, id, 'files'),
    });
    expect(opened.files.map((each) => [each.path, each.changed, each.editable])).toEqual([
      ['Dockerfile', false, true],
      ['src/run.sh', false, true],
    ]);
    expect((await stat(onDisk('src/run.sh'))).mode & 0o777).toBe(0o755);
    await writeFile(onDisk('Dockerfile'), 'mine');
    await workspaces.close();
    workspaces = make();
    expect((await workspaces.open(id)).files[0]).toMatchObject({ path: 'Dockerfile', changed: true });
  });

  it('lists what is too large or no text as not to be edited, and no links', async () => {
    await workspaces.open(id);
    await writeFile(onDisk('large'), Buffer.alloc(1024 * 1024 + 1, 'x'));
    await writeFile(onDisk('binary'), Buffer.from([0, 1, 2]));
    await symlink('/etc/passwd', onDisk('link'));
    const { files } = await workspaces.open(id);
    expect(files.filter((each) => !each.editable).map((each) => each.path)).toEqual(['binary', 'large']);
    expect(files.map((each) => each.path)).not.toContain('link');
    await expect(workspaces.read(id, 'binary')).rejects.toThrow(/not UTF-8 text/);
  });

  it('lists 500 files of thousands and adds no more', async () => {
    await workspaces.open(id);
    await mkdir(onDisk('many'));
    for (let index = 0; index < 1200; index += 1) await writeFile(onDisk(`many/${index}`), '');
    expect((await workspaces.open(id)).files).toHaveLength(500);
    await expect(workspaces.save(id, 'new', 'x', null)).rejects.toThrow(/500 files/);
  }, 20_000); // as long as a busy machine takes for 1,200 files

  it('says so when there is no such lab or scratch', async () => {
    await expect(workspaces.open('lab/course/lesson/none')).rejects.toThrow('no such lab');
    await expect(workspaces.open('scratch/00000000-0000')).rejects.toThrow(/no workspace/);
    await expect(workspaces.open('lab/../../etc' as WorkspaceId)).rejects.toThrow(/not the id/);
  });

  it('puts right what a reset that was cut short left', async () => {
    await workspaces.open(id);
    await writeFile(onDisk('mine'), 'x');
    await workspaces.close();
    await rename(join(folder, id, 'files'), join(folder, id, 'previous'));
    workspaces = make();
    expect((await workspaces.open(id)).files.map((each) => each.path)).toContain('mine');
  });
});

describe('saving', () => {
  it('saves over the version it was made from, and over no other', async () => {
    await workspaces.open(id);
    const first = await workspaces.read(id, 'Dockerfile');
    const saved = await workspaces.save(id, 'Dockerfile', 'FROM a\n', first.version);
    expect(saved).toMatchObject({ saved: true });
    await writeFile(onDisk('Dockerfile'), 'FROM outside\n');
    const version = saved.saved ? saved.version : '';
    const refused = await workspaces.save(id, 'Dockerfile', 'FROM b\n', version);
    expect(refused).toMatchObject({
      saved: false,
      reason: 'changed-outside',
      disk: { text: 'FROM outside\n' },
    });
    expect(await readFile(onDisk('Dockerfile'), 'utf8')).toBe('FROM outside\n');
    await rm(onDisk('Dockerfile'));
    expect(await workspaces.save(id, 'Dockerfile', 'x', version)).toEqual({
      saved: false,
      reason: 'deleted-outside',
      disk: null,
    });
    expect(await workspaces.save(id, 'Dockerfile', 'x', null)).toMatchObject({ saved: true });
    expect(await workspaces.save(id, 'Dockerfile', 'y', null)).toMatchObject({ reason: 'changed-outside' });
  });

  it('keeps permissions, makes folders, and leaves no temporary file in sight', async () => {
    await workspaces.open(id);
    const script = await workspaces.read(id, 'src/run.sh');
    await workspaces.save(id, 'src/run.sh', 'changed', script.version);
    expect((await stat(onDisk('src/run.sh'))).mode & 0o777).toBe(0o755);
    await workspaces.save(id, 'deep/er/file.txt', 'é', null);
    expect(await readFile(onDisk('deep/er/file.txt'), 'utf8')).toBe('é');
    expect(await readdir(onDisk('deep/er'))).toEqual(['file.txt']);
  });

  it('lets one of many that save at once win, and tells the others', async () => {
    await workspaces.open(id);
    const { version } = await workspaces.read(id, 'Dockerfile');
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, index) => workspaces.save(id, 'Dockerfile', `FROM ${index}\n`, version)),
    );
    expect(results.filter((result) => result.saved)).toHaveLength(1);
    expect(await readFile(onDisk('Dockerfile'), 'utf8')).toBe('FROM 0\n');
  });

  it('refuses a text that is too large, and paths and links that lead out', async () => {
    await workspaces.open(id);
    await expect(workspaces.save(id, 'x', 'x'.repeat(1024 * 1024 + 1), null)).rejects.toThrow(/1 MiB/);
    await symlink('/tmp', onDisk('out'));
    for (const path of ['out/x', '../x', '/tmp/x', 'a/../../x', 'out']) {
      await expect(workspaces.save(id, path, 'x', null)).rejects.toBeInstanceOf(DrydockError);
      await expect(workspaces.read(id, path)).rejects.toBeInstanceOf(DrydockError);
      await expect(workspaces.delete(id, path)).rejects.toBeInstanceOf(DrydockError);
      await expect(workspaces.rename(id, 'Dockerfile', path)).rejects.toBeInstanceOf(DrydockError);
    }
  });

  it('never writes outside its folder, whatever the path', async () => {
    await workspaces.open(id);
    const part = fc.oneof(
      fc.constantFrom('..', '.', '', 'src', 'Dockerfile', '...', '~'),
      fc.string({ maxLength: 5 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
        await workspaces.save(id, parts.join('/'), 'x', null).catch(() => undefined);
        expect(await readdir(folder)).toEqual(['lab']);
        expect((await readdir(join(folder, id))).sort()).toEqual(['files', 'tmp']);
      }),
      { numRuns: 100 },
    );
  });
});

describe('renaming and deleting', () => {
  it('renames into a new folder, never over a file, and deletes', async () => {
    await workspaces.open(id);
    const renamed = await workspaces.rename(id, 'Dockerfile', 'build/Dockerfile');
    expect(renamed.files.map((each) => each.path)).toEqual(['build/Dockerfile', 'src/run.sh']);
    await expect(workspaces.rename(id, 'src/run.sh', 'build/Dockerfile')).rejects.toThrow(/already/);
    expect((await workspaces.delete(id, 'src/run.sh')).files).toHaveLength(1);
    await expect(workspaces.delete(id, 'src/run.sh')).rejects.toThrow(/There is no file/);
  });
});

describe('reset', () => {
  it('goes back to the start and can be taken back, even by the next run', async () => {
    await workspaces.open(id);
    await workspaces.save(id, 'mine.txt', 'mine', null);
    const reset = await workspaces.reset(id);
    expect(reset.files.map((each) => each.path)).toEqual(['Dockerfile', 'src/run.sh']);
    expect(reset.canUndoReset).toBe(true);
    await workspaces.close();
    workspaces = make();
    expect((await workspaces.open(id)).canUndoReset).toBe(true);
    const undone = await workspaces.undoReset(id);
    expect(undone.files.map((each) => each.path)).toContain('mine.txt');
    expect(undone.canUndoReset).toBe(false);
    await expect(workspaces.undoReset(id)).rejects.toThrow(/no reset/);
  });

  it('takes the files of a course that was updated', async () => {
    await workspaces.open(id);
    start = [file('Dockerfile', 'FROM newer\n')];
    expect((await workspaces.reset(id)).files.map((each) => each.path)).toEqual(['Dockerfile']);
  });
});

describe('variables of a lab', () => {
  it('are drawn for each attempt, written into the files, kept, and come back with the files', async () => {
    start = [file('run.sh', "docker run -p {{port}}:80 --format '{{.Id}}' tide\n")];
    variables = { port: { between: [1, 1_000_000] } };
    const first = await workspaces.open(id);
    expect((await workspaces.read(id, 'run.sh')).text).toBe(
      `docker run -p ${first.variables?.port}:80 --format '{{.Id}}' tide\n`,
    );
    expect(first.files.every((each) => !each.changed)).toBe(true);
    const reset = await workspaces.reset(id);
    expect(reset.variables?.port).toMatch(/^\d+$/);
    expect(reset.variables).not.toEqual(first.variables);
    await workspaces.close();
    workspaces = make();
    expect((await workspaces.open(id)).variables).toEqual(reset.variables);
    expect((await workspaces.undoReset(id)).variables).toEqual(first.variables);
    expect(await workspaces.variables(id)).toEqual(first.variables);
  });
});

describe('scratch and solution', () => {
  it('makes a scratch of one file, with nothing to reset, and discards it', async () => {
    const scratch = await workspaces.scratch('Dockerfile', 'FROM x\n');
    expect(scratch).toMatchObject({ open: 'Dockerfile', files: [{ path: 'Dockerfile', changed: false }] });
    await expect(workspaces.reset(scratch.id)).rejects.toThrow(/no start/);
    await workspaces.discard(scratch.id);
    expect(await readdir(join(folder, 'scratch'))).toEqual([]);
  });

  it('shows the text files of a solution only once a step was tried', async () => {
    await expect(workspaces.solution('course/lesson/first')).rejects.toThrow(/once you have tried/);
    tried = true;
    expect(await workspaces.solution('course/lesson/first')).toEqual([
      { path: 'Dockerfile', text: 'FROM solved\n' },
    ]);
  });
});

describe('watching', () => {
  it('tells of what other programs do and not of its own saves, also after a reset', async () => {
    await workspaces.open(id);
    await workspaces.save(id, 'own.txt', 'own', null);
    await workspaces.reset(id);
    const { version } = await workspaces.read(id, 'Dockerfile');
    await workspaces.save(id, 'Dockerfile', 'FROM own\n', version);
    await writeFile(onDisk('theirs.txt'), 'new');
    await expect
      .poll(() => changes, { timeout: 10_000 })
      .toEqual([{ id, path: 'theirs.txt', change: 'added' }]);
    // As many editors save: a new file renamed over the old one.
    await writeFile(onDisk('theirs.tmp~'), 'FROM theirs\n');
    await rename(onDisk('theirs.tmp~'), onDisk('Dockerfile'));
    await expect
      .poll(() => changes, { timeout: 10_000 })
      .toContainEqual({ id, path: 'Dockerfile', change: 'changed' });
    await rm(onDisk('theirs.txt'));
    await expect
      .poll(() => changes, { timeout: 10_000 })
      .toContainEqual({ id, path: 'theirs.txt', change: 'removed' });
    expect(changes.map((change) => change.path)).not.toContain('own.txt');
    expect(changes.filter((change) => change.path === 'Dockerfile')).toHaveLength(1);
  });

  it('are told though somebody reads the files before the watch tells of it', async () => {
    await workspaces.open(id);
    await writeFile(onDisk('Dockerfile'), 'FROM outside\n');
    await workspaces.read(id, 'Dockerfile');
    expect(changes).toMatchObject([{ path: 'Dockerfile', change: 'changed' }]);
    await writeFile(onDisk('src/run.sh'), '#!/bin/ash\n');
    await writeFile(onDisk('new.txt'), 'new');
    await workspaces.open(id);
    expect(changes.slice(1)).toMatchObject([
      { path: 'src/run.sh', change: 'changed' },
      { path: 'new.txt', change: 'added' },
    ]);
  });
});

describe.skipIf(!canMount)('on a disk that is full or read-only (needs root)', () => {
  it('says why, keeps the old file whole, and saves again when there is room', async () => {
    const disk = mountSmallDisk('256k');
    const full = make(disk.folder);
    try {
      await full.open(id);
      const { version } = await full.read(id, 'Dockerfile');
      await expect(full.save(id, 'Dockerfile', 'x'.repeat(300_000), version)).rejects.toThrow(
        /the disk is full/,
      );
      expect((await full.read(id, 'Dockerfile')).text).toBe('FROM start\n');
      expect(await full.save(id, 'Dockerfile', 'fits', version)).toMatchObject({ saved: true });
      disk.setReadOnly(true);
      await expect(full.save(id, 'new', 'x', null)).rejects.toThrow(/the disk is read-only/);
    } finally {
      await full.close();
      disk.remove();
    }
  });
});

describe.skipIf(process.getuid?.() === 0)('without the right to write (root may always)', () => {
  it('says that access is denied', async () => {
    await workspaces.open(id);
    await chmod(onDisk(''), 0o500);
    await expect(workspaces.save(id, 'new', 'x', null)).rejects.toThrow(/access is denied/);
    await chmod(onDisk(''), 0o700);
  });
});
