import type { Engine } from '../engines/engine';
import type { ComposeContainer, ComposeProject } from '../shared/compose';
import type { ProjectMark } from './labels';
import { containersOf, serviceOf } from './labels';

/** The containers of a project, in the file's order of services; those of no service of the file come last. */
export async function listProject(
  engine: Pick<Engine, 'containers'>,
  mark: ProjectMark,
  project: Pick<ComposeProject, 'services'>,
): Promise<readonly ComposeContainer[]> {
  const order = project.services.map(({ name }) => name);
  const rank = (service: string) => (order.includes(service) ? order.indexOf(service) : order.length);
  const containers = await Promise.all(
    (await containersOf(engine, mark)).map(async (container) => {
      const { id, name, image, created } = container;
      // Podman's list says nothing of health, and no list says how a container ended.
      const { state, health, exitCode, ports } = await engine.containers.inspect(id);
      return {
        ...{ service: serviceOf(container), id, name, image, state, health, created, ports },
        exitCode: state === 'exited' ? exitCode : null,
      };
    }),
  );
  return containers.sort((a, b) => rank(a.service) - rank(b.service));
}
