import type Docker from 'dockerode';
import type { Endpoint } from '../docker/endpoint';
import { askPodman } from './own-api';

/** Milliseconds between two checks where the container does not say. */
const INTERVAL = 30_000;

/**
 * Podman leaves the timing of health checks to timers of systemd, which not every machine has: there a container would
 * stay "starting" for ever. So a check that is due is run when somebody looks at the container, by Podman's own
 * `healthcheck run`.
 */
export class PodmanHealth {
  readonly #endpoint: Endpoint;
  readonly #last = new Map<string, number>();

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /** Runs a container's check if it has one and its interval has passed; says whether it did. */
  async checkIfDue({ Id, State, Config }: Docker.ContainerInspectInfo): Promise<boolean> {
    const check = Config.Healthcheck;
    if (!State.Running) this.#last.delete(Id);
    if (!State.Running || !check?.Test || check.Test.length === 0 || check.Test[0] === 'NONE') return false;
    const interval = check.Interval ? check.Interval / 1e6 : INTERVAL;
    const newest = Date.parse(State.Health?.Log?.at(-1)?.Start ?? '') || 0;
    const now = Date.now();
    if (now - Math.max(this.#last.get(Id) ?? 0, newest) < interval) return false;
    this.#last.set(Id, now);
    // Whatever comes of it is in the container's own state, which is read next.
    await askPodman(this.#endpoint, `/containers/${Id}/healthcheck`);
    return true;
  }
}
