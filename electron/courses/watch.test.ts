import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CourseWatcher } from './watch';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-watch-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('calls again after a slow call during which something changed, and never two at once', async () => {
  const calls: (() => void)[] = [];
  const watcher = new CourseWatcher(folder, () => new Promise<void>((resolve) => calls.push(resolve)));
  await watcher.ready();
  try {
    await writeFile(join(folder, 'course.yaml'), 'one');
    await vi.waitFor(() => expect(calls).toHaveLength(1), { timeout: 10_000 });
    await writeFile(join(folder, 'course.yaml'), 'two, and longer');
    await new Promise((resolve) => setTimeout(resolve, 800)); // longer than a burst lasts
    expect(calls).toHaveLength(1);
    calls[0]?.();
    await vi.waitFor(() => expect(calls).toHaveLength(2), { timeout: 10_000 });
    calls[1]?.();
  } finally {
    await watcher.close();
  }
});
