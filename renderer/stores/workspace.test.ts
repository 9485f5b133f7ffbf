// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Handlers } from '../../electron/shared/contract';
import type { SaveResult, Workspace, WorkspaceId } from '../../electron/shared/workspace/model';
import type { FakeBridge } from '../testing/fake-bridge';
import { installFakeBridge } from '../testing/fake-bridge';
import { useNoticesStore } from './notices';
import { useWorkspaceStore } from './workspace';

const lab: WorkspaceId = 'lab/c/l/first';
const other: WorkspaceId = 'lab/c/l/second';

/** Folders in memory that answer as the main process does. */
class Folders {
  readonly folders = new Map<string, Map<string, string>>([
    [
      lab,
      new Map([
        ['Dockerfile', 'FROM busybox'],
        ['app/main.py', 'print()'],
        ['notes.md', '# Notes'],
      ]),
    ],
    [other, new Map([['Dockerfile', 'FROM scratch']])],
  ]);
  before: Map<string, string> | null = null;

  files(id: string): Map<string, string> {
    return this.folders.get(id) ?? expect.fail(`no workspace ${id}`);
  }
  describe(id: WorkspaceId): Workspace {
    const files = [...this.files(id)].map(([path, text]) => ({
      path,
      size: text.length,
      version: `v:${text}`,
      editable: true,
      changed: false,
    }));
    return { id, folder: '/lab', files, open: 'Dockerfile', canUndoReset: this.before !== null };
  }
  read(id: string, path: string) {
    const text = this.files(id).get(path) ?? expect.fail(`no file ${path}`);
    return { path, text, version: `v:${text}` };
  }
  save(id: string, path: string, text: string, version: string | null): SaveResult {
    const disk = this.files(id).has(path) ? this.read(id, path) : null;
    if ((disk?.version ?? null) !== version) {
      return { saved: false, reason: disk ? 'changed-outside' : 'deleted-outside', disk };
    }
    this.files(id).set(path, text);
    return { saved: true, version: `v:${text}` };
  }
  handlers(): Partial<Handlers> {
    return {
      'workspaces.open': async (id) => this.describe(id),
      'workspaces.read': async (id, path) => this.read(id, path),
      'workspaces.save': async (id, path, text, version) => this.save(id, path, text, version),
      'workspaces.rename': async (id, from, to) => {
        this.files(id).set(to, this.read(id, from).text);
        this.files(id).delete(from);
        return this.describe(id);
      },
      'workspaces.delete': async (id, path) => {
        this.files(id).delete(path);
        return this.describe(id);
      },
      'workspaces.reset': async (id) => {
        this.before = this.files(id);
        this.folders.set(id, new Map([['Dockerfile', '# start']]));
        return this.describe(id);
      },
      'workspaces.undoReset': async (id) => {
        if (this.before) this.folders.set(id, this.before);
        this.before = null;
        return this.describe(id);
      },
    };
  }
}

