import { existsSync } from 'node:fs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import type { DockerOptions } from 'dockerode';
import { currentContext, listContexts, readTls } from './contexts';
import type { Endpoint, EndpointTls } from './endpoint';
import { SshAgent } from './ssh-agent';

/** What discovery looks at; handed in so that tests choose it. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly exists?: (path: string) => boolean;
}

/**
 * Finds the Docker endpoints of this machine. The first is the one that Docker's own command would use: DOCKER_HOST,
 * then DOCKER_CONTEXT, then the configuration's current context, then the default sockets and Docker Desktop's. The
 * other stored contexts follow.
 */
export async function discoverDocker(surroundings: Surroundings): Promise<readonly Endpoint[]> {
  const { env, home } = surroundings;
  const folder = env.DOCKER_CONFIG ?? join(home, '.docker');
  const contexts = await listContexts(folder);
  const chosen = env.DOCKER_HOST ? undefined : (env.DOCKER_CONTEXT ?? (await currentContext(folder)));
  const endpoints: Endpoint[] = [];
  if (env.DOCKER_HOST) {
    const tls = await hostTls(env, folder);
    endpoints.push({
      id: 'docker',
      kind: 'docker',
      name: 'Docker',
      address: env.DOCKER_HOST,
      ...(tls && { tls }),
    });
  } else if (!chosen || chosen === 'default') {
    endpoints.push({ id: 'docker', kind: 'docker', name: 'Docker', address: defaultAddress(surroundings) });
  }
  for (const context of contexts) {
    const current = context.name === chosen;
    const endpoint: Endpoint = {
      id: current ? 'docker' : `docker:${context.name}`,
      kind: 'docker',
      name: `Docker (context ${context.name})`,
      address: context.address,
      ...(context.tls && { tls: context.tls }),
    };
    if (current) endpoints.unshift(endpoint);
    else endpoints.push(endpoint);
  }
  return endpoints;
}

/** How dockerode is to connect. Everything is given, so that it reads no environment variable of its own. */
export function connectionOptions(endpoint: Endpoint): DockerOptions {
  const { address, tls } = endpoint;
  const none = { host: undefined, port: undefined, socketPath: undefined };
  if (address.startsWith('unix://'))
    return { ...none, socketPath: address.slice('unix://'.length) } as DockerOptions;
  if (address.startsWith('npipe://'))
    return { ...none, socketPath: address.slice('npipe://'.length) } as DockerOptions;
  const url = new URL(address.includes('//') ? address : `tcp://${address}`);
  if (url.protocol === 'ssh:') {
    return {
      ...none,
      protocol: 'http',
      host: url.hostname,
      port: 80,
      agent: new SshAgent(address),
    } as DockerOptions;
  }
  const secure = tls !== undefined || url.protocol === 'https:';
  return {
    ...none,
    protocol: secure ? 'https' : 'http',
    host: url.hostname,
    port: url.port || (secure ? 2376 : 2375),
    ...tlsOptions(tls),
  } as DockerOptions;
}

function tlsOptions(tls: EndpointTls | undefined): Partial<DockerOptions> & { readonly agent?: Agent } {
  if (!tls) return {};
  return {
    // dockerode knows no other way not to verify.
    ...(tls.skipVerify && { agent: new Agent({ rejectUnauthorized: false }) }),
    ...(tls.ca !== undefined && { ca: tls.ca }),
    ...(tls.cert !== undefined && { cert: tls.cert }),
    ...(tls.key !== undefined && { key: tls.key }),
  };
}

async function hostTls(env: Surroundings['env'], folder: string): Promise<EndpointTls | undefined> {
  const verify = env.DOCKER_TLS_VERIFY;
  if (!env.DOCKER_CERT_PATH && !verify) return undefined;
  const tls = await readTls(env.DOCKER_CERT_PATH ?? folder, !verify);
  return tls ?? { skipVerify: !verify };
}

/** The first default socket that is there; the well-known one when none is, so that its absence can be reported. */
function defaultAddress({ env, home, platform, exists = existsSync }: Surroundings): string {
  if (platform === 'win32') return 'npipe:////./pipe/docker_engine';
  const candidates = [
    '/var/run/docker.sock',
    join(home, '.docker', 'run', 'docker.sock'), // Docker Desktop on macOS
    join(home, '.docker', 'desktop', 'docker.sock'), // Docker Desktop on Linux
    ...(env.XDG_RUNTIME_DIR ? [join(env.XDG_RUNTIME_DIR, 'docker.sock')] : []), // rootless Docker
  ];
  return `unix://${candidates.find((path) => exists(path)) ?? candidates[0]}`;
}
