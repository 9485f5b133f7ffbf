import { setTimeout as delay } from 'node:timers/promises';
import type { ContainerDetails, Health, Healthcheck } from '../../../shared/engine/container';

/** What one check found. */
export type HealthResult = ContainerDetails['healthLog'][number];

/** Runs a check's command, and ends it after so many milliseconds. */
export type Probe = (command: readonly string[], timeoutMs: number) => Promise<HealthResult>;

/** What Docker does where the check does not say (Docker's reference of HEALTHCHECK). */
const DEFAULTS = { intervalMs: 30_000, timeoutMs: 30_000, startPeriodMs: 0, retries: 3 };
/** Results that are kept, and bytes of each one's output. */
const KEPT = 5;
const OUTPUT_BYTES = 4096;

/** The health of one run of a container: its check, made again and again until `stop`. */
export class HealthMonitor {
  readonly #check: Healthcheck;
  readonly #probe: Probe;
  readonly #onChange: (health: Health) => void;
  readonly #over = new AbortController();
  readonly #begun = Date.now();
  #health: Health = 'starting';
  #log: readonly HealthResult[] = [];
  #failures = 0;

  constructor(check: Healthcheck, probe: Probe, onChange: (health: Health) => void) {
    this.#check = check;
    this.#probe = probe;
    this.#onChange = onChange;
    void this.#watch();
  }

  get health(): Health {
    return this.#health;
  }

  /** Oldest first. */
  get log(): readonly HealthResult[] {
    return this.#log;
  }

  stop(): void {
    this.#over.abort();
  }

  async #watch(): Promise<void> {
    const { intervalMs = DEFAULTS.intervalMs, timeoutMs = DEFAULTS.timeoutMs, test } = this.#check;
    const { signal } = this.#over;
    for (;;) {
      await delay(intervalMs, undefined, { signal }).catch(() => undefined); // stopped, which is asked next
      if (signal.aborted) return;
      const result = await this.#probe(test, timeoutMs).catch((thrown: unknown) => failed(thrown));
      if (!signal.aborted) this.#take({ ...result, output: result.output.slice(0, OUTPUT_BYTES) });
    }
  }

  #take(result: HealthResult): void {
    const { startPeriodMs = DEFAULTS.startPeriodMs, retries = DEFAULTS.retries } = this.#check;
    this.#log = [...this.#log, result].slice(-KEPT);
    if (result.exitCode === 0) {
      this.#failures = 0;
      this.#become('healthy');
    } else if (this.#health !== 'starting' || Date.now() - this.#begun >= startPeriodMs) {
      // While it starts up, failures do not count.
      if (++this.#failures >= retries) this.#become('unhealthy');
    }
  }

  #become(health: Health): void {
    if (health === this.#health) return;
    this.#health = health;
    this.#onChange(health);
  }
}

/** The check could not be made, because the container is paused or its program is missing. */
function failed(thrown: unknown): HealthResult {
  return { exitCode: -1, output: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** Whether there is anything to check. */
export function isChecked(check: Healthcheck | null): check is Healthcheck {
  return check !== null && check.test.length > 0 && check.test[0] !== 'NONE';
}

/** The command of a check; `shell` is what runs one that is written as a line. */
export function commandOf(test: readonly string[], shell: readonly string[]): string[] {
  const [kind, ...rest] = test;
  return kind === 'CMD-SHELL' ? [...shell, ...rest] : rest;
}
