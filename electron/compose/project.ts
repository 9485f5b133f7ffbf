import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { ComposeProject, ComposeService, Variables } from '../shared/compose';
import { parseCompose, parseEnvFile } from '../shared/compose';
import { DrydockError } from '../shared/errors';
import type { Problem } from '../shared/problem';
import { storageError } from '../storage/storage-error';
import type { ComposePolicy } from './policy';
import { pathUnder } from './policy';

/** Names of a Compose file, the preferred one first (Compose Specification, 03-compose-file). */
const FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/** Largest Compose or env file that is read, in characters. */
const MAX_LENGTH = 1024 * 1024;

/** A Compose file on the disk, as it was understood. */
export interface LoadedProject {
  /** Absolute path of the folder that its paths are relative to. */
  readonly folder: string;
  /** Name that its containers, networks and volumes begin with. */
  readonly name: string;
  readonly project: ComposeProject;
  readonly problems: readonly Problem[];
  /** What `${NAME}` and variables without a value are taken from. */
  readonly variables: Variables;
  readonly policy: ComposePolicy;
}

/** Where a project is, and how it is read. */
export interface ProjectSource {
  readonly folder: string;
  /** The file, relative to the folder or absolute; by default the first of the usual names. */
  readonly file?: string;
  /** By default the file's own `name`, then COMPOSE_PROJECT_NAME, then the folder's. */
  readonly name?: string;
  readonly policy: ComposePolicy;
  /** What a trusted file sees of the environment. */
  readonly environment?: Variables;
}

/** The Compose file of a folder; undefined when it has none of the usual names. */
export function findComposeFile(folder: string): string | undefined {
  return FILES.find((name) => existsSync(join(folder, name)));
}

/**
 * Reads a project with its `.env` file. Throws `not-found` when there is no Compose file; what is wrong in it is among
 * the problems.
 */
export async function loadProject(source: ProjectSource): Promise<LoadedProject> {
  const { policy } = source;
  const file = source.file ?? findComposeFile(source.folder);
  if (file === undefined) {
    throw new DrydockError({
      kind: 'not-found',
      message: `There is no Compose file in ${source.folder}.`,
      remedy: `Create ${FILES[0]}, or name the file.`,
    });
  }
  const path = await pathUnder(policy, source.folder, file, { file });
  const folder = policy.confined ? source.folder : dirname(resolve(source.folder, file));
  const shown = relative(folder, path) || basename(path);
  const surroundings = policy.confined ? {} : (source.environment ?? {});
  const dotenv = existsSync(join(folder, '.env'))
    ? parseEnvFile(
        await readText(await pathUnder(policy, folder, '.env', { file: '.env' })),
        '.env',
        surroundings,
      )
    : { variables: {}, problems: [] };
  const variables = { ...dotenv.variables, ...surroundings };
  const { project, problems } = parseCompose(await readText(path), shown, variables);
  const name =
    source.name ?? project.name ?? toProjectName(variables.COMPOSE_PROJECT_NAME || basename(folder));
  return { folder, name, project, problems: [...dotenv.problems, ...problems], variables, policy };
}

/** Throws `invalid-input` with the first error of a project that has one. */
export function assertSound({ problems }: Pick<LoadedProject, 'problems'>): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) return;
  throw new DrydockError({
    kind: 'invalid-input',
    message: `${first.file}:${first.line ?? 1}: ${first.message}`,
    remedy:
      errors.length > 1
        ? `Correct this and the ${errors.length - 1} other errors of the file.`
        : 'Correct the file.',
    where: { file: first.file, ...(first.line !== undefined && { line: first.line }) },
    ...(errors.length > 1 && {
      details: errors.map(({ file, line, message }) => `${file}:${line ?? 1}: ${message}`).join('\n'),
    }),
  });
}

/** The environment of a service: its env files in order, then its own variables. */
export async function environmentOf(
  { folder, variables, policy, project }: LoadedProject,
  service: ComposeService,
): Promise<Readonly<Record<string, string>>> {
  const environment = new Map<string, string>();
  for (const { path, required, raw, line } of service.envFiles) {
    const where = { file: project.file, line };
    const found = await pathUnder(policy, folder, path, where).catch((thrown: unknown) => {
      if (!required && thrown instanceof DrydockError && thrown.data.kind === 'not-found') return undefined;
      throw thrown;
    });
    if (found === undefined) continue;
    const parsed = parseEnvFile(
      await readText(found),
      path,
      { ...variables, ...Object.fromEntries(environment) },
      raw,
    );
    assertSound(parsed);
    for (const [name, value] of Object.entries(parsed.variables)) environment.set(name, value);
  }
  for (const [name, value] of Object.entries(service.environment)) {
    const known = value ?? (Object.hasOwn(variables, name) ? variables[name] : undefined);
    if (known === undefined) environment.delete(name);
    else environment.set(name, known);
  }
  return Object.fromEntries(environment);
}

/** A project's name from any text: lower case, of letters, digits, `-` and `_`, beginning with a letter or digit. */
export function toProjectName(text: string): string {
  return (
    text
      .toLowerCase()
      .replace(/[^a-z0-9_-]/g, '')
      .replace(/^[_-]+/, '') || 'project'
  );
}

async function readText(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    throw storageError(thrown, `read ${path}`);
  });
  if (text.length <= MAX_LENGTH) return text;
  throw new DrydockError({ kind: 'refused', message: `${path} is too large to be read.` });
}
