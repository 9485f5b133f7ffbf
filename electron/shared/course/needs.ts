import type { EngineKind, EngineStatus } from '../engine/status';
import type { LabFile } from './schema';

/** Where a lab can be done. */
export type LabDemands = Pick<LabFile, 'needs' | 'engines'>;

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
export function claims({ needs, engines }: LabDemands, kind: EngineKind): boolean {
  return (engines?.includes(kind) ?? true) && !needs.some((need) => NEVER[kind].includes(need));
}

/** Why a lab cannot be done on an engine, in a sentence; undefined where it can, or where nobody knows. */
export function whyNotOn(status: EngineStatus, { needs, engines }: LabDemands): string | undefined {
  if (status.state !== 'ready') return undefined;
  if (engines && !engines.includes(status.kind))
    return `This lab is not made for ${status.name}: a right answer could fail there.`;
  const missing = missingNeeds(needs, status);
  if (missing.length === 0) return undefined;
  return `${status.name} cannot give this lab all that it needs: ${needsInWords(missing)}.`;
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
