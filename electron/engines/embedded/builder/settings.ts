import type { HealthcheckInstruction, Instruction } from '../../../shared/dockerfile/ast';
import { flagOf, isKeyValue } from '../../../shared/dockerfile/ast';
import { joinPath } from '../../../shared/dockerfile/analysis/evaluate';
import type { Step } from '../../../shared/dockerfile/analysis/model';
import { parsePort } from '../../../shared/dockerfile/analysis/ports';
import { parseDuration } from '../../../shared/dockerfile/instructions/duration';
import type { ContainerConfig } from '../store/oci';
import { goList, goQuoteList } from './created-by';
import type { ImageState } from './image-state';
import { commit, configure, withVariable } from './image-state';

const DEFAULT_SHELL = ['/bin/sh', '-c'];
const NANOSECONDS = 1e6;

/**
 * Carries out an instruction that only changes the image's settings, as BuildKit's dispatcher does, with its words in
 * the history. Undefined for instructions that make a layer.
 */
export function applySetting(state: ImageState, step: Step, created: string): ImageState | undefined {
  const { instruction } = step;
  const { config } = state;
  const done = (settings: Partial<ContainerConfig>, createdBy: string) =>
    commit(configure(state, settings), createdBy, created);
  switch (instruction.name) {
    case 'ENV': {
      const pairs = pairsOf(step);
      const env = pairs.reduce((all, [name, value]) => withVariable(all, name, value), config.Env ?? []);
      return done({ Env: env }, `ENV ${words(pairs)}`);
    }
    case 'LABEL': {
      const pairs = pairsOf(step);
      return done({ Labels: { ...config.Labels, ...Object.fromEntries(pairs) } }, `LABEL ${words(pairs)}`);
    }
    case 'ARG':
      return commit(state, `ARG ${argumentWords(step)}`, created);
    case 'CMD': {
      const command = commandOf(step, instruction);
      return done({ Cmd: someOf(command) }, `CMD ${goQuoteList(command)}`);
    }
    case 'ENTRYPOINT': {
      const command = commandOf(step, instruction);
      // A new entrypoint drops the CMD of the base image, but not one that this stage set.
      const cmd = setsCommand(step) ? config.Cmd : undefined;
      return done({ Entrypoint: someOf(command), Cmd: cmd }, `ENTRYPOINT ${goQuoteList(command)}`);
    }
    case 'SHELL':
      return done({ Shell: step.values }, `SHELL ${goList(step.values)}`);
    case 'USER':
      return done({ User: step.values[0] ?? '' }, `USER ${step.values[0] ?? ''}`);
    case 'STOPSIGNAL':
      return done({ StopSignal: step.values[0] ?? '' }, `STOPSIGNAL ${step.values[0] ?? ''}`);
    case 'MAINTAINER': {
      const author = step.values[0] ?? '';
      return { ...commit(state, `MAINTAINER ${author}`, created), author };
    }
    case 'VOLUME': {
      const volumes = Object.fromEntries(step.values.map((path) => [path, {}]));
      return done({ Volumes: { ...config.Volumes, ...volumes } }, `VOLUME ${goList(step.values)}`);
    }
    case 'EXPOSE': {
      const ports = step.values.flatMap(portsOf).sort();
      const all = { ...config.ExposedPorts, ...Object.fromEntries(ports.map((port) => [port, {}])) };
      return done({ ExposedPorts: all }, `EXPOSE map[${ports.map((port) => `${port}:{}`).join(' ')}]`);
    }
    case 'HEALTHCHECK':
      return healthcheck(state, step, instruction, created);
    case 'ONBUILD': {
      const text = instruction.text.slice(instruction.restIndex).trim();
      return configure(state, { OnBuild: [...(config.OnBuild ?? []), text] });
    }
    default:
      return undefined;
  }
}

/** WORKDIR's absolute path. */
export function workdirOf(state: ImageState, step: Step): string {
  return joinPath(state.config.WorkingDir || '/', step.values[0] ?? '');
}

/** The command line of a shell-form or exec-form instruction; the shell is SHELL's. */
export function commandOf(step: Step, instruction: Instruction, words = instruction.args): string[] {
  const values = words.map((word) => word.value);
  if (instruction.json) return values;
  return [...(step.shell ?? DEFAULT_SHELL), values.join(' ')];
}

/** An empty command is none: that is how Docker writes `CMD []`. */
function someOf(command: string[]): string[] | undefined {
  return command.length > 0 ? command : undefined;
}

function pairsOf(step: Step): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at < step.values.length; at += 2)
    pairs.push([step.values[at]!, step.values[at + 1] ?? '']);
  return pairs;
}

function words(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([name, value]) => `${name}=${value}`).join(' ');
}

function argumentWords(step: Step): string {
  const { instruction } = step;
  if (!isKeyValue(instruction)) return '';
  return pairsOf(step)
    .map(([name, value], index) => (instruction.pairs[index]?.value || value ? `${name}=${value}` : name))
    .join(' ');
}

function setsCommand(step: Step): boolean {
  const { steps } = step.stage;
  return steps.slice(0, steps.indexOf(step)).some((earlier) => earlier.instruction.name === 'CMD');
}

function portsOf(text: string): string[] {
  const { first, last, protocol } = parsePort(text);
  return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}/${protocol}`);
}

function healthcheck(
  state: ImageState,
  step: Step,
  instruction: HealthcheckInstruction,
  created: string,
): ImageState {
  const duration = (name: string) =>
    (parseDuration(flagOf(instruction, name)?.value ?? '') ?? 0) * NANOSECONDS;
  const retries = Number(flagOf(instruction, 'retries')?.value ?? 0);
  const command = instruction.args.slice(1).map((word) => word.value);
  const test =
    instruction.type === 'NONE'
      ? ['NONE']
      : instruction.json
        ? ['CMD', ...command]
        : ['CMD-SHELL', command.join(' ')];
  const times = {
    Interval: duration('interval'),
    Timeout: duration('timeout'),
    StartPeriod: duration('start-period'),
  };
  const check = {
    Test: test,
    ...Object.fromEntries(Object.entries(times).filter(([, value]) => value > 0)),
    ...(retries > 0 && { Retries: retries }),
  };
  const quoted = Object.values(times).map((value) => `"${goDuration(value / NANOSECONDS)}"`);
  // Go prints the number of retries as a character.
  const createdBy = `HEALTHCHECK &{${goQuoteList(test)} ${quoted.join(' ')} '\\x${retries.toString(16).padStart(2, '0')}'}`;
  return commit(configure(state, { Healthcheck: check }), createdBy, created);
}

/** A duration in milliseconds as Go prints it: `1m30s`. */
export function goDuration(ms: number): string {
  if (ms === 0) return '0s';
  if (ms < 1) return `${ms * 1000}µs`;
  if (ms < 1000) return `${ms}ms`;
  const seconds = ms / 1000;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = `${Number((seconds % 60).toFixed(9))}s`;
  if (hours > 0) return `${hours}h${minutes}m${rest}`;
  return minutes > 0 ? `${minutes}m${rest}` : rest;
}
