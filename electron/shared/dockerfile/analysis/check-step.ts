import type { CopyInstruction, RunInstruction, Span } from '../ast';
import { flagOf } from '../ast';
import { mountField, mountType } from '../instructions/mount-fields';
import { isSignal } from '../data/signals';
import { checkMount } from './check-mount';
import type { BuildModel, Step } from './model';
import { parsePort } from './ports';

/** Adds a problem at `span`, or at the FROM that inherited the step. */
export function reportStep(model: BuildModel, step: Step, code: string, message: string, span?: Span): void {
  const inherited = step.at !== step.instruction;
  const at = inherited ? step.at.keyword : (span ?? step.instruction);
  model.problems.push({ start: at.start, end: at.end, code, message });
}

/** EXPOSE: ports, ranges and protocols. */
export function checkExpose(model: BuildModel, step: Step): void {
  for (const value of step.values) {
    const port = parsePort(value);
    if (port.error === undefined) continue;
    const word = step.instruction.args.find((argument) => argument.value === value);
    reportStep(model, step, 'InvalidPort', port.error, word);
  }
}

/** STOPSIGNAL: a known signal. */
export function checkStopSignal(model: BuildModel, step: Step): void {
  const [signal] = step.values;
  if (signal === undefined || isSignal(signal)) return;
  reportStep(
    model,
    step,
    'InvalidSignal',
    `"${signal}" is no signal: use a name such as SIGTERM, or a number.`,
  );
}

/** VOLUME: nothing empty after expansion. */
export function checkVolume(model: BuildModel, step: Step): void {
  step.values.forEach((value, index) => {
    const word = step.instruction.args[index]!;
    if (value === '' && word.value.trim() !== '') {
      reportStep(
        model,
        step,
        'EmptyVolume',
        `"${word.value}" is empty: the path of a VOLUME may not be.`,
        word,
      );
    }
  });
}

const NETWORKS = ['default', 'none', 'host'];
const SECURITY = ['insecure', 'sandbox'];

/** RUN: `--mount`, `--network` and `--security`. */
export function checkRun(
  model: BuildModel,
  step: Step,
  instruction: RunInstruction,
  expand: (word: string, span: Span) => string,
): void {
  step.values = instruction.args.map((word) => word.value);
  for (const mount of instruction.mounts) {
    for (const problem of checkMount(mount, expand)) {
      reportStep(model, step, 'InvalidMount', problem.message, problem.span);
    }
    const placed = mountType(mount) === 'secret' || mountType(mount) === 'ssh' || step.workdir?.slice(1);
    if (mount.flag.value && !placed && !mountField(mount, 'target', 'dst', 'destination')) {
      reportStep(model, step, 'InvalidMount', `A mount needs a target: target=/some/folder.`, mount.flag);
    }
  }
  const network = flagOf(instruction, 'network');
  if (network?.value !== undefined && !NETWORKS.includes(network.value)) {
    const message = `--network takes default, none or host, not "${network.value}".`;
    reportStep(model, step, 'InvalidNetwork', message, network);
  }
  const security = flagOf(instruction, 'security');
  if (security?.value !== undefined && !SECURITY.includes(security.value)) {
    const message = `--security takes sandbox or insecure, not "${security.value}".`;
    reportStep(model, step, 'InvalidSecurity', message, security);
  }
}

const SYMBOLIC_MODE = /^[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+(?:,[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+)*$/;

/** COPY and ADD: the flags' values and what a source may be. */
export function checkCopy(
  model: BuildModel,
  step: Step,
  instruction: CopyInstruction,
  flags: { chown: string; chmod: string; checksum: string },
): void {
  const span = (name: string): Span | undefined => flagOf(instruction, name);
  if (flags.chmod && !isMode(flags.chmod)) {
    const message = `--chmod takes an octal mode up to 7777 or a symbolic one such as u+x, not "${flags.chmod}".`;
    reportStep(model, step, 'InvalidChmod', message, span('chmod'));
  }
  const sources = sourcesOf(step, instruction);
  if (flags.checksum) {
    const message = checksumProblem(flags.checksum, sources);
    if (message) reportStep(model, step, 'InvalidChecksum', message, span('checksum'));
  }
  if (instruction.name !== 'COPY') return;
  for (const { value, word } of sources) {
    if (isGitSource(value) || isHttpSource(value)) {
      const message = 'COPY takes files of the build context; to fetch a URL or a repository use ADD.';
      reportStep(model, step, 'InvalidSource', message, word);
    }
  }
}

function isMode(mode: string): boolean {
  if (/^[0-7]+$/.test(mode)) return parseInt(mode, 8) <= 0o7777;
  return SYMBOLIC_MODE.test(mode);
}

function checksumProblem(checksum: string, sources: readonly { value: string }[]): string | undefined {
  const [source] = sources;
  if (sources.length !== 1 || !source) return '--checksum works with exactly one source.';
  if (!isHttpSource(source.value) && !isGitSource(source.value)) {
    return '--checksum works only with an http(s) or Git source.';
  }
  if (
    isHttpSource(source.value) &&
    !/^sha256:[a-f0-9]{64}$|^sha384:[a-f0-9]{96}$|^sha512:[a-f0-9]{128}$/.test(checksum)
  ) {
    return `"${checksum}" is no digest: write sha256: and 64 hexadecimal digits.`;
  }
  return undefined;
}

/** The sources of a COPY or ADD with their expanded values, heredocs left out. */
export function sourcesOf(step: Step, instruction: CopyInstruction): { value: string; word: Span }[] {
  return instruction.sources.map((word) => ({
    word,
    value: step.values[instruction.args.indexOf(word)] ?? word.value,
  }));
}

/** Whether ADD would clone the source. */
export function isGitSource(source: string): boolean {
  return (
    /^(?:git:\/\/|ssh:\/\/|git@[^/]+:)/.test(source) ||
    (/^https?:\/\//.test(source) && /\.git(?:[#?].*)?$/.test(source)) ||
    /^github\.com\//.test(source)
  );
}

/** Whether ADD would download the source. */
export function isHttpSource(source: string): boolean {
  return /^https?:\/\//.test(source) && !isGitSource(source);
}
