import { z } from 'zod';
import type { ContainerStats } from '../../shared/engine/container';
import { readJsonLines } from './lines';

const counter = z.number().optional().catch(undefined);
const statsSchema = z.object({
  read: z.string(),
  cpu_stats: z
    .object({
      cpu_usage: z.object({ total_usage: counter, percpu_usage: z.array(z.number()).nullish() }).optional(),
      system_cpu_usage: counter,
      online_cpus: counter,
    })
    .optional(),
  memory_stats: z
    .object({ usage: counter, limit: counter, stats: z.record(z.string(), z.number()).nullish() })
    .optional(),
  pids_stats: z.object({ current: counter }).nullish(),
  networks: z.record(z.string(), z.object({ rx_bytes: counter, tx_bytes: counter })).nullish(),
  blkio_stats: z
    .object({
      io_service_bytes_recursive: z.array(z.object({ op: z.string(), value: z.number() })).nullish(),
    })
    .nullish(),
});
type RawStats = z.infer<typeof statsSchema>;

/** A limit this large is how the kernel says "none" (cgroup v1 rounds the largest number down to a page). */
const NO_LIMIT = 2 ** 60;

/** Reads the statistics of a container until it ends; then the engine goes on with empty samples of the year 1. */
export async function* readStats(source: AsyncIterable<Uint8Array>): AsyncGenerator<ContainerStats> {
  let before: RawStats | undefined;
  for await (const value of readJsonLines(source)) {
    const parsed = statsSchema.safeParse(value);
    if (!parsed.success) continue;
    if (parsed.data.read.startsWith('0001')) return;
    yield toStats(parsed.data, before);
    before = parsed.data;
  }
}

/** A sample, with the use of CPU since the one before. */
function toStats(sample: RawStats, before: RawStats | undefined): ContainerStats {
  const networks = Object.values(sample.networks ?? {});
  const limit = sample.memory_stats?.limit ?? 0;
  return {
    time: new Date(sample.read).toISOString(),
    cpuPercent: before ? cpuPercent(sample, before) : 0,
    memoryBytes: memoryInUse(sample),
    memoryLimitBytes: limit > 0 && limit < NO_LIMIT ? limit : null,
    processes: sample.pids_stats?.current ?? 0,
    networkReceivedBytes: networks.reduce((sum, network) => sum + (network.rx_bytes ?? 0), 0),
    networkSentBytes: networks.reduce((sum, network) => sum + (network.tx_bytes ?? 0), 0),
    readBytes: blockBytes(sample, 'read'),
    writtenBytes: blockBytes(sample, 'write'),
  };
}

function cpuPercent(sample: RawStats, before: RawStats): number {
  const used =
    (sample.cpu_stats?.cpu_usage?.total_usage ?? 0) - (before.cpu_stats?.cpu_usage?.total_usage ?? 0);
  const nanoseconds = (Date.parse(sample.read) - Date.parse(before.read)) * 1e6;
  return nanoseconds > 0 && used > 0 ? (used / nanoseconds) * 100 : 0;
}

/** Without the page cache that the kernel would give back, as Docker's command counts. */
function memoryInUse({ memory_stats: memory }: RawStats): number {
  const usage = memory?.usage ?? 0;
  const cache = memory?.stats?.total_inactive_file ?? memory?.stats?.inactive_file ?? 0;
  return cache < usage ? usage - cache : usage;
}

function blockBytes(sample: RawStats, operation: 'read' | 'write'): number {
  return (sample.blkio_stats?.io_service_bytes_recursive ?? [])
    .filter(({ op }) => op.toLowerCase() === operation)
    .reduce((sum, { value }) => sum + value, 0);
}
