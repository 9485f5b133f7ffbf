import type { DockerfileAst, KeyValueInstruction, SyntaxProblem } from '../ast';
import { flagOf } from '../ast';
import { suggest } from '../didyoumean';
import { mountField, mountType } from '../instructions/mount-fields';
import type { Environment } from '../words/environment';
import { environmentOf } from '../words/environment';
import { expandWord } from '../words/expand';
import type { BuildModel, BuildOptions, Stage, StageUse, Variable } from './model';
import { findStage } from './model';
import { platformArguments } from './platform';

/** Splits the file into stages, resolves what FROM names and links the stages to each other. */
export function linkStages(ast: DockerfileAst, options: BuildOptions): BuildModel {
  const model: BuildModel = {
    ast,
    stages: [],
    globals: new Map(),
    globalNames: new Set(),
    target: undefined,
    problems: [],
  };
  for (const [name, value] of platformArguments(options.platform ?? 'linux/amd64', options.target ?? '')) {
    model.globals.set(name, { name, value, kind: 'platform', from: undefined });
  }
  splitStages(model, options);
  const environment = environmentOf(valuesOf(model.globals));
  const byName = new Map<string, Stage>();
  for (const stage of model.stages) {
    linkBase(model, stage, environment, byName);
    if (stage.name !== undefined) byName.set(stage.name, stage);
  }
  for (const stage of model.stages) linkSources(model, stage, byName);
  reportOrder(model);
  markReachable(model, options);
  return model;
}

function splitStages(model: BuildModel, options: BuildOptions): void {
  for (const instruction of model.ast.instructions) {
    if (instruction.name === 'FROM') {
      model.stages.push({
        index: model.stages.length,
        name: instruction.args.length === 3 ? instruction.stage?.value.toLowerCase() : undefined,
        from: instruction,
        instructions: [],
        baseName: '',
        base: undefined,
        uses: [],
        reachable: true,
        steps: [],
        assignments: [],
        declaredArgs: new Set(),
        shell: undefined,
        workdir: undefined,
        user: undefined,
      });
      continue;
    }
    const stage = model.stages.at(-1);
    if (stage) stage.instructions.push(instruction);
    else if (instruction.name === 'ARG') defineGlobals(model, instruction, options);
    else if (instruction.name !== 'UNKNOWN') {
      model.problems.push(
        problem(instruction.keyword, 'NoBuildStage', `${instruction.name} needs a FROM before it.`),
      );
    }
  }
  if (model.stages.length === 0 && model.ast.instructions.length > 0) {
    const first = model.ast.instructions[0]!;
    model.problems.push(
      problem(first.keyword, 'NoStages', 'The file has no FROM, so there is nothing to build.'),
    );
  }
}

function problem(at: { start: number; end: number }, code: string, message: string): SyntaxProblem {
  return { start: at.start, end: at.end, code, message };
}

/** The values of variables alone, for expansion. */
export function valuesOf(variables: ReadonlyMap<string, Variable>): Map<string, string> {
  return new Map([...variables].map(([name, variable]) => [name, variable.value]));
}

function defineGlobals(model: BuildModel, instruction: KeyValueInstruction, options: BuildOptions): void {
  for (const pair of instruction.pairs) {
    const name = pair.key.value;
    model.globalNames.add(name);
    let value = options.buildArgs?.[name];
    if (value === undefined && pair.value) {
      const environment = { get: (key: string) => model.globals.get(key)?.value };
      const expanded = expandWord(pair.value.value, environment, { escape: model.ast.escape });
      if (expanded.error !== undefined) {
        model.problems.push(problem(pair.value, expanded.errorCode ?? 'BadSubstitution', expanded.error));
      }
      value = expanded.value;
    }
    if (value !== undefined) model.globals.set(name, { name, value, kind: 'ARG', from: instruction });
  }
}

