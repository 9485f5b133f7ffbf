import type { Engine } from '../engines/engine';
import { OURS_LABEL } from '../engines/engine';
import type { ContainerSummary } from '../shared/engine/container';

/** The name of the project that a container, network or volume belongs to. */
export const PROJECT_LABEL = 'dev.drydock.compose.project';
/** The service of a container; the key of a network or volume. */
export const KEY_LABEL = 'dev.drydock.compose.key';
/** Hash over what a container was made from: while it is the same, the container stays. */
export const HASH_LABEL = 'dev.drydock.compose.hash';

/** A project as its things in the engine are marked. */
export interface ProjectMark {
  readonly name: string;
  /** Value of the label that marks them as ours: two learners' projects of one name do not meet. */
  readonly owner: string;
}

/** The labels of a project's thing. */
export function marks({ name }: ProjectMark, key: string): Readonly<Record<string, string>> {
  return { [PROJECT_LABEL]: name, [KEY_LABEL]: key };
}

/** Whether something has the labels of a project. */
export function isOf({ name, owner }: ProjectMark, labels: Readonly<Record<string, string>>): boolean {
  return labels[PROJECT_LABEL] === name && labels[OURS_LABEL] === owner;
}

/** The containers of a project, by nothing but their labels. */
export async function containersOf(
  engine: Pick<Engine, 'containers'>,
  mark: ProjectMark,
): Promise<readonly ContainerSummary[]> {
  return (await engine.containers.list({ all: true, ours: true })).filter(({ labels }) => isOf(mark, labels));
}

/** The service that a container of a project belongs to. */
export function serviceOf({ labels }: Pick<ContainerSummary, 'labels'>): string {
  return labels[KEY_LABEL] ?? '';
}
