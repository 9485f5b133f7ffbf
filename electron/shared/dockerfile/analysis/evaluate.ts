import type {
  CopyInstruction,
  DockerfileAst,
  Instruction,
  KeyValue,
  KeyValueInstruction,
  Span,
} from '../ast';
import { flagOf } from '../ast';
import { IMAGE_ENVIRONMENT } from '../data/image-environment';
import { suggest } from '../didyoumean';
import type { Expansion } from '../words/expand';
import { expandWord } from '../words/expand';
import { checkCopy, checkExpose, checkRun, checkStopSignal, checkVolume } from './check-step';
import { parseImageReference } from './image-reference';
import type { BuildModel, BuildOptions, Stage, Step, Variable } from './model';
import { linkStages } from './stages';

/**
 * Links the stages of a Dockerfile and runs through every stage the target needs, as BuildKit's converter does: variables
 * are expanded instruction by instruction, and what the converter would refuse is added to `problems`.
 */
export function analyse(ast: DockerfileAst, options: BuildOptions = {}): BuildModel {
  const model = linkStages(ast, options);
  for (const stage of model.stages) if (stage.reachable) new StageRunner(model, stage, options).run();
  return model;
}

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Evaluates one stage from its FROM to its end. */
class StageRunner {
  readonly #values = new Map<string, string>();
  readonly #model: BuildModel;
  readonly #stage: Stage;
  readonly #options: BuildOptions;

  constructor(model: BuildModel, stage: Stage, options: BuildOptions) {
    this.#model = model;
    this.#stage = stage;
    this.#options = options;
  }

  run(): void {
    this.#inherit();
    const { base, from, instructions } = this.#stage;
    for (const instruction of base?.instructions ?? []) {
      if (instruction.name === 'ONBUILD' && instruction.trigger) this.#step(instruction.trigger, from);
    }
    for (const instruction of instructions) this.#step(instruction, instruction);
  }

