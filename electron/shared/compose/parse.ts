import type { Problem } from '../problem';
import { checkReferences } from './references';
import type { Field } from './field';
import { ComposeSource } from './source';
import type { Variables } from './interpolate';
import type { ComposeFile, ComposeNetwork, ComposeProject, ComposeVolume } from './model';
import { readService } from './service';
import * as leftOut from './unsupported';

/** A Compose file as it was understood, and what is wrong with it. With an error among the problems it does not run. */
export interface ParsedCompose {
  readonly project: ComposeProject;
  readonly problems: readonly Problem[];
}

/** Names of services, networks, volumes, secrets and configs (Compose Specification schema, `patternProperties`). */
const KEY = /^[a-zA-Z0-9._-]+$/;

/**
 * Reads a Compose file: the part of the Compose Specification that runs on one machine. Never throws: whatever is wrong
 * or not done by Drydock becomes a problem with its line. `variables` fill in `${NAME}`.
 */
export function parseCompose(text: string, file: string, variables: Variables = {}): ParsedCompose {
  const source = new ComposeSource(text, file, variables);
  const draft: { -readonly [K in keyof ComposeProject]: ComposeProject[K] } = {
    file,
    services: [],
    networks: [],
    volumes: [],
    secrets: [],
    configs: [],
  };
  if (!source.readable) return { project: draft, problems: source.problems };
  const { root } = source;
  root.read(
    {
      name: (field) => {
        const name = field.text();
        if (name === undefined) return;
        if (/^[a-z0-9][a-z0-9_-]*$/.test(name)) draft.name = name;
        else field.error('a project is named with a-z, 0-9, "_" and "-", and begins with a letter or digit.');
      },
      version: (field) => source.report('info', field, 'version: it means nothing any more, and can go.'),
      services: (field) => (draft.services = named(field).map(([name, each]) => readService(name, each))),
      networks: (field) => (draft.networks = named(field).map(([key, each]) => readNetwork(key, each))),
      volumes: (field) => (draft.volumes = named(field).map(([key, each]) => readVolume(key, each))),
      secrets: (field) => (draft.secrets = named(field).flatMap(([key, each]) => readFile(key, each, false))),
      configs: (field) => (draft.configs = named(field).flatMap(([key, each]) => readFile(key, each, true))),
    },
    leftOut.TOP_LEVEL,
    'a mapping with "services"',
  );
  if (draft.services.length === 0 && source.problems.every(({ severity }) => severity !== 'error')) {
    source.report('error', root, 'there are no services.');
  }
  checkReferences(draft, source);
  return { project: draft, problems: source.problems };
}

function named(field: Field): readonly (readonly [string, Field])[] {
  const entries = [...field.fields('a mapping of names')];
  for (const [name, each] of entries) {
    if (!KEY.test(name)) each.error('a name has only letters, digits, ".", "_" and "-".');
  }
  return entries.filter(([name]) => KEY.test(name));
}

function readNetwork(key: string, field: Field): ComposeNetwork {
  const network: { -readonly [K in keyof ComposeNetwork]: ComposeNetwork[K] } = {
    key,
    external: false,
    internal: false,
    labels: {},
    line: field.line,
  };
  if (field.isEmpty) return network;
  field.read(
    {
      name: (each) => assign(network, each.text()),
      external: (each) => (network.external = readExternal(each)),
      internal: (each) => (network.internal = each.boolean() ?? false),
      labels: (each) => (network.labels = each.labels()),
    },
    leftOut.NETWORK,
  );
  return network;
}

function readVolume(key: string, field: Field): ComposeVolume {
  const volume: { -readonly [K in keyof ComposeVolume]: ComposeVolume[K] } = {
    key,
    external: false,
    labels: {},
    line: field.line,
  };
  if (field.isEmpty) return volume;
  field.read(
    {
      name: (each) => assign(volume, each.text()),
      external: (each) => (volume.external = readExternal(each)),
      labels: (each) => (volume.labels = each.labels()),
    },
    leftOut.VOLUME,
  );
  return volume;
}

function readFile(key: string, field: Field, withText: boolean): readonly ComposeFile[] {
  const found: ComposeFile['from'][] = [];
  const add = (from: ComposeFile['from'] | undefined): void => void (from && found.push(from));
  const kinds = withText ? '"file", "environment" or "content"' : '"file" or "environment"';
  field.read(
    {
      file: (each) => add(wrap(each.text(), (path) => ({ type: 'file', path }))),
      environment: (each) => add(wrap(each.text(), (variable) => ({ type: 'environment', variable }))),
      ...(withText && {
        content: (each: Field) => add(wrap(each.text(), (text) => ({ type: 'text', text }))),
      }),
      name: (each) => void each.text(),
      labels: (each) => void each.labels(),
    },
    {
      external: { effect: 'refused', why: 'there is no store for it; name a file' },
      template_driver: { effect: 'refused', why: 'files are given as they are' },
      driver: { effect: 'refused', why: 'files are given as they are' },
      driver_opts: { effect: 'refused', why: 'files are given as they are' },
    },
    `a mapping with ${kinds}`,
  );
  const [from] = found;
  if (from && found.length === 1) return [{ key, from, line: field.line }];
  if (!field.fields().has('external')) field.error(`expected one of ${kinds}.`);
  return [];
}

/** `true`, or the old form `{name: ...}`. */
function readExternal(field: Field): boolean {
  return field.isMapping ? true : (field.boolean() ?? false);
}

function assign(target: { name?: string }, name: string | undefined): void {
  if (name !== undefined) target.name = name;
}

function wrap<T>(text: string | undefined, make: (text: string) => T): T | undefined {
  return text === undefined ? undefined : make(text);
}