describe('the workspace store', () => {
  let disk: Folders;
  let bridge: FakeBridge;
  let files: ReturnType<typeof useWorkspaceStore>;

  beforeEach(async () => {
    disk = new Folders();
    bridge = installFakeBridge(disk.handlers());
    setActivePinia(createPinia());
    files = useWorkspaceStore();
    files.listen();
    await files.open(lab);
  });

  it('opens with the main file in front and a tab for each file', () => {
    expect(files.tabs).toEqual(['Dockerfile', 'notes.md', 'app/main.py']);
    expect(files.active).toBe('Dockerfile');
    expect(files.activeDraft?.text).toBe('FROM busybox');
    expect(files.revision).toBe(0);
  });

  it('saves what was typed before another workspace is opened, and comes back to the same tab', async () => {
    await files.show('notes.md');
    files.edit('notes.md', '# More');
    await files.open(other);
    expect(disk.files(lab).get('notes.md')).toBe('# More');
    expect(files.activeDraft?.text).toBe('FROM scratch');
    await files.open(lab);
    expect(files.active).toBe('notes.md');
    expect(files.activeDraft?.text).toBe('# More');
  });

  it('keeps what is typed while the same workspace is opened again', async () => {
    const opening = files.open(lab);
    expect(files.active).toBe('Dockerfile');
    files.edit('Dockerfile', 'FROM busybox AS typed');
    await opening;
    expect(files.activeDraft?.text).toBe('FROM busybox AS typed');
    await files.flush();
    expect(disk.files(lab).get('Dockerfile')).toBe('FROM busybox AS typed');
  });

  it('sees at the next opening what changed outside while nobody listened', async () => {
    await files.leave();
    disk.files(lab).set('Dockerfile', 'FROM outside');
    disk.files(lab).delete('notes.md');
    await files.open(lab, 'app/main.py');
    expect(files.drafts.get('Dockerfile')?.text).toBe('FROM outside');
    expect(files.tabs).toEqual(['Dockerfile', 'app/main.py']);
    expect(files.active).toBe('app/main.py');
  });

  it('takes a workspace out of the editor before another one comes', async () => {
    const seen: unknown[] = [];
    installFakeBridge({
      ...disk.handlers(),
      'workspaces.open': async (id) => {
        seen.push(files.workspace, files.activeDraft, files.tabs);
        return disk.describe(id);
      },
    });
    await files.open(other);
    expect(seen).toEqual([null, undefined, []]);
    expect(files.activeDraft?.text).toBe('FROM scratch');
  });

  it('does not take a reading for news that its own save overtook', async () => {
    let answer = (): void => undefined;
    const old = disk.read(lab, 'Dockerfile');
    const read = new Promise<typeof old>((resolve) => (answer = () => resolve(old)));
    const handlers = disk.handlers();
    let first = true;
    bridge = installFakeBridge({
      ...handlers,
      'workspaces.read': async (id, path) => (first ? ((first = false), read) : disk.read(id, path)),
    });
    files.listen();
    bridge.emit('workspace.changed', { id: lab, path: 'Dockerfile', change: 'changed' });
    files.edit('Dockerfile', 'FROM mine');
    await files.flush();
    answer();
    await vi.waitFor(() => expect(bridge.calls.at(-1)?.method).toBe('workspaces.open'));
    expect(files.activeDraft?.text).toBe('FROM mine');
  });

  it('counts changes for each workspace by itself', async () => {
    files.edit('Dockerfile', 'FROM alpine');
    expect(files.revision).toBe(1);
    await files.open(other);
    expect(files.revision).toBe(0);
    await files.open(lab);
    expect(files.revision).toBe(1);
  });

  it('shows a change from outside, or asks when there is unsaved text', async () => {
    disk.files(lab).set('Dockerfile', 'FROM outside');
    bridge.emit('workspace.changed', { id: lab, path: 'Dockerfile', change: 'changed' });
    await vi.waitFor(() => expect(files.activeDraft?.text).toBe('FROM outside'));
    expect(useNoticesStore().notices.map(({ error }) => error.message)).toEqual([
      expect.stringMatching(/^Dockerfile was changed outside .* undo brings the old one back\.$/),
    ]);

    files.edit('Dockerfile', 'FROM mine');
    disk.files(lab).set('Dockerfile', 'FROM theirs');
    bridge.emit('workspace.changed', { id: lab, path: 'Dockerfile', change: 'changed' });
    await vi.waitFor(() => expect(files.activeDraft?.conflict?.disk?.text).toBe('FROM theirs'));
    expect(disk.files(lab).get('Dockerfile')).toBe('FROM theirs');
    await files.keepMine('Dockerfile');
    expect(disk.files(lab).get('Dockerfile')).toBe('FROM mine');
  });

  it('keeps a tab whose text could not be saved', async () => {
    files.edit('Dockerfile', 'FROM mine');
    disk.files(lab).set('Dockerfile', 'FROM theirs');
    await files.closeTab('Dockerfile');
    expect(files.tabs).toContain('Dockerfile');
    files.takeTheirs('Dockerfile');
    await files.closeTab('Dockerfile');
    expect(files.tabs).not.toContain('Dockerfile');
  });

  it('makes, renames and deletes files', async () => {
    await files.create('run.sh');
    expect(files.active).toBe('run.sh');
    files.edit('run.sh', 'echo hi');
    await files.rename('run.sh', 'start.sh');
    expect(files.active).toBe('start.sh');
    expect(files.activeDraft?.text).toBe('echo hi');
    await files.remove('start.sh');
    expect(files.tabs).not.toContain('start.sh');
    expect(disk.files(lab).has('start.sh')).toBe(false);
  });

  it('resets to the start and takes the reset back', async () => {
    files.edit('Dockerfile', 'FROM mine');
    await files.reset();
    expect(files.activeDraft?.text).toBe('# start');
    expect(files.tabs).toEqual(['Dockerfile']);
    expect(files.workspace?.canUndoReset).toBe(true);
    await files.undoReset();
    expect(files.activeDraft?.text).toBe('FROM mine');
    expect(files.tabs).toContain('app/main.py');
  });
});
