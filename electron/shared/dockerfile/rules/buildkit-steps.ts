import type { Instruction, Word } from '../ast';
import { isGitSource, isHttpSource, sourcesOf } from '../analysis/check-step';
import type { Stage, Step } from '../analysis/model';
import { parsePlatform, formatPlatform } from '../analysis/platform';
import { parsePort } from '../analysis/ports';
import { cleanPath } from '../ignore/clean-path';
import { execFormFix } from '../refactor/exec-form';
import { renameVariable } from './buildkit-stage';
import type { RuleContext } from './context';
import type { Fix } from './rule';

/** BuildKit's checks of what happens inside the stages that are built. */
export function checkSteps(context: RuleContext): void {
  const workdirSet = new Set<Stage>();
  for (const stage of context.model.stages) {
    if (!stage.reachable) continue;
    if (stage.base && workdirSet.has(stage.base)) workdirSet.add(stage);
    checkBasePlatform(context, stage);
    const once = new Map<string, Step>();
    for (const step of stage.steps) {
      checkUndefined(context, step);
      checkStep(context, step, workdirSet);
      checkOnce(context, step, once);
    }
  }
}

/** From the root, where most images begin; one that has a WORKDIR of its own begins elsewhere, so this is to be looked at. */
function rootedFix(path: Word | undefined): Fix[] {
  if (!path || !/^[\w.$]/.test(path.value)) return [];
  const rooted = `/${path.value.replace(/^\.\//, '')}`;
  return [
    { title: `Write ${rooted}`, safe: false, edits: [{ start: path.start, end: path.end, text: rooted }] },
  ];
}

function checkBasePlatform(context: RuleContext, stage: Stage): void {
  const actual = stage.base ? undefined : context.options.baseImage?.(stage.baseName)?.platform;
  const wanted = parsePlatform(context.options.platform ?? 'linux/amd64');
  const found = actual === undefined ? undefined : parsePlatform(actual);
  if (!found || !wanted || (found.os === wanted.os && found.architecture === wanted.architecture)) return;
  context.report('InvalidBaseImagePlatform', stage.from, {
    ...(stage.from.image ? { span: stage.from.image } : {}),
    detail: `Base image ${stage.baseName} was pulled with platform "${formatPlatform(found)}", expected "${formatPlatform(wanted)}" for current build`,
    message: `The image ${stage.baseName} is for ${formatPlatform(found)}, but ${formatPlatform(wanted)} is built.`,
  });
}

function checkUndefined(context: RuleContext, step: Step): void {
  for (const { name, suggestion, span } of step.undefinedNames) {
    context.reportStep('UndefinedVar', step, {
      span,
      detail: `Usage of undefined variable '$${name}'${suggestion ? ` (did you mean $${suggestion}?)` : ''}`,
      message: `The variable $${name} is not defined here${suggestion ? `; did you mean $${suggestion}?` : '.'}`,
      fixes: suggestion ? renameVariable(span, context.ast.text, name, suggestion) : [],
    });
  }
}

const SECRET = /(?:_|^)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:_|$)/i;
const NO_SECRET = /(?:_|^)(?:public|file|version)(?:_|$)/i;

function checkStep(context: RuleContext, step: Step, workdirSet: Set<Stage>): void {
  const { instruction } = step;
  const keyword = instruction.keyword.value;
  switch (instruction.name) {
    case 'ENV':
    case 'LABEL':
    case 'ARG':
      instruction.pairs.forEach((pair, index) => {
        if (pair.legacy) reportLegacy(context, step, keyword, pair);
        const key = step.values[index * 2] ?? '';
        if (instruction.name === 'LABEL' || !SECRET.test(key) || NO_SECRET.test(key)) return;
        context.reportStep('SecretsUsedInArgOrEnv', step, {
          span: pair.key,
          detail: `Do not use ARG or ENV instructions for sensitive data (${instruction.name} "${key}")`,
          message: `"${key}" looks like a secret, and ${instruction.name} keeps it in the image or its history.`,
        });
      });
      return;
    case 'WORKDIR': {
      const path = step.values[0] ?? '';
      if (!workdirSet.has(step.stage) && !/^(?:\/|[a-zA-Z]:[\\/])/.test(path)) {
        context.reportStep('WorkdirRelativePath', step, {
          ...(instruction.args[0] ? { span: instruction.args[0] } : {}),
          detail: `Relative workdir ${JSON.stringify(path)} can have unexpected results if the base image changes`,
          fixes: rootedFix(instruction.args[0]),
        });
      }
      workdirSet.add(step.stage);
      return;
    }
    case 'CMD':
    case 'ENTRYPOINT':
      if (!instruction.json && instruction.args.length > 0 && !step.shell?.length) {
        context.reportStep('JSONArgsRecommended', step, {
          detail: `JSON arguments recommended for ${keyword} to prevent unintended behavior related to OS signals`,
          message: `Write ${instruction.name} as a JSON array, so that signals reach your program.`,
          fixes: execFormFix(instruction),
        });
      }
      return;
    case 'EXPOSE':
      return checkExpose(context, step);
    case 'COPY':
    case 'ADD':
      return checkIgnored(context, step);
    default:
  }
}

