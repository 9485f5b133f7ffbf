import { expect, it } from 'vitest';
import type { EngineEvent } from '../../shared/engine/event';
import type { Harness } from './harness';
import { CONTRACT_BASE, PATIENCE, rejection, TEST_LABEL } from './harness';

/** What the engine tells by itself, and how what we made is cleaned up. */
export function eventsContract(harness: Harness): void {
  const { engine, capabilities } = harness;

  it.skipIf(!capabilities.events)('tells what happens, until nobody listens', async () => {
    const controller = new AbortController();
    const events: EngineEvent[] = [];
    const listening = (async () => {
      for await (const event of engine.events(controller.signal)) events.push(event);
    })();
    listening.catch(() => undefined); // looked at below
    const probe = await harness.create('true'); // the first may come before the engine listens
    await expect
      .poll(async () => {
        await engine.containers.rename(probe, harness.name('probe'));
        return events.length;
      }, PATIENCE)
      .toBeGreaterThan(0);
    const name = harness.name('events');
    const id = await harness.started('exit 4', { name });
    await engine.containers.wait(id);
    await engine.containers.remove(id);
    const own = () => events.filter((event) => event.subject === 'container' && event.id === id);
    await expect
      .poll(() => own().map(({ action }) => action), PATIENCE)
      .toEqual(expect.arrayContaining(['created', 'started', 'exited', 'removed']));
    expect(own().find(({ action }) => action === 'exited')).toMatchObject({ name, exitCode: 4, ours: true });
    controller.abort();
    await expect(listening).rejects.toMatchObject(rejection('cancelled'));
  });

  it('cleans up what it made and nobody uses, of one owner', async () => {
    const ended = await harness.started('true');
    await engine.containers.wait(ended);
    const running = await harness.started('sleep 60');
    const files = { Dockerfile: `FROM ${CONTRACT_BASE}\n${TEST_LABEL}\nCOPY a.txt /\n` };
    const unnamed = await harness.built({ ...files, 'a.txt': `${harness.owner}` });
    await harness.built({ ...files, 'a.txt': 'takes the name over' });
    const names = { network: harness.name('net'), volume: harness.name('volume') };
    if (capabilities.networks) await engine.networks.create({ name: names.network, owner: harness.owner });
    if (capabilities.volumes) await engine.volumes.create({ name: names.volume, owner: harness.owner });
    const nobody = await engine.prune('somebody-else-entirely');
    expect(nobody).toEqual({ containers: [], networks: [], volumes: [], images: [] });
    const report = await engine.prune(harness.owner);
    expect(report.images).toContain(unnamed);
    if (capabilities.networks) expect(report.networks).toContain(names.network);
    if (capabilities.volumes) expect(report.volumes).toContain(names.volume);
    await expect(engine.containers.inspect(ended)).rejects.toMatchObject(rejection('not-found'));
    expect((await engine.containers.inspect(running)).state).toBe('running');
    expect((await engine.images.inspect(harness.tag)).tags).toContain(harness.tag);
    await engine.containers.remove(running, { force: true });
  });
}
