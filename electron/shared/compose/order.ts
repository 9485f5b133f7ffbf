import { DrydockError } from '../errors';
import type { ComposeProject, ComposeService } from './model';

type Dependent = Pick<ComposeService, 'name' | 'dependsOn'>;

/** The names of services that wait for each other in a circle, the first one again at the end; undefined without one. */
export function findCycle(services: readonly Dependent[]): readonly string[] | undefined {
  const byName = new Map(services.map((service) => [service.name, service]));
  const done = new Set<string>();
  const walk = (name: string, path: readonly string[]): readonly string[] | undefined => {
    const start = path.indexOf(name);
    if (start >= 0) return [...path.slice(start), name];
    if (done.has(name)) return undefined;
    for (const { service } of byName.get(name)?.dependsOn ?? []) {
      if (service === name) continue; // reported by itself
      const cycle = walk(service, [...path, name]);
      if (cycle) return cycle;
    }
    done.add(name);
    return undefined;
  };
  for (const { name } of services) {
    const cycle = walk(name, []);
    if (cycle) return cycle;
  }
  return undefined;
}

/** Services so that each comes behind those it depends on; else in the order given. There must be no circle. */
export function inOrder<T extends Dependent>(services: readonly T[]): readonly T[] {
  const byName = new Map(services.map((service) => [service.name, service]));
  const ordered = new Set<T>();
  const walk = (service: T, path: ReadonlySet<T>): void => {
    if (ordered.has(service) || path.has(service)) return;
    const inside = new Set(path).add(service);
    for (const { service: name } of service.dependsOn) {
      const dependency = byName.get(name);
      if (dependency) walk(dependency, inside);
    }
    ordered.add(service);
  };
  for (const service of services) walk(service, new Set());
  return [...ordered];
}

/** What of a project takes part. */
export interface Selection {
  /** Only these services and what they depend on; each of them takes part whatever its profiles. */
  readonly services?: readonly string[];
  readonly profiles?: readonly string[];
}

/**
 * The services that take part, in dependency order (Compose Specification, 15-profiles). Throws `not-found` for a name
 * that is no service, and `invalid-input` where a service needs one that its profiles keep out.
 */
export function selectServices(
  project: ComposeProject,
  selection: Selection = {},
): readonly ComposeService[] {
  const byName = new Map(project.services.map((service) => [service.name, service]));
  const wanted = selection.services?.length ? selection.services : undefined;
  for (const name of wanted ?? []) if (!byName.has(name)) throw noService(name, project);
  const named = new Set(wanted);
  const profiles = new Set([
    ...(selection.profiles ?? []),
    ...(wanted ?? []).flatMap((name) => byName.get(name)?.profiles ?? []),
  ]);
  const enabled = ({ name, profiles: own }: ComposeService): boolean =>
    named.has(name) || own.length === 0 || own.some((profile) => profiles.has(profile) || profiles.has('*'));
  const chosen = new Set<ComposeService>();
  const queue = wanted
    ? project.services.filter(({ name }) => named.has(name))
    : project.services.filter(enabled);
  for (let service = queue.pop(); service; service = queue.pop()) {
    if (chosen.has(service)) continue;
    chosen.add(service);
    for (const { service: name, required } of service.dependsOn) {
      const dependency = byName.get(name);
      if (dependency && enabled(dependency)) queue.push(dependency);
      else if (required) {
        throw new DrydockError({
          kind: 'invalid-input',
          message: `The service ${service.name} depends on ${name}, which no chosen profile enables.`,
          remedy: `Choose the profile ${byName.get(name)?.profiles[0] ?? ''} too, or take the dependency out.`,
          where: { file: project.file, line: service.line },
        });
      }
    }
  }
  return inOrder(project.services.filter((service) => chosen.has(service)));
}

function noService(name: string, project: ComposeProject): DrydockError {
  return new DrydockError({
    kind: 'not-found',
    message: `There is no service ${name} in ${project.file}.`,
    remedy: `Its services are: ${project.services.map((service) => service.name).join(', ')}.`,
  });
}
