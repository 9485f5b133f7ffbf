import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  diskChanged,
  diskDeleted,
  edited,
  keepMine,
  opened,
  saveAnswered,
  saveFailed,
  saveSent,
  statusOf,
  takeTheirs,
  wantsSave,
  type Draft,
} from './draft';

const onDisk = (text: string, version = text) => ({ path: 'Dockerfile', text, version });
const start = opened(onDisk('FROM busybox'));

describe('saving', () => {
  it('goes from dirty through saving to saved', () => {
    const typed = edited(start, 'FROM busybox:1.36');
    expect(statusOf(typed)).toBe('dirty');
    const sent = saveSent(typed);
    expect(statusOf(sent)).toBe('saving');
    expect(wantsSave(sent)).toBe(false);
    const done = saveAnswered(sent, { saved: true, version: 'v2' });
    expect(statusOf(done)).toBe('saved');
    expect(done.version).toBe('v2');
  });

  it('keeps what was typed while the save was under way, and wants to save it', () => {
    const sent = saveSent(edited(start, 'one'));
    const done = saveAnswered(edited(sent, 'one two'), { saved: true, version: 'v2' });
    expect(done.text).toBe('one two');
    expect(done.savedText).toBe('one');
    expect(wantsSave(done)).toBe(true);
  });

  it('keeps the text and tries again after a failed save', () => {
    const failed = saveFailed(saveSent(edited(start, 'typed')), {
      kind: 'storage',
      message: 'The disk is full.',
    });
    expect(statusOf(failed)).toBe('failed');
    expect(failed.text).toBe('typed');
    expect(wantsSave(failed)).toBe(true);
  });

  it('has nothing to save once the text is back at what is on disk', () => {
    expect(wantsSave(edited(edited(start, 'x'), 'FROM busybox'))).toBe(false);
  });
});

describe('a file changed outside', () => {
  it('is shown at once when nothing is unsaved', () => {
    const now = diskChanged(start, onDisk('FROM scratch'));
    expect(now.text).toBe('FROM scratch');
    expect(statusOf(now)).toBe('saved');
  });

  it('is a question when there is unsaved text, and nothing is saved until it is answered', () => {
    const asked = diskChanged(edited(start, 'mine'), onDisk('theirs'));
    expect(statusOf(asked)).toBe('conflict');
    expect(asked.text).toBe('mine');
    expect(wantsSave(asked)).toBe(false);
  });

  it('keeps mine on top of the version that is on disk now', () => {
    const kept = keepMine(diskChanged(edited(start, 'mine'), onDisk('theirs', 'v9')));
    expect(kept).toMatchObject({ text: 'mine', version: 'v9', conflict: null });
    expect(wantsSave(kept)).toBe(true);
  });

  it('takes theirs with its version', () => {
    const taken = takeTheirs(diskChanged(edited(start, 'mine'), onDisk('theirs', 'v9')));
    expect(taken).toMatchObject({ text: 'theirs', savedText: 'theirs', version: 'v9', conflict: null });
  });

  it('is no question when both hold the same text', () => {
    expect(statusOf(diskChanged(edited(start, 'same'), onDisk('same', 'v9')))).toBe('saved');
  });

  it('is a question when a save was refused for it', () => {
    const refused = saveAnswered(saveSent(edited(start, 'mine')), {
      saved: false,
      reason: 'changed-outside',
      disk: onDisk('theirs', 'v9'),
    });
    expect(statusOf(refused)).toBe('conflict');
    expect(refused.saving).toBeNull();
  });
});

describe('a file deleted outside', () => {
  it('keeps its text, is created again by "keep mine", and closes by "take theirs"', () => {
    const gone = diskDeleted(start);
    expect(statusOf(gone)).toBe('conflict');
    const kept = keepMine(gone);
    expect(kept.version).toBeNull();
    expect(wantsSave(kept)).toBe(true);
    expect(takeTheirs(gone)).toBeNull();
  });

  it('is created again even when it was empty', () => {
    expect(wantsSave(keepMine(diskDeleted(opened(onDisk('', 'v0')))))).toBe(true);
  });
});

/** A disk that behaves as workspaces.save promises, driven by random typing, outside writes and answers. */
describe('any order of typing, saving and outside writes', () => {
  const action = fc.oneof(
    fc.record({ do: fc.constant('type' as const), text: fc.string({ maxLength: 4 }) }),
    fc.record({ do: fc.constant('outside' as const), text: fc.string({ maxLength: 4 }) }),
    fc.constant({ do: 'save' as const }),
    fc.constant({ do: 'keep' as const }),
    fc.constant({ do: 'take' as const }),
  );

  it('never overwrites a text on disk that the learner was not shown', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        let disk = onDisk('start', 'v0');
        let draft: Draft = opened(disk);
        let count = 0;
        const shown = new Set([disk.version]);
        for (const next of actions) {
          if (next.do === 'type') draft = edited(draft, next.text);
          if (next.do === 'outside') {
            disk = onDisk(next.text, `v${(count += 1)}`);
            draft = diskChanged(draft, disk);
          }
          if (next.do === 'keep') draft = keepMine(draft);
          if (next.do === 'take') draft = takeTheirs(draft) ?? draft;
          if (draft.conflict?.disk) shown.add(draft.conflict.disk.version);
          if (draft.version !== null) shown.add(draft.version);
          if (next.do === 'save' && wantsSave(draft)) {
            const sent = saveSent(draft);
            if (sent.version === disk.version) {
              expect(shown.has(disk.version)).toBe(true);
              disk = onDisk(sent.text, `v${(count += 1)}`);
              draft = saveAnswered(sent, { saved: true, version: disk.version });
            } else {
              draft = saveAnswered(sent, { saved: false, reason: 'changed-outside', disk });
            }
          }
          if (statusOf(draft) === 'saved') expect(draft.text).toBe(disk.text);
        }
      }),
    );
  });
});
