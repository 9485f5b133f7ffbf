import { endsOptions } from './flags';
import type { ContainerCommand } from './parse';
import {
  normaliseFullImage,
  normaliseImage,
  parseBytes,
  parseMount,
  parsePublish,
  parseVolume,
} from './values';

/** Options that change what is printed or asked, and not what is done. */
const SILENT = new Set(['quiet', 'pull', 'progress']);

/** One thing that two commands differ in, in words that fit after "expected". */
export interface CommandDifference {
  readonly about: 'verb' | 'option' | 'image' | 'arguments';
  readonly found: string;
  readonly expected: string;
}

/**
 * What `found` does otherwise than `expected`, however each is written: order, long and short names, `-v` and
 * `--mount`, full and short image names, and labels for SELinux (`:Z`) do not count, nor which tool is called. Where
 * Podman is expected, a short name is not a full one: Podman has no registry that it would stand for.
 *
 * @param ignored Long names of options that the author leaves open.
 */
export function compareCommands(
  found: ContainerCommand,
  expected: ContainerCommand,
  ignored: readonly string[] = [],
): readonly CommandDifference[] {
  if (found.verb !== expected.verb) {
    return [{ about: 'verb', found: found.verb, expected: expected.verb }];
  }
  const has = describeOptions(found, ignored);
  const wants = describeOptions(expected, ignored);
  return [
    ...wants.filter((option) => !has.includes(option)).map((option) => difference('option', '', option)),
    ...has.filter((option) => !wants.includes(option)).map((option) => difference('option', option, '')),
    ...compareArguments(found, expected),
  ];
}

const difference = (
  about: CommandDifference['about'],
  found: string,
  expected: string,
): CommandDifference => ({
  about,
  found,
  expected,
});

function compareArguments(found: ContainerCommand, expected: ContainerCommand): readonly CommandDifference[] {
  const inForm = expected.tool === 'podman' ? normaliseFullImage : normaliseImage;
  const has = namesOf(found, inForm);
  const wants = namesOf(expected, inForm);
  if (has.join('\0') === wants.join('\0')) return [];
  const onlyImage = endsOptions(found.verb) && has.slice(1).join('\0') === wants.slice(1).join('\0');
  return [difference(onlyImage ? 'image' : 'arguments', has.join(' '), wants.join(' '))];
}

/** The arguments of a command, in one form those of them that are image names. */
function namesOf(
  { verb, arguments: words }: ContainerCommand,
  inForm: (name: string) => string,
): readonly string[] {
  if (verb === 'run' || verb === 'create') {
    return words.map((word, index) => (index === 0 ? inForm(word) : word));
  }
  if (['pull', 'push', 'tag', 'rmi', 'save', 'history'].includes(verb)) return words.map(inForm);
  return verb === 'build' ? words.map((word) => word.replace(/^\.\/$/, '.')) : words;
}

/** Each option as one text that says what it does, sorted. */
function describeOptions({ options }: ContainerCommand, ignored: readonly string[]): readonly string[] {
  return [...options]
    .filter(([name]) => !SILENT.has(name) && !ignored.includes(name))
    .flatMap(([name, values]) => values.map((value) => describeOption(name, value)))
    .filter((text) => text !== '')
    .sort();
}

function describeOption(name: string, value: string): string {
  switch (name) {
    case 'publish': {
      const port = parsePublish(value);
      if (!port) break;
      const address = port.address === undefined || port.address === '0.0.0.0' ? '' : `${port.address}:`;
      return `--publish ${address}${port.hostPort ?? ''}:${port.containerPort}${port.protocol === 'udp' ? '/udp' : ''}`;
    }
    case 'volume':
      return describeMount(parseVolume(value)) ?? `--volume ${value}`;
    case 'mount':
      return describeMount(parseMount(value)) ?? `--mount ${value}`;
    case 'tmpfs':
      return describeMount({
        type: 'tmpfs',
        source: '',
        target: value.split(':')[0] ?? '',
        readOnly: false,
      })!;
    case 'memory':
      return `--memory ${parseBytes(value) ?? value} bytes`;
    case 'tag':
      return `--tag ${normaliseImage(value)}`;
    case 'file':
      return value.replace(/^\.\//, '') === 'Dockerfile' ? '' : `--file ${value}`;
    default:
      break;
  }
  return value === 'true' ? `--${name}` : `--${name} ${value}`;
}

function describeMount(mount: ReturnType<typeof parseMount>): string | undefined {
  if (!mount) return undefined;
  const { type, source, target, readOnly } = mount;
  return `${type} ${source === '' ? '' : `${source} `}at ${target}${readOnly ? ', read-only' : ''}`;
}
