import { setTimeout as delay } from 'node:timers/promises';
import type { ContainerStats } from '../../../shared/engine/container';
import { cancelled } from '../cancelled';
import type { GuestInspection } from '../guest-container';
import { readInterfaces } from './inspection';

/** Milliseconds between two samples. */
const PERIOD = 1000;

/** What a container uses, once a second, while `look` gives something. Throws `cancelled`. */
export async function* readStats(
  look: () => Promise<GuestInspection | undefined>,
  signal: AbortSignal | undefined,
): AsyncGenerator<ContainerStats> {
  let before: Sample | undefined;
  for (;;) {
    if (signal?.aborted) throw cancelled('The measuring was cancelled.');
    const inspection = await look();
    if (!inspection) return;
    const sample = toSample(inspection, performance.now());
    yield toStats(sample, before);
    before = sample;
    await delay(PERIOD, undefined, { signal }).catch(() => undefined); // aborted, which is asked next
  }
}

interface Sample {
  readonly at: number;
  readonly cpuMs: number;
  readonly values: ReadonlyMap<string, string>;
  readonly received: number;
  readonly sent: number;
}

function toSample({ limits, traffic }: GuestInspection, at: number): Sample {
  // Lines of a file of the control group, a tab, and its value; some values begin with a key of their own.
  const values = new Map(
    limits.split('\n').map((line) => {
      const [file = '', value = ''] = line.split('\t');
      const [key, number] = value.split(' ');
      return number === undefined || file === 'cpu.max' ? [file, value] : [`${file}:${key}`, number];
    }),
  );
  const interfaces = readInterfaces(traffic).filter(({ name }) => name !== 'lo');
  return {
    at,
    cpuMs: Number(values.get('cpu.stat:usage_usec') ?? 0) / 1000,
    values,
    received: interfaces.reduce((sum, each) => sum + each.receivedBytes, 0),
    sent: interfaces.reduce((sum, each) => sum + each.sentBytes, 0),
  };
}

function toStats(sample: Sample, before: Sample | undefined): ContainerStats {
  const number = (file: string) => Number(sample.values.get(file));
  const limit = number('memory.max');
  return {
    time: new Date().toISOString(),
    cpuPercent: before ? ((sample.cpuMs - before.cpuMs) / (sample.at - before.at)) * 100 : 0,
    memoryBytes: number('memory.current') || 0,
    memoryLimitBytes: Number.isFinite(limit) ? limit : null,
    processes: number('pids.current') || 0,
    networkReceivedBytes: sample.received,
    networkSentBytes: sample.sent,
    // All its files are in the machine's memory: there is no disk to read or write.
    readBytes: 0,
    writtenBytes: 0,
  };
}
