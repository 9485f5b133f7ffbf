import type { ContainerState, PublishedPort } from '../../electron/shared/engine/container';
import { shortId } from '../build/format';

/** What can be done to a container by a click. */
export type ContainerAction = 'start' | 'stop' | 'kill' | 'restart' | 'pause' | 'unpause' | 'remove';

const byState: Readonly<Record<ContainerState, readonly ContainerAction[]>> = {
  created: ['start', 'remove'],
  running: ['stop', 'restart', 'pause', 'kill', 'remove'],
  paused: ['unpause', 'kill', 'remove'],
  restarting: ['stop', 'kill', 'remove'],
  removing: [],
  exited: ['start', 'remove'],
  dead: ['remove'],
};

/** What a container's state allows; the usual thing to do first. */
export function actionsOf(state: ContainerState, canPause: boolean): readonly ContainerAction[] {
  return byState[state].filter((action) => canPause || (action !== 'pause' && action !== 'unpause'));
}

/** A port as `docker ps` writes it: `8080 → 80`, and with its protocol where that is not TCP. */
export function portText({ containerPort, hostPort, protocol }: PublishedPort): string {
  const inside = protocol === 'tcp' ? String(containerPort) : `${containerPort}/${protocol}`;
  return hostPort === undefined ? inside : `${hostPort} → ${inside}`;
}

/** The ports that a page can be shown of: published TCP ports, each once though it may be on IPv4 and IPv6. */
export function pagePorts(ports: readonly PublishedPort[]): readonly PublishedPort[] {
  const shown = new Map<number, PublishedPort>();
  for (const port of ports) {
    if (port.protocol !== 'tcp' || port.hostPort === undefined || shown.has(port.containerPort)) continue;
    shown.set(port.containerPort, port);
  }
  return [...shown.values()].sort((a, b) => a.containerPort - b.containerPort);
}

/** The name of an image as a list shows it: what has none but its id has the first digits of that. */
export function imageText(image: string): string {
  return /^(sha256:)?[0-9a-f]{64}$/.test(image) ? shortId(image) : image;
}
