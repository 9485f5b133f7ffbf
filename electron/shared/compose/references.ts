import { suggest } from '../dockerfile/didyoumean';
import type { ComposeSource } from './source';
import type { ComposeProject, ComposeService } from './model';
import { findCycle } from './order';

/** Reports what names something that is not there, and what cannot be together. */
export function checkReferences(project: ComposeProject, source: ComposeSource): void {
  const names = project.services.map(({ name }) => name);
  for (const service of project.services) {
    const report = (message: string, line = service.line) =>
      source.report('error', { line }, `services.${service.name}: ${message}`);
    for (const { service: wanted } of service.dependsOn) {
      if (wanted === service.name) report('it depends on itself.');
      else if (!names.includes(wanted)) report(missing('service', wanted, names));
    }
    checkKeys(service, project, report);
    checkMounts(service, project, report);
  }
  const cycle = findCycle(project.services);
  if (cycle) {
    const line = project.services.find(({ name }) => name === cycle[0])?.line ?? 1;
    source.report('error', { line }, `services wait for each other in a circle: ${cycle.join(' → ')}.`);
  }
  checkNames(project, source);
}

type Report = (message: string, line?: number) => void;

function checkKeys(service: ComposeService, project: ComposeProject, report: Report): void {
  const networks = [...project.networks.map(({ key }) => key), 'default'];
  for (const { network } of service.networks) {
    if (!networks.includes(network)) report(missing('network', network, networks));
  }
  for (const kind of ['secrets', 'configs'] as const) {
    const keys = project[kind].map(({ key }) => key);
    for (const { source } of service[kind]) {
      if (!keys.includes(source)) report(missing(kind.slice(0, -1), source, keys));
    }
  }
}

function checkMounts(service: ComposeService, project: ComposeProject, report: Report): void {
  const volumes = project.volumes.map(({ key }) => key);
  const targets = new Set<string>();
  for (const mount of service.mounts) {
    if (mount.type === 'volume' && mount.volume !== null && !volumes.includes(mount.volume)) {
      report(`${missing('volume', mount.volume, volumes)} A folder begins with "./".`, mount.line);
    }
    const target = mount.target.replace(/\/+$/, '') || '/';
    if (targets.has(target)) report(`two mounts have the same target ${target}.`, mount.line);
    targets.add(target);
  }
}

function checkNames({ services }: ComposeProject, source: ComposeSource): void {
  const taken = new Map<string, string>();
  for (const { name, containerName, line } of services) {
    if (containerName === undefined) continue;
    const other = taken.get(containerName);
    if (other) {
      source.report(
        'error',
        { line },
        `services.${name}: ${other} has the container name ${containerName} too.`,
      );
    }
    taken.set(containerName, name);
  }
}

function missing(kind: string, wanted: string, known: readonly string[]): string {
  const near = suggest(wanted, known);
  const hint = near ? `did you mean "${near}"?` : `name it at the top level under "${kind}s".`;
  return `there is no ${kind} "${wanted}"; ${kind === 'service' && !near ? 'is it spelt right?' : hint}`;
}