  #inherit(): void {
    const stage = this.#stage;
    const { base } = stage;
    if (base && base.index < stage.index) {
      for (const variable of base.assignments) this.#assign(variable);
      for (const name of base.declaredArgs) stage.declaredArgs.add(name);
      stage.shell = base.shell;
      stage.workdir = base.workdir;
      stage.user = base.user;
      return;
    }
    const image = this.#options.baseImage?.(stage.baseName);
    for (const [name, value] of Object.entries(image?.env ?? knownEnvironment(stage.baseName))) {
      this.#assign({ name, value, kind: 'image', from: undefined });
    }
    if (!this.#values.has('PATH')) {
      this.#assign({ name: 'PATH', value: DEFAULT_PATH, kind: 'image', from: undefined });
    }
    stage.shell = image?.shell;
    stage.user = image?.user;
  }

  #assign(variable: Variable): void {
    this.#stage.assignments.push(variable);
    this.#values.set(variable.name, variable.value);
  }

  #step(instruction: Instruction, at: Instruction): void {
    const stage = this.#stage;
    const step: Step = {
      instruction,
      at,
      stage,
      values: [],
      undefinedNames: [],
      assignments: stage.assignments.length,
      shell: stage.shell,
      workdir: stage.workdir,
      user: stage.user,
    };
    stage.steps.push(step);
    switch (instruction.name) {
      case 'ENV':
      case 'LABEL':
        return this.#pairs(step, instruction);
      case 'ARG':
        return this.#arguments(step, instruction);
      case 'COPY':
      case 'ADD':
        return this.#copy(step, instruction);
      case 'RUN':
        return checkRun(this.#model, step, instruction, (word, span) => this.#expand(step, word, span).value);
      case 'WORKDIR':
        this.#expandArguments(step);
        stage.workdir = joinPath(stage.workdir, step.values[0] ?? '');
        return;
      case 'USER':
        this.#expandArguments(step);
        stage.user = step.values[0];
        return;
      case 'STOPSIGNAL':
        this.#expandArguments(step);
        return checkStopSignal(this.#model, step);
      case 'VOLUME':
        this.#expandArguments(step);
        return checkVolume(this.#model, step);
      case 'EXPOSE':
        step.values = instruction.args.flatMap((word) => this.#expand(step, word.value, word, false).words);
        return checkExpose(this.#model, step);
      case 'SHELL':
        step.values = instruction.args.map((word) => word.value);
        if (instruction.json) stage.shell = step.values;
        return;
      default:
        step.values = instruction.args.map((word) => word.value);
    }
  }

  #expandArguments(step: Step): void {
    step.values = step.instruction.args.map((word) => this.#expand(step, word.value, word).value);
  }

  #pairs(step: Step, instruction: KeyValueInstruction): void {
    for (const pair of instruction.pairs) step.values.push(...this.#pair(step, pair));
    if (instruction.name !== 'ENV') return;
    instruction.pairs.forEach((_, index) => {
      const name = step.values[index * 2]!;
      this.#assign({ name, value: step.values[index * 2 + 1]!, kind: 'ENV', from: instruction });
    });
  }

  #pair(step: Step, pair: KeyValue): [string, string] {
    const value = pair.value;
    return [
      this.#expand(step, pair.key.value, pair.key).value,
      value ? this.#expand(step, value.value, value).value : '',
    ];
  }

  #arguments(step: Step, instruction: KeyValueInstruction): void {
    for (const pair of instruction.pairs) {
      const name = pair.key.value;
      let value = this.#options.buildArgs?.[name];
      if (value === undefined && pair.value) value = this.#expand(step, pair.value.value, pair.value).value;
      else if (value === undefined) value = this.#model.globals.get(name)?.value;
      this.#stage.declaredArgs.add(name);
      step.values.push(name, value ?? '');
      if (value !== undefined) this.#assign({ name, value, kind: 'ARG', from: instruction });
    }
  }

  #copy(step: Step, instruction: CopyInstruction): void {
    const flagValue = (name: string): string => {
      const flag = flagOf(instruction, name);
      return flag?.value ? this.#expand(step, flag.value, flag.valueSpan).value : '';
    };
    const flags = { chown: flagValue('chown'), chmod: flagValue('chmod'), checksum: flagValue('checksum') };
    this.#expandArguments(step);
    for (const heredoc of instruction.heredocs) {
      if (!heredoc.expand || !heredoc.content.includes('$')) continue;
      const expanded = expandWord(heredoc.content, this.#values, { ignoreQuotes: true });
      this.#note(step, expanded, heredoc.body);
    }
    checkCopy(this.#model, step, instruction, flags);
  }

  /** Expands a word; with `note`, undefined variables and errors are recorded. */
  #expand(step: Step, word: string, span: Span, note = true): Expansion {
    const expanded = expandWord(word, this.#values, { escape: this.#model.ast.escape });
    if (note) this.#note(step, expanded, span);
    else this.#noteError(step, expanded, span);
    return expanded;
  }

  #note(step: Step, expanded: Expansion, span: Span): void {
    this.#noteError(step, expanded, span);
    for (const name of expanded.unmatched) {
      if (this.#stage.declaredArgs.has(name) || step.undefinedNames.some((known) => known.name === name))
        continue;
      step.undefinedNames.push({ name, suggestion: suggest(name, this.#values.keys()), span });
    }
  }

  #noteError(step: Step, expanded: Expansion, span: Span): void {
    if (expanded.error === undefined) return;
    this.#model.problems.push({
      ...(step.at === step.instruction ? { start: span.start, end: span.end } : step.at.keyword),
      code: expanded.errorCode ?? 'BadSubstitution',
      message: expanded.error,
    });
  }
}

/** Joins a WORKDIR to the one before it, as the image's configuration will show it. */
export function joinPath(current: string | undefined, path: string): string {
  const absolute = path.startsWith('/') || /^[a-zA-Z]:[\\/]/.test(path) || current === undefined;
  const parts: string[] = [];
  for (const part of `${absolute ? '' : current}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function knownEnvironment(image: string): Record<string, string> {
  const name = parseImageReference(image)?.familiar ?? '';
  return Object.fromEntries((IMAGE_ENVIRONMENT[name] ?? []).map((variable) => [variable, '']));
}
