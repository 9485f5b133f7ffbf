import type { CopyInstruction, Instruction, KeyValue } from '../ast';
import { flagOf } from '../ast';
import { isGitSource, isHttpSource, sourcesOf } from '../analysis/check-step';
import { parseImageReference } from '../analysis/image-reference';
import type { Stage, Step } from '../analysis/model';
import { suggest } from '../didyoumean';
import { instructionPragmas } from '../pragmas';
import { mergeRunsFix } from '../refactor/merge-runs';
import { placeOf, textOf } from '../shell/invocation';
import type { RuleContext } from './context';
import type { Fix } from './rule';
import type { Run } from './run-context';
import { checkRun } from './run-checks';
import { runOf } from './run-context';

/** The rules hadolint is known for, stage by stage; the ones about labels are in label-checks. */
export function checkPractice(context: RuleContext): void {
  const image = lineage(context.model.target);
  const workdir = new Set<Stage>();
  for (const stage of context.model.stages) {
    checkBase(context, stage);
    if (!stage.reachable) continue;
    if (stage.base && workdir.has(stage.base)) workdir.add(stage);
    const runs: Run[] = [];
    for (const step of stage.steps) {
      if (instructionPragmas(step.at)?.hadolint.length) context.reportStep('InlineIgnore', step);
      const run = runOf(step);
      if (run) {
        runs.push(run);
        checkRun(context, run, image.has(stage));
      } else checkInstruction(context, step, workdir);
    }
    checkDownloaders(context, runs);
    checkArchives(context, stage, runs);
    checkNeighbours(context, stage);
  }
  const { target } = context.model;
  if (target) checkTarget(context, target);
}

/** The stages whose layers are in the image of `stage`. */
function lineage(stage: Stage | undefined): Set<Stage> {
  const stages = new Set<Stage>();
  for (let one = stage; one && !stages.has(one); one = one.base) stages.add(one);
  return stages;
}

function checkBase(context: RuleContext, stage: Stage): void {
  const { from, baseName, base } = stage;
  const { image } = from;
  if (!image || base || baseName === 'scratch' || image.value.startsWith('$')) return;
  const reference = parseImageReference(baseName);
  if (!reference) return;
  if (reference.tag === undefined && reference.digest === undefined) {
    context.report('ImageWithoutTag', from, {
      span: image,
      message: `"${baseName}" has no tag, so every build may get another version.`,
    });
  } else if (reference.tag === 'latest' && reference.digest === undefined) {
    context.report('LatestTag', from, { span: image });
  }
  const trusted = context.options.hadolint?.trustedRegistries;
  if (trusted && trusted.length > 0 && !trusted.some((pattern) => isRegistry(pattern, reference.domain))) {
    context.report('UntrustedRegistry', from, {
      span: image,
      message: `The registry ${reference.domain} is not among the trusted ones.`,
    });
  }
}

function isRegistry(pattern: string, domain: string): boolean {
  if (pattern === '*' || pattern === domain) return true;
  if (pattern === 'hub.docker.com') return domain === 'docker.io';
  if (pattern.startsWith('*')) return domain.endsWith(pattern.slice(1));
  return pattern.endsWith('*') && domain.startsWith(pattern.slice(0, -1));
}

/** The pair and what follows in an ENV of their own, which knows the variables of the one before. */
function ownInstruction(context: RuleContext, pair: KeyValue): Fix[] {
  const before = context.ast.text.slice(0, pair.start);
  const [gap = ''] = /(?:[ \t]|\\\r?\n)+$/.exec(before) ?? [];
  if (gap === '') return [];
  const edits = [{ start: pair.start - gap.length, end: pair.start, text: '\nENV ' }];
  return [{ title: 'Set it in an ENV of its own', safe: false, edits }];
}

function checkInstruction(context: RuleContext, step: Step, workdir: Set<Stage>): void {
  const { instruction } = step;
  if (instruction.name === 'WORKDIR') workdir.add(step.stage);
  else if (instruction.name === 'COPY' || instruction.name === 'ADD') {
    checkCopy(context, step, instruction, workdir.has(step.stage));
  } else if (instruction.name === 'ENV') {
    const names = instruction.pairs.map((pair) => pair.key.value);
    for (const pair of instruction.pairs) {
      const { value } = pair;
      const used = names.find(
        (name) => step.undefinedNames.some((one) => one.name === name) && uses(value?.value, name),
      );
      if (value && used !== undefined)
        context.reportStep('EnvRefersToItself', step, { span: value, fixes: ownInstruction(context, pair) });
    }
  } else if (instruction.name === 'USER') {
    const [user] = step.values;
    if (user && !/^\d/.test(user) && user.split(':')[0] !== 'root') {
      context.reportStep('UserNotNumeric', step, { span: instruction.args[0]! });
    }
  }
}

function uses(value: string | undefined, name: string): boolean {
  return value !== undefined && new RegExp(`\\$\\{?${name.replace(/\W/g, '\\$&')}(?!\\w)`).test(value);
}

