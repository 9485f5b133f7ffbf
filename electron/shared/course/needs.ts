import type { EngineKind, EngineStatus } from '../engine/status';
import type { LabFile } from './schema';

/** What a lab needs, as the abilities of engines are called. */
export type LabNeed = LabFile['needs'][number];

/** What a lab needs and an engine says that it cannot do. What is outside of engines is not theirs to have. */
export function missingNeeds(needs: readonly LabNeed[], status: EngineStatus): readonly LabNeed[] {
  if (status.state !== 'ready') return [];
  const can: Readonly<Record<string, boolean | undefined>> = { ...status.capabilities };
  return needs.filter((need) => can[need] === false);
}

/** What no engine of a family has, whichever version of it answers. */
const NEVER: Readonly<Record<EngineKind, readonly LabNeed[]>> = {
  docker: ['hood'],
  podman: ['hood', 'secrets'],
  embedded: [],
};

/** Whether a lab claims to work on a family of engines, one of which need not be there to ask. */
export function claims(needs: readonly LabNeed[], kind: EngineKind): boolean {
  return !needs.some((need) => NEVER[kind].includes(need));
}

/** Each need as something that an engine has or lacks. */
const WORDS: Readonly<Record<LabNeed, string>> = {
  build: 'builds',
  run: 'containers',
  ports: 'published ports',
  volumes: 'volumes',
  healthchecks: 'health checks',
  limits: 'limits',
  secrets: 'build secrets',
  compose: 'Compose projects',
  hood: 'a playground on its own kernel',
  network: 'a network',
  registry: 'a registry',
  kubernetes: 'Kubernetes',
};

/** `build secrets and volumes` */
export function needsInWords(needs: readonly LabNeed[]): string {
  const words = needs.map((need) => WORDS[need]);
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${words.join(', ')} and ${last}`;
}
