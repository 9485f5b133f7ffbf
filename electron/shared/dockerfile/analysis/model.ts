import type {
  DockerfileAst,
  FromInstruction,
  Instruction,
  KeyValueInstruction,
  Span,
  SyntaxProblem,
} from '../ast';

/** What is known of a base image without building. */
export interface BaseImage {
  env?: Readonly<Record<string, string>>;
  /** For example `linux/amd64`. */
  platform?: string;
  shell?: readonly string[];
  user?: string;
  workdir?: string;
  /** Names in its `/etc/passwd`. */
  users?: readonly string[];
}

/** What a build is asked for. */
export interface BuildOptions {
  /** `--build-arg`. */
  buildArgs?: Readonly<Record<string, string>>;
  /** `--target`: a stage's name or index. Without it every stage is evaluated, as `docker build --check` does. */
  target?: string | undefined;
  /** `--platform`; `linux/amd64` when not given. */
  platform?: string;
  /** Answers for a base image by its name; undefined when it is not known. */
  baseImage?: (name: string) => BaseImage | undefined;
}

/** One stage using another, or an image that is no stage. */
export interface StageUse {
  kind: 'base' | 'copy' | 'mount';
  instruction: Instruction;
  /** Where the name stands. */
  span: Span;
  /** The name as written, variables expanded for `base`. */
  name: string;
  /** Undefined when the name is an image. */
  stage: Stage | undefined;
}

/** A variable's value and the instruction that gave it. */
export interface Variable {
  name: string;
  value: string;
  kind: 'ARG' | 'ENV' | 'image' | 'platform';
  /** Undefined for what comes from the image or the platform. */
  from: KeyValueInstruction | undefined;
}

/** One instruction as it runs in a stage. */
export interface Step {
  instruction: Instruction;
  /** Where to report: the instruction, or the FROM that inherited it as an ONBUILD trigger. */
  at: Instruction;
  stage: Stage;
  /** The arguments with variables replaced, parallel to `args`, or key, value, ... for ENV, LABEL and ARG. */
  values: string[];
  /** Variables used and not defined, with the nearest defined name. */
  undefinedNames: { name: string; suggestion: string | undefined; span: Span }[];
  /** How many of the stage's assignments have happened before this step. */
  assignments: number;
  /** The SHELL in force, when one was set. */
  shell: readonly string[] | undefined;
  /** The working directory before this step; undefined while only the image decides. */
  workdir: string | undefined;
  /** The user before this step; undefined while only the image decides. */
  user: string | undefined;
}

/** A stage: a FROM and what follows it. */
export interface Stage {
  index: number;
  /** Lower case; undefined without AS. */
  name: string | undefined;
  from: FromInstruction;
  instructions: Instruction[];
  /** The image or stage it builds on, variables replaced by their defaults or build arguments. */
  baseName: string;
  base: Stage | undefined;
  uses: StageUse[];
  /** Part of what the target needs. True for all without a target. */
  reachable: boolean;
  steps: Step[];
  /** Everything defined in the stage, in order, inherited variables first. */
  assignments: Variable[];
  /** Keys of ARGs, with or without a value. */
  declaredArgs: Set<string>;
  shell: readonly string[] | undefined;
  workdir: string | undefined;
  user: string | undefined;
}

/** A Dockerfile with its stages linked and its variables resolved. */
export interface BuildModel {
  ast: DockerfileAst;
  stages: Stage[];
  /** Variables that FROM may use: platform and global ARGs. */
  globals: Map<string, Variable>;
  /** The global ARGs, those without a value too. */
  globalNames: Set<string>;
  /** The stage that is built: the target, or the last one. */
  target: Stage | undefined;
  /** What BuildKit would refuse, syntax excluded. */
  problems: SyntaxProblem[];
}

/** The variables in force before a step, or at the end of the stage. */
export function variablesAt(stage: Stage, step?: Step): Map<string, Variable> {
  const variables = new Map<string, Variable>();
  const count = step?.assignments ?? stage.assignments.length;
  for (let index = 0; index < count; index++) {
    const variable = stage.assignments[index]!;
    variables.set(variable.name, variable);
  }
  return variables;
}

/** The stage of a name or index as `--from` and `--target` read it. */
export function findStage(stages: readonly Stage[], name: string): Stage | undefined {
  if (/^\d+$/.test(name)) return stages[Number(name)];
  const wanted = name.toLowerCase();
  return stages.findLast((stage) => stage.name === wanted);
}
