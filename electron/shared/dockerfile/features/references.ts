import type { BuildModel, Stage } from '../analysis/model';
import type { Instruction, Span } from '../ast';
import type { TextEdit } from '../fix';
import { touches } from './locate';
import { variableDefinitions, variableUses } from './variables';

/** A place where a name is written. */
export interface Occurrence {
  span: Span;
  kind: 'definition' | 'use';
}

/** What the name at an offset means: a stage, or a variable in the stages that share it. */
export type Entity =
  | { kind: 'stage'; name: string; stage: Stage }
  | {
      kind: 'variable';
      name: string;
      /** Undefined is the part before the first FROM. */ scopes: Set<Stage | undefined>;
    };

/** The entity at an offset, with the span of its name there. */
export function entityAt(model: BuildModel, offset: number): { entity: Entity; span: Span } | undefined {
  for (const stage of model.stages) {
    const name = stage.from.stage;
    if (stage.name !== undefined && name && touches(name, offset)) {
      return { entity: { kind: 'stage', name: name.value, stage }, span: name };
    }
    for (const use of stage.uses) {
      if (use.stage && touches(use.span, offset) && isWritten(model, use.span, use.name)) {
        return { entity: { kind: 'stage', name: use.name, stage: use.stage }, span: use.span };
      }
    }
  }
  for (const [stage, instruction] of instructionsOf(model)) {
    if (!touches(instruction, offset)) continue;
    const names = [...variableDefinitions(instruction), ...variableUses(model.ast, instruction)];
    const found = names.find(({ span }) => touches(span, offset));
    if (found) {
      const scopes = scopesOf(model, found.name, stage);
      return { entity: { kind: 'variable', name: found.name, scopes }, span: found.span };
    }
  }
  return undefined;
}

/** Whether the span holds the name itself and no variable or number. */
function isWritten(model: BuildModel, span: Span, name: string): boolean {
  return model.ast.text.slice(span.start, span.end) === name && !/^\d+$/.test(name);
}

function* instructionsOf(model: BuildModel): Generator<[Stage | undefined, Instruction]> {
  for (const instruction of model.ast.instructions) {
    if (instruction.name === 'FROM') break;
    yield [undefined, instruction];
  }
  for (const stage of model.stages) {
    yield [undefined, stage.from];
    for (const instruction of stage.instructions) yield [stage, instruction];
  }
}

/**
 * The scopes in which a name is the same variable: a stage, those built on it and those it is built on, and the head of the
 * file with every stage that takes a global ARG over.
 */
function scopesOf(model: BuildModel, name: string, from: Stage | undefined): Set<Stage | undefined> {
  const scopes = new Set<Stage | undefined>([from]);
  const global = model.globalNames.has(name);
  for (let grown = true; grown;) {
    const before = scopes.size;
    for (const stage of model.stages) {
      const takesOver = global && stage.instructions.some((one) => takesGlobal(one, name));
      const joined =
        (stage.base !== undefined && scopes.has(stage.base)) || (takesOver && scopes.has(undefined));
      if (joined) scopes.add(stage);
      if (!scopes.has(stage)) continue;
      if (
        stage.base &&
        stage.base.index < stage.index &&
        stage.base.assignments.some((one) => one.name === name)
      ) {
        scopes.add(stage.base);
      }
      if (takesOver) scopes.add(undefined);
    }
    grown = scopes.size > before;
  }
  return scopes;
}

function takesGlobal(instruction: Instruction, name: string): boolean {
  return (
    instruction.name === 'ARG' && instruction.pairs.some((pair) => pair.key.value === name && !pair.value)
  );
}

/** All places of an entity, in order of position. */
export function occurrencesOf(model: BuildModel, entity: Entity): Occurrence[] {
  const found: Occurrence[] = [];
  if (entity.kind === 'stage') {
    const name = entity.stage.from.stage;
    if (name && entity.stage.name !== undefined) found.push({ span: name, kind: 'definition' });
    for (const use of model.stages.flatMap((stage) => stage.uses)) {
      if (use.stage === entity.stage && isWritten(model, use.span, use.name))
        found.push({ span: use.span, kind: 'use' });
    }
  } else {
    for (const [stage, instruction] of instructionsOf(model)) {
      if (!entity.scopes.has(stage)) continue;
      for (const { name, span } of variableDefinitions(instruction)) {
        if (name === entity.name) found.push({ span, kind: 'definition' });
      }
      for (const { name, span } of variableUses(model.ast, instruction)) {
        if (name === entity.name) found.push({ span, kind: 'use' });
      }
    }
  }
  return found
    .map(({ span, kind }) => ({ span: { start: span.start, end: span.end }, kind }))
    .sort((a, b) => a.span.start - b.span.start);
}

/** All places of what is at an offset; empty when it is no name. */
export function references(model: BuildModel, offset: number): Occurrence[] {
  const found = entityAt(model, offset);
  return found ? occurrencesOf(model, found.entity) : [];
}

/** Where the name at an offset is defined: for variables the nearest definition above, else the first one. */
export function definition(model: BuildModel, offset: number): Span | undefined {
  const definitions = references(model, offset).filter((one) => one.kind === 'definition');
  return (definitions.findLast((one) => one.span.start <= offset) ?? definitions[0])?.span;
}

/** The edits that give what is at an offset another name, or why that is not possible. */
export function rename(
  model: BuildModel,
  offset: number,
  name: string,
): { edits: TextEdit[] } | { problem: string } {
  const found = entityAt(model, offset);
  if (!found) return { problem: 'There is no stage or variable here that could be renamed.' };
  const { entity } = found;
  const valid = entity.kind === 'stage' ? /^[a-zA-Z][\w.-]*$/ : /^[A-Za-z_]\w*$/;
  if (!valid.test(name)) return { problem: `"${name}" is no valid name for a ${entity.kind}.` };
  const taken =
    entity.kind === 'stage' &&
    model.stages.some((stage) => stage !== entity.stage && stage.name === name.toLowerCase());
  if (taken) return { problem: `There is a stage called "${name}" already.` };
  return { edits: occurrencesOf(model, entity).map(({ span }) => ({ ...span, text: name })) };
}
