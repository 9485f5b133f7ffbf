import { z } from 'zod';
import type { EngineAction, EngineEvent } from '../../shared/engine/event';
import { OURS_LABEL } from '../engine';
import { readJsonLines } from './lines';

const eventSchema = z.object({
  Type: z.enum(['container', 'image', 'network', 'volume']),
  Action: z.string(),
  Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()).nullish() }),
  time: z.number().optional(),
  timeNano: z.number().optional(),
});
type RawEvent = z.infer<typeof eventSchema>;

/** Docker's and Podman's words for what happens, and ours. */
const ACTIONS: Readonly<Record<string, EngineAction>> = {
  create: 'created',
  start: 'started',
  die: 'exited',
  died: 'exited',
  pause: 'paused',
  unpause: 'unpaused',
  rename: 'renamed',
  destroy: 'removed',
  remove: 'removed',
  delete: 'removed',
  oom: 'out-of-memory',
  tag: 'tagged',
  untag: 'untagged',
  pull: 'pulled',
  load: 'loaded',
  import: 'loaded',
  loadfromarchive: 'loaded',
  connect: 'connected',
  disconnect: 'disconnected',
};

/** Reads the engine's events; those of other kinds of things, like plugins, are left out. */
export async function* readEvents(source: AsyncIterable<Uint8Array>): AsyncGenerator<EngineEvent> {
  for await (const value of readJsonLines(source)) {
    const parsed = eventSchema.safeParse(value);
    if (parsed.success) yield toEvent(parsed.data);
  }
}

function toEvent({ Type: subject, Action, Actor, time, timeNano }: RawEvent): EngineEvent {
  const attributes = Actor.Attributes ?? {};
  const [word, detail] = Action.split(': ', 2); // `health_status: healthy`, `exec_start: sh`
  const health = word === 'health_status' ? (detail ?? attributes.health_status) : undefined;
  const exitCode = attributes.exitCode ?? attributes.containerExitCode;
  const action = word === 'health_status' ? 'health' : (ACTIONS[word ?? ''] ?? 'other');
  // Only containers and images carry their labels in the attributes.
  const labelled = subject === 'container' || subject === 'image';
  return {
    time: new Date(timeNano === undefined ? (time ?? 0) * 1000 : timeNano / 1e6).toISOString(),
    subject,
    action,
    id: Actor.ID,
    name: attributes.name ?? Actor.ID,
    ours: labelled ? attributes[OURS_LABEL] !== undefined : null,
    ...(action === 'exited' && exitCode !== undefined && { exitCode: Number(exitCode) }),
    ...((health === 'starting' || health === 'healthy' || health === 'unhealthy') && { health }),
  };
}