function reportLegacy(
  context: RuleContext,
  step: Step,
  keyword: string,
  pair: { start: number; end: number; key: { value: string }; value: { value: string } | undefined },
): void {
  const value = pair.value?.value ?? '';
  const quoted = /[\s"'\\]/.test(value) && !/^"[^"\\]*"$|^'[^']*'$/.test(value);
  const text = `${pair.key.value}=${quoted ? `"${value.replace(/["\\]/g, '\\$&')}"` : value}`;
  context.reportStep('LegacyKeyValueFormat', step, {
    span: pair,
    detail: `"${keyword} key=value" should be used instead of legacy "${keyword} key value" format`,
    message: `Write ${keyword} ${pair.key.value}=... instead of a space.`,
    fixes:
      /["'\\]/.test(value) && quoted
        ? []
        : [{ title: 'Write key=value', safe: true, edits: [{ start: pair.start, end: pair.end, text }] }],
  });
}

function checkOnce(context: RuleContext, step: Step, once: Map<string, Step>): void {
  const { name, keyword } = step.instruction;
  if (name !== 'CMD' && name !== 'ENTRYPOINT' && name !== 'HEALTHCHECK') return;
  const earlier = once.get(name);
  if (earlier) {
    context.reportStep('MultipleInstructionsDisallowed', earlier, {
      detail: `Multiple ${keyword.value} instructions should not be used in the same stage because only the last one will be used`,
      message: `This ${name} has no effect: a later one in the same stage replaces it.`,
      fixes: removeLines(context, earlier.at),
    });
  }
  once.set(name, step);
}

function removeLines(context: RuleContext, instruction: Instruction) {
  const { lineStarts, text } = context.ast;
  const start = lineStarts[instruction.line - 1]!;
  const end = lineStarts[instruction.endLine] ?? text.length;
  return [{ title: `Remove this ${instruction.name}`, safe: true, edits: [{ start, end, text: '' }] }];
}

function checkExpose(context: RuleContext, step: Step): void {
  for (const value of step.values) {
    const port = parsePort(value);
    const word = step.instruction.args.find((argument) => argument.value === value);
    const span = word ? { span: word } : {};
    const edit = (text: string) => (word ? [{ start: word.start, end: word.end, text }] : []);
    if (port.hostPart !== undefined) {
      const text = value.slice(port.hostPart.length + 1);
      context.reportStep('ExposeInvalidFormat', step, {
        ...span,
        detail: `EXPOSE instruction should not define an IP address or host-port mapping, found '${value}'`,
        message: `EXPOSE takes only the container port: write ${text} instead of ${value}.`,
        fixes: word ? [{ title: `Write ${text}`, safe: true, edits: edit(text) }] : [],
      });
    }
    if (port.written !== port.written.toLowerCase()) {
      const text = value.slice(0, -port.written.length) + port.written.toLowerCase();
      context.reportStep('ExposeProtoCasing', step, {
        ...span,
        detail: `Defined protocol '${value}' in EXPOSE instruction should be lowercase`,
        message: `Write the protocol in lower case: ${text}.`,
        fixes: word ? [{ title: `Write ${text}`, safe: true, edits: edit(text) }] : [],
      });
    }
  }
}

function checkIgnored(context: RuleContext, step: Step): void {
  const { instruction } = step;
  const { ignore } = context;
  if (!ignore || ignore.hasExceptions || (instruction.name !== 'COPY' && instruction.name !== 'ADD')) return;
  if (step.stage.uses.some((use) => use.kind === 'copy' && use.instruction === instruction)) return;
  if (instruction.flags.some((flag) => flag.name === 'from')) return;
  for (const { value, word } of sourcesOf(step, instruction)) {
    if (isGitSource(value) || isHttpSource(value)) continue;
    const path = cleanPath(value);
    if ((path === '.' || path === '/') && !ignore.ignoresEverything) continue;
    if (!ignore.matches(path)) continue;
    context.reportStep('CopyIgnoredFile', step, {
      span: word,
      detail: `Attempting to ${instruction.name === 'ADD' ? 'Add' : 'Copy'} file "${path}" that is excluded by .dockerignore`,
      message: `"${path}" is excluded by .dockerignore, so the builder never gets it.`,
    });
  }
}
