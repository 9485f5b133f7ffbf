import { inOrder } from '../shared/compose';
import type { ComposeView } from '../shared/compose/methods';
import type { LoadedProject } from './project';

/** A project as a page shows it. With an error in the file there are no services to show. */
export function toView({ name, project, problems }: LoadedProject): ComposeView {
  const sound = problems.every(({ severity }) => severity !== 'error');
  const services = sound ? inOrder(project.services) : [];
  return {
    file: project.file,
    project: name,
    services: services.map((service) => ({
      name: service.name,
      line: service.line,
      ...(service.image !== undefined && { image: service.image }),
      ...(service.build && { build: service.build.context }),
      profiles: service.profiles,
      ports: service.ports.map(({ containerPort, hostPort }) => ({ containerPort, hostPort })),
      networks: service.networks.map(({ network }) => network),
      volumes: service.mounts.flatMap((mount) => (mount.type === 'volume' ? (mount.volume ?? []) : [])),
      dependsOn: service.dependsOn.map((dependency) => ({
        service: dependency.service,
        condition: dependency.condition,
      })),
      hasHealthcheck: service.healthcheck !== undefined && service.healthcheck.test[0] !== 'NONE',
    })),
    profiles: [...new Set(services.flatMap(({ profiles }) => profiles))],
    networks: [...new Set(services.flatMap(({ networks }) => networks.map(({ network }) => network)))],
    volumes: project.volumes.map(({ key }) => key),
    problems,
  };
}
