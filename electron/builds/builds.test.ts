import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Builds } from '../builds';
import type { Engine } from '../engines/engine';
import type { BuildEvent, BuildRecord } from '../shared/engine/build';
import { imageNameOf } from './image-name';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-builds-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const workspace = 'lab/containers/first/build';
const order = { workspace, context: '/nowhere', options: {} };
const done: BuildEvent = { type: 'done', imageId: 'sha256:1', tags: [], ms: 1 };
const cancelled: BuildEvent = {
  type: 'failed',
  failure: { kind: 'cancelled', message: 'Cancelled.', hint: 'Again.' },
};

/** An engine that tells these events and then, unless it ends by itself, waits for the abort. */
const telling = (events: readonly BuildEvent[]) =>
  ({
    id: 'told',
    images: { history: async () => [{ createdBy: 'CMD ["true"]', size: 7 }] },
    async *build(_request: unknown, signal: AbortSignal): AsyncGenerator<BuildEvent> {
      yield* events;
      if (events.at(-1)?.type === 'done') return;
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
      yield cancelled;
    },
  }) as unknown as Engine;

describe('the build service', () => {
  it('hands secrets to the engine, and keeps none of them', async () => {
    const requests: unknown[] = [];
    const told = telling([done]);
    const engine = {
      ...told,
      build: (request: never, signal: AbortSignal) => (requests.push(request), told.build(request, signal)),
    } as unknown as Engine;
    const events: BuildEvent[] = [];
    const builds = new Builds({
      folder,
      engine: async () => engine,
      onEvent: (_build, _workspace, event) => events.push(event),
    });
    const id = await builds.start({ ...order, secrets: { token: 'tern-4711' } });
    await builds.finished(id);
    expect(requests).toMatchObject([{ secrets: { token: 'tern-4711' } }]);
    const [kept] = await readdir(folder, { recursive: true });
    expect(kept).toBeDefined();
    expect(JSON.stringify([await builds.last(workspace), events])).not.toContain('4711');
  });

  it('streams events, keeps the record and finds it again', async () => {
    const events: string[] = [];
    const finished: BuildRecord[] = [];
    const builds = new Builds({
      folder,
      engine: async () => telling([{ type: 'context', files: 1, bytes: 2 }, done]),
      onEvent: (_build, of, event) => events.push(`${of} ${event.type}`),
      onFinished: (record) => finished.push(record),
    });
    const id = await builds.start(order);
    await builds.finished(id);
    expect(events).toEqual([`${workspace} context`, `${workspace} done`]);
    expect(finished).toHaveLength(1);
    const record = await new Builds({ folder, engine: async () => telling([done]) }).last(workspace);
    expect(record).toEqual(finished[0]);
    expect(record).toMatchObject({ id, engine: 'told', options: { tag: 'drydock/containers-build:latest' } });
    expect(record?.result).toMatchObject({ ok: true, imageBytes: 7 });
    expect(await builds.last('lab/containers/first/other')).toBeNull();
  });

  it('runs one build at a time for a workspace, and cancels it', async () => {
    const builds = new Builds({ folder, engine: async () => telling([]) });
    const id = await builds.start(order);
    await expect(builds.start(order)).rejects.toMatchObject({ data: { kind: 'conflict' } });
    const other = await builds.start({ ...order, workspace: 'scratch/12345678' });
    const finished = builds.finished(id);
    builds.cancel(id);
    expect(await finished).toMatchObject({ result: { ok: false, failure: { kind: 'cancelled' } } });
    expect(await builds.start(order)).not.toBe(id);
    builds.cancel(other);
    await builds.close();
  });

  it('tells a time limit from a cancel', async () => {
    const builds = new Builds({ folder, engine: async () => telling([]), timeoutMs: 20 });
    const record = await builds.finished(await builds.start(order));
    expect(record).toMatchObject({ result: { ok: false, failure: { kind: 'timed-out' } } });
  });

  it('can start again after no engine answered', async () => {
    let up = false;
    const builds = new Builds({
      folder,
      engine: async () => {
        if (!up) throw new Error('down');
        return telling([done]);
      },
    });
    await expect(builds.start(order)).rejects.toThrow('down');
    up = true;
    expect(await builds.finished(await builds.start(order))).toMatchObject({ result: { ok: true } });
  });

  it('keeps the last records only, and reads past a damaged one', async () => {
    const builds = new Builds({ folder, keep: 3, engine: async () => telling([done]) });
    const ids: string[] = [];
    for (let count = 0; count < 5; count++) {
      const id = await builds.start(order);
      ids.push(id);
      await builds.finished(id);
      await new Promise((resolve) => setTimeout(resolve, 2)); // records are sorted by their millisecond
    }
    expect((await builds.history(workspace)).map((record) => record.id)).toEqual(ids.slice(2).reverse());
    const place = join(folder, workspace.replaceAll('/', '+'));
    const newest = (await readdir(place)).sort().at(-1);
    await writeFile(join(place, newest ?? ''), '{"torn":');
    expect((await builds.last(workspace))?.id).toBe(ids[3]);
  });

  it.each([
    ['lab/containers/your-first-image/first-build', 'drydock/containers-first-build:latest'],
    ['scratch/0f8fad5b-d9cb-469f-a165-70867728950e', 'drydock/scratch-0f8fad5b:latest'],
  ])('names the image of %s', (id, name) => {
    expect(imageNameOf(id)).toBe(name);
  });
});
