import { setTimeout as delay } from 'node:timers/promises';
import type { Container, ContainerRemoveOptions } from 'dockerode';
import { engineWords } from './errors';

/** Podman (seen with 4.3) refuses to remove a container that ends by itself at the moment it is to be killed. */
const ENDS_NOW = /could not be stopped/;
const MOST_ATTEMPTS = 10;
/** Milliseconds from one attempt to the next. */
const PAUSE = 200;

/** Removes a container, also one that just ends. Throws what the engine answered. */
export async function remove(
  container: Pick<Container, 'remove'>,
  options: ContainerRemoveOptions,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await container.remove(options);
      return;
    } catch (thrown) {
      if (attempt === MOST_ATTEMPTS || !ENDS_NOW.test(engineWords(thrown))) throw thrown;
      await delay(PAUSE);
    }
  }
}