function linkBase(
  model: BuildModel,
  stage: Stage,
  environment: Environment,
  earlier: ReadonlyMap<string, Stage>,
): void {
  const { image } = stage.from;
  if (!image) return;
  const expanded = expandWord(image.value, environment, { escape: model.ast.escape });
  if (expanded.error !== undefined) {
    model.problems.push(problem(image, expanded.errorCode ?? 'BadSubstitution', expanded.error));
  } else if (expanded.value === '') {
    model.problems.push(problem(image, 'BlankBaseName', `"${image.value}" is empty: FROM needs an image.`));
  }
  stage.baseName = expanded.value;
  stage.base = earlier.get(expanded.value);
  stage.uses.push({
    kind: 'base',
    instruction: stage.from,
    span: image,
    name: expanded.value,
    stage: stage.base,
  });
}

function linkSources(model: BuildModel, stage: Stage, byName: ReadonlyMap<string, Stage>): void {
  for (const instruction of stage.instructions) {
    const acting = instruction.name === 'ONBUILD' ? instruction.trigger : instruction;
    if (acting?.name === 'COPY') {
      const flag = flagOf(acting, 'from');
      if (flag?.value) {
        const use = useOf(model, byName, 'copy', flag.value, flag.valueSpan, acting);
        if (use) stage.uses.push({ ...use, instruction });
      }
    } else if (acting?.name === 'RUN') {
      for (const mount of acting.mounts) {
        const from = mountField(mount, 'from');
        if (!from?.value || mountType(mount) === 'tmpfs') continue;
        const use = useOf(model, byName, 'mount', from.value, from.valueSpan, acting);
        if (use) stage.uses.push({ ...use, instruction });
      }
    }
  }
}

function useOf(
  model: BuildModel,
  byName: ReadonlyMap<string, Stage>,
  kind: 'copy' | 'mount',
  name: string,
  span: { start: number; end: number },
  instruction: StageUse['instruction'],
): StageUse | undefined {
  if (/\$./.test(name)) {
    const message = 'A variable cannot be used here: name a stage with FROM ... AS and use that name.';
    model.problems.push(problem(span, 'VariableInFrom', message));
    return undefined;
  }
  if (kind === 'copy' && /^[+-]?\d+$/.test(name)) {
    const stage = model.stages[Number(name)];
    if (!stage) {
      const message = `There is no stage ${name}: the stages are numbered 0 to ${model.stages.length - 1}.`;
      model.problems.push(problem(span, 'UnknownStage', message));
      return undefined;
    }
    return { kind, name, span, stage, instruction };
  }
  return { kind, name, span, stage: byName.get(name.toLowerCase()), instruction };
}

/** Reports sources that are their own cause, or that come later. */
function reportOrder(model: BuildModel): void {
  for (const stage of model.stages) {
    for (const use of stage.uses) {
      if (
        use.kind === 'base' ||
        !use.stage ||
        use.stage.index < stage.index ||
        use.instruction.name === 'ONBUILD'
      ) {
        continue;
      }
      const circular = use.stage === stage || dependsOn(use.stage, stage);
      model.problems.push(
        circular
          ? problem(
              use.span,
              'CircularStage',
              `The stage "${use.name}" needs this stage, so neither can be built first.`,
            )
          : problem(
              use.span,
              'StageNotYetDefined',
              `The stage "${use.name}" must come before the stage that uses it.`,
            ),
      );
    }
  }
}

function dependsOn(stage: Stage, wanted: Stage, seen = new Set<Stage>()): boolean {
  if (seen.has(stage)) return false;
  seen.add(stage);
  return stage.uses.some((use) => use.stage && (use.stage === wanted || dependsOn(use.stage, wanted, seen)));
}

function markReachable(model: BuildModel, options: BuildOptions): void {
  model.target = model.stages.at(-1);
  if (!options.target) return;
  const target = findStage(model.stages, options.target);
  if (!target) {
    const names = model.stages.flatMap((stage) => stage.name ?? []);
    const near = suggest(options.target, names);
    const first = model.ast.instructions[0];
    const message = `There is no stage "${options.target}"${near ? `; did you mean "${near}"?` : '.'}`;
    model.problems.push(problem(first?.keyword ?? { start: 0, end: 0 }, 'UnknownStage', message));
    return;
  }
  model.target = target;
  for (const stage of model.stages) stage.reachable = false;
  const queue = [target];
  for (let stage = queue.pop(); stage; stage = queue.pop()) {
    if (stage.reachable) continue;
    stage.reachable = true;
    queue.push(...stage.uses.flatMap((use) => use.stage ?? []));
  }
}
