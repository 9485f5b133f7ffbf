import { setTimeout as delay } from 'node:timers/promises';
import type { Engine } from '../engines/engine';
import type { DependencyCondition } from '../shared/compose';
import type { ContainerDetails } from '../shared/engine/container';
import { DrydockError } from '../shared/errors';
import { cancelledRun, checkCancelled } from './runner';

/** Milliseconds between two looks at a container. */
const PAUSE = 150;

/**
 * Waits until a service's container is as those who depend on it need it. Throws `engine-failed` when it never will be,
 * and `cancelled`.
 */
export async function waitFor(
  engine: Pick<Engine, 'containers'>,
  service: string,
  container: string,
  condition: DependencyCondition,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    checkCancelled(signal);
    const details = await engine.containers.inspect(container);
    if (isMet(service, details, condition)) return;
    await delay(PAUSE, undefined, { signal }).catch(() => {
      throw cancelledRun();
    });
  }
}

function isMet(service: string, details: ContainerDetails, condition: DependencyCondition): boolean {
  const { state, health, exitCode } = details;
  if (condition === 'service_completed_successfully') {
    if (state !== 'exited') return false;
    if (exitCode === 0) return true;
    throw never(
      `The service ${service} should have ended well, but ended with exit code ${exitCode}.`,
      service,
    );
  }
  if (condition === 'service_started') return state === 'running' || state === 'exited';
  if (state === 'exited' || state === 'dead') {
    throw never(`The service ${service} ended with exit code ${exitCode} before it was healthy.`, service);
  }
  if (health === 'none') {
    throw new DrydockError({
      kind: 'invalid-input',
      message: `The service ${service} has no health check, so it can never be healthy.`,
      remedy: 'Give it a "healthcheck", or wait for service_started.',
    });
  }
  if (health === 'unhealthy') {
    const words = details.healthLog.at(-1)?.output.trim();
    throw never(
      `The service ${service} is unhealthy${words ? `; its check says: ${words.slice(0, 200)}` : '.'}`,
      service,
    );
  }
  return health === 'healthy';
}

function never(message: string, service: string): DrydockError {
  return new DrydockError({
    kind: 'engine-failed',
    message,
    remedy: `Look at the log of ${service}.`,
  });
}
