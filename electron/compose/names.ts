import type { ComposeNetwork, ComposeService, ComposeVolume } from '../shared/compose';

/** The name of a network or volume in the engine; that of an external one is as it is. */
export function engineName(project: string, { key, name, external }: ComposeNetwork | ComposeVolume): string {
  return name ?? (external ? key : `${project}_${key}`);
}

/** The name of a service's container. */
export function containerName(project: string, { name, containerName: own }: ComposeService): string {
  return own ?? `${project}-${name}-1`;
}

/** The reference of a service's image: its own, or the one that its build gets. */
export function imageReference(project: string, { name, image }: ComposeService): string {
  return image ?? `${project}-${name.toLowerCase()}:latest`;
}
