import { createHash } from 'node:crypto';
import type { ComposeMount, ComposeNetwork, ComposeService } from '../shared/compose';
import type {
  ContainerLimits,
  ContainerMount,
  ContainerSpec,
  RestartPolicy,
} from '../shared/engine/container';
import { hashGrants } from './grants';
import type { Grant } from './grants';
import { HASH_LABEL, marks } from './labels';
import { containerName, engineName } from './names';
import { healthUnder, pathUnder, portUnder } from './policy';
import type { LoadedProject } from './project';
import { environmentOf } from './project';

/** A container as it is to be, and the networks it joins besides the first. */
export interface ServiceSpec {
  readonly spec: ContainerSpec;
  readonly further: readonly { readonly network: string; readonly aliases: readonly string[] }[];
}

/** Bytes of memory for a confined service that asks for no other limit. */
const CONFINED_MEMORY = 2 * 1024 ** 3;

/** Writes out what a service's container is to be. Throws for a path that is not there or not given. */
export async function toServiceSpec(
  loaded: LoadedProject,
  service: ComposeService,
  owner: string,
  image: { readonly reference: string; readonly id: string },
  grants: readonly Grant[],
  withNetworks: boolean,
): Promise<ServiceSpec> {
  const [first, ...further] = withNetworks ? attachmentsOf(loaded, service) : [];
  const bare: ContainerSpec = {
    image: image.reference,
    owner,
    name: containerName(loaded.name, service),
    env: await environmentOf(loaded, service),
    ports: service.ports.map((port) => portUnder(loaded.policy, port)),
    mounts: await Promise.all(service.mounts.map((mount) => toMount(loaded, mount))),
    tty: service.tty,
    stdin: service.stdin,
    init: service.init,
    readOnlyRoot: service.readOnlyRoot,
    limits: limitsUnder(loaded, service),
    restart: restartUnder(loaded, service),
    ...(service.command && { arguments: service.command }),
    ...(service.entrypoint && { entrypoint: service.entrypoint }),
    ...(service.healthcheck && { healthcheck: healthUnder(loaded.policy, service.healthcheck) }),
    ...(service.hostname !== undefined && { hostname: service.hostname }),
    ...(service.user !== undefined && { user: service.user }),
    ...(service.workingDir !== undefined && { workingDir: service.workingDir }),
    ...(service.stopSignal !== undefined && { stopSignal: service.stopSignal }),
    ...(service.networkMode === 'none' && { network: 'none' }),
    ...(first && { network: first.network, networkAliases: first.aliases }),
  };
  const text = JSON.stringify([bare, image.id, further, service.labels, hashGrants(grants)]);
  const hash = createHash('sha256').update(text).digest('hex');
  const labels = {
    ...service.labels,
    ...marks({ name: loaded.name, owner }, service.name),
    [HASH_LABEL]: hash,
  };
  return { spec: { ...bare, labels }, further };
}

/** The networks of a project that its services are on: those of the file, and `default` where somebody is on it. */
export function networksOf(
  { project }: Pick<LoadedProject, 'project'>,
  services: readonly ComposeService[],
): readonly ComposeNetwork[] {
  const used = new Set(services.flatMap(({ networks }) => networks.map(({ network }) => network)));
  const implied: ComposeNetwork = { key: 'default', external: false, internal: false, labels: {}, line: 1 };
  const declared = project.networks.some(({ key }) => key === 'default') ? [] : [implied];
  return [...project.networks, ...declared].filter(({ key }) => used.has(key));
}

function attachmentsOf(loaded: LoadedProject, service: ComposeService) {
  const networks = networksOf(loaded, [service]);
  return service.networks.flatMap(({ network, aliases }) => {
    const found = networks.find(({ key }) => key === network);
    return found
      ? [{ network: engineName(loaded.name, found), aliases: [...new Set([service.name, ...aliases])] }]
      : [];
  });
}

function limitsUnder({ policy }: LoadedProject, { limits }: ComposeService): ContainerLimits {
  return policy.confined ? { memoryBytes: CONFINED_MEMORY, ...limits } : limits;
}

/** What came with a course does not come back by itself after this machine was restarted. */
function restartUnder({ policy }: LoadedProject, { restart }: ComposeService): RestartPolicy {
  return policy.confined && restart.policy === 'always' ? { policy: 'unless-stopped' } : restart;
}

async function toMount(loaded: LoadedProject, mount: ComposeMount): Promise<ContainerMount> {
  const { folder, policy, project, name } = loaded;
  if (mount.type === 'tmpfs') {
    const { target, sizeBytes } = mount;
    return { type: 'tmpfs', target, ...(sizeBytes !== undefined && { sizeBytes }) };
  }
  const { target, readOnly } = mount;
  if (mount.type === 'volume') {
    const volume = project.volumes.find(({ key }) => key === mount.volume);
    return { type: 'volume', source: volume ? engineName(name, volume) : '', target, readOnly };
  }
  const where = { file: project.file, line: mount.line };
  return { type: 'bind', source: await pathUnder(policy, folder, mount.source, where), target, readOnly };
}
