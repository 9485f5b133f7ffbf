import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { EndpointTls } from './endpoint';

/** A context of Docker's command, as far as it concerns a connection. */
export interface DockerContext {
  readonly name: string;
  readonly address: string;
  readonly tls?: EndpointTls;
}

const configSchema = z.object({ currentContext: z.string().optional() });
const metaSchema = z.object({
  Name: z.string().min(1),
  Endpoints: z.object({
    docker: z.object({ Host: z.string().min(1), SkipTLSVerify: z.boolean().optional() }),
  }),
});

/** The name of the context in use (`docker context use`); undefined for the default one. */
export async function currentContext(configFolder: string): Promise<string | undefined> {
  const config = configSchema.safeParse(await readJson(join(configFolder, 'config.json')));
  const name = config.success ? config.data.currentContext : undefined;
  return name === 'default' || name === '' ? undefined : name;
}

/** The contexts that `docker context create` stored (docker/cli, cli/context/store). Unreadable ones are left out. */
export async function listContexts(configFolder: string): Promise<readonly DockerContext[]> {
  const metaFolder = join(configFolder, 'contexts', 'meta');
  const folders = await readdir(metaFolder).catch(() => []); // no folder: no contexts were ever created
  const contexts: DockerContext[] = [];
  for (const folder of folders.sort()) {
    const meta = metaSchema.safeParse(await readJson(join(metaFolder, folder, 'meta.json')));
    if (!meta.success) continue;
    const { Name: name, Endpoints } = meta.data;
    const id = createHash('sha256').update(name).digest('hex');
    const tls = await readTls(
      join(configFolder, 'contexts', 'tls', id, 'docker'),
      Endpoints.docker.SkipTLSVerify ?? false,
    );
    contexts.push({ name, address: Endpoints.docker.Host, ...(tls && { tls }) });
  }
  return contexts;
}

/** Reads `ca.pem`, `cert.pem` and `key.pem` of a folder; undefined when there is none of them. */
export async function readTls(folder: string, skipVerify: boolean): Promise<EndpointTls | undefined> {
  const [ca, cert, key] = await Promise.all(
    ['ca.pem', 'cert.pem', 'key.pem'].map(
      (file) => readFile(join(folder, file), 'utf8').catch(() => undefined), // each of the three is optional
    ),
  );
  if (ca === undefined && cert === undefined && key === undefined) return undefined;
  return {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    skipVerify,
  };
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined; // absent or damaged: Docker's own file, which is not ours to report on
  }
}