const ARCHIVE = /\.(?:tar|tar\.(?:gz|bz2|xz|zst|lz|lzma|Z)|tgz|tbz2?|txz|tZ|tlz|gz|bz2|xz|lzma|Z|zst)["']?$/i;

function checkCopy(
  context: RuleContext,
  step: Step,
  instruction: CopyInstruction,
  hasWorkdir: boolean,
): void {
  const sources = sourcesOf(step, instruction);
  const { destination } = instruction;
  if (instruction.name === 'ADD') {
    const plain = sources.every(
      ({ value }) =>
        // What a variable without a value stands for is known to nobody.
        value !== '' &&
        !isHttpSource(value) &&
        !isGitSource(value) &&
        !ARCHIVE.test(value) &&
        !value.includes('$'),
    );
    const flags = instruction.flags.every(
      (flag) => !['checksum', 'keep-git-dir', 'unpack'].includes(flag.name),
    );
    if (plain && flags && (sources.length > 0 || instruction.heredocs.length > 0)) {
      const { start, end, value } = instruction.keyword;
      const text = value === 'add' ? 'copy' : 'COPY';
      context.reportStep('UseCopy', step, {
        fixes: [{ title: 'Use COPY', safe: true, edits: [{ start, end, text }] }],
      });
    }
  }
  if (!destination) return;
  const target = step.values.at(-1) ?? '';
  // A word that cannot be read has no end to put a slash to, and is an error of its own.
  const isReadable = !/['"]/.test(destination.value) || target !== destination.value;
  if (
    isReadable &&
    target !== '' &&
    instruction.args.length > 2 &&
    !/[/\\]$|^\.\.?$/.test(target) &&
    !destination.value.includes('$')
  ) {
    const at = destination.end;
    const fixes = [{ title: 'Add the slash', safe: true, edits: [{ start: at, end: at, text: '/' }] }];
    context.reportStep('DestinationWithoutSlash', step, {
      span: destination,
      fixes: instruction.json ? [] : fixes,
    });
  }
  if (instruction.name === 'COPY') checkCopyFrom(context, step, instruction, sources);
  if (!hasWorkdir && !/^["']?(?:[/\\$]|[a-zA-Z]:)/.test(destination.value) && target !== '') {
    context.reportStep('CopyToRelativePath', step, { span: destination });
  }
}

function checkCopyFrom(
  context: RuleContext,
  step: Step,
  instruction: CopyInstruction,
  sources: readonly { value: string; word: { start: number; end: number } }[],
): void {
  const from = flagOf(instruction, 'from');
  if (!from?.value) return;
  const use = step.stage.uses.find((one) => one.span === from.valueSpan);
  if (use && !use.stage && !/[:/@.]/.test(from.value) && from.value !== 'scratch') {
    const names = context.model.stages.slice(0, step.stage.index).flatMap((stage) => stage.name ?? []);
    const near = suggest(from.value, names);
    const edits = near ? [{ ...from.valueSpan, text: near }] : [];
    context.reportStep('CopyFromUnknownStage', step, {
      span: from.valueSpan,
      message: `No stage above is called "${from.value}"${near ? `; did you mean "${near}"?` : ', so an image of that name is pulled.'}`,
      fixes: near ? [{ title: `Change to ${near}`, safe: false, edits }] : [],
    });
  }
  const whole = sources.find(({ value }) => value === '/' || value === '/.' || value === '/*');
  if (whole && use?.stage) context.reportStep('CopyWholeStage', step, { span: whole.word });
}

function checkDownloaders(context: RuleContext, runs: readonly Run[]): void {
  const seen = new Set<string>();
  for (const run of runs) {
    for (const invocation of run.invocations) {
      if (invocation.name !== 'wget' && invocation.name !== 'curl') continue;
      const other = invocation.name === 'wget' ? 'curl' : 'wget';
      if (seen.has(other)) {
        return context.reportStep('WgetAndCurl', run.step, { span: placeOf(invocation) });
      }
      seen.add(invocation.name);
    }
  }
}

function checkArchives(context: RuleContext, stage: Stage, runs: readonly Run[]): void {
  const unpacked = runs.flatMap((run) =>
    run.invocations
      .filter(
        ({ name, args }) =>
          (name === 'tar' && args.some((word) => /^-?-?\w*x|^--extract/.test(textOf(word)))) ||
          /^(?:gunzip|bunzip2|unxz|unlzma)$/.test(name),
      )
      .flatMap(({ args }) => args.map((word) => textOf(word).split('/').at(-1)!)),
  );
  if (unpacked.length === 0) return;
  for (const step of stage.steps) {
    const { instruction } = step;
    if (instruction.name !== 'COPY' || flagOf(instruction, 'from')) continue;
    const source = sourcesOf(step, instruction).find(
      ({ value }) => ARCHIVE.test(value) && unpacked.includes(value.split('/').at(-1)!),
    );
    if (source) context.reportStep('UseAddForArchives', step, { span: source.word });
  }
}

function checkNeighbours(context: RuleContext, stage: Stage): void {
  let before: Instruction | undefined;
  for (const instruction of stage.instructions) {
    if (before?.name === 'RUN' && instruction.name === 'RUN' && sameFlags(before, instruction)) {
      context.report('ConsecutiveRuns', instruction, {
        fixes: mergeRunsFix(context.ast, before, instruction),
      });
    }
    before = instruction;
  }
}

function sameFlags(a: Instruction, b: Instruction): boolean {
  const text = (one: Instruction): string => one.flags.map((flag) => `${flag.name}=${flag.value}`).join();
  return text(a) === text(b);
}

function checkTarget(context: RuleContext, target: Stage): void {
  let last: Step | undefined;
  let healthy = false;
  for (let stage: Stage | undefined = target; stage; stage = stage.base) {
    last ??= stage.steps.findLast((step) => step.instruction.name === 'USER');
    healthy ||= stage.steps.some((step) => step.instruction.name === 'HEALTHCHECK');
  }
  const user = last?.values[0]?.split(':')[0];
  if (last && (user === 'root' || user === '0')) context.reportStep('LastUserIsRoot', last);
  if (!healthy) context.report('NoHealthcheck', target.from);
}
