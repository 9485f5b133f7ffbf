import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildContract } from './contract/build.contract';
import { composeContract } from './contract/compose.contract';
import { containersContract } from './contract/containers.contract';
import { eventsContract } from './contract/events.contract';
import type { ContractSubject } from './contract/harness';
import { Harness } from './contract/harness';
import { imagesContract } from './contract/images.contract';
import { networksContract } from './contract/networks.contract';
import { runContract } from './contract/run.contract';
import { sessionsContract } from './contract/sessions.contract';
import { transferContract } from './contract/transfer.contract';

export { CONTRACT_BASE } from './contract/harness';
export type { ContractSubject } from './contract/harness';

/** Registers the suite that every engine passes: the meaning of the `Engine` interface, made to happen. */
export function engineContract(subject: ContractSubject): void {
  const harness = new Harness(subject);
  beforeAll(() => harness.setUp());
  afterAll(() => harness.tearDown());

  it('is ready and says what it is', async () => {
    const { engine, capabilities } = harness;
    expect(await engine.status()).toMatchObject({
      id: engine.id,
      kind: engine.kind,
      state: 'ready',
      capabilities,
    });
  });
  buildContract(harness);
  imagesContract(harness);
  transferContract(harness);
  if (subject.scope === 'builder') return;
  runContract(harness);
  containersContract(harness);
  sessionsContract(harness);
  networksContract(harness);
  eventsContract(harness);
  composeContract(harness);
}
