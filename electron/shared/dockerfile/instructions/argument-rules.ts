import type { HealthcheckInstruction, Instruction, OnbuildInstruction, Span } from '../ast';
import { parseHeredocWord } from '../lexer/heredoc';
import { parseDuration } from './duration';

const STAGE_NAME = /^[a-z][a-z0-9-_.]*$/;

/** Adds what BuildKit's instruction parser would refuse about the arguments to `instruction.problems`. */
export function checkArguments(instruction: Instruction): void {
  const report = (code: string, message: string, at: Span = instruction): void => {
    instruction.problems.push({ start: at.start, end: at.end, code, message });
  };
  const { args } = instruction;
  switch (instruction.name) {
    case 'FROM':
      if (args.length === 3 && args[1]!.value.toLowerCase() === 'as') {
        const stage = args[2]!;
        if (!STAGE_NAME.test(stage.value.toLowerCase())) {
          report(
            'InvalidStageName',
            `"${stage.value}" is no valid stage name: begin with a letter, then letters, digits, "-", "_" or ".".`,
            stage,
          );
        }
      } else if (args.length !== 1) {
        report('ArgumentCount', 'FROM takes an image, or an image, AS and a stage name.');
      }
      return;
    case 'ADD':
    case 'COPY':
      if (args.length < 2) {
        report('ArgumentCount', `${instruction.name} needs at least one source and a destination.`);
      } else if (!instruction.json && parseHeredocWord(args.at(-1)!.value)) {
        report('HeredocDestination', 'A heredoc cannot be the destination.', args.at(-1));
      }
      return;
    case 'ENV':
    case 'LABEL':
    case 'ARG':
      if (instruction.pairs.length === 0 && instruction.problems.length === 0) {
        report('ArgumentCount', `${instruction.name} needs at least one argument.`);
      }
      return;
    case 'EXPOSE':
      if (args.length === 0) report('ArgumentCount', `${instruction.name} needs at least one argument.`);
      return;
    case 'VOLUME':
      if (args.length === 0) report('ArgumentCount', 'VOLUME needs at least one argument.');
      for (const word of args) {
        if (word.value.trim() === '') report('EmptyVolume', 'The path of a VOLUME may not be empty.', word);
      }
      return;
    case 'USER':
    case 'WORKDIR':
    case 'STOPSIGNAL':
    case 'MAINTAINER':
      if (args.length !== 1) report('ArgumentCount', `${instruction.name} needs exactly one argument.`);
      return;
    case 'SHELL':
      if (args.length === 0) report('ArgumentCount', 'SHELL needs at least one argument.');
      else if (!instruction.json) {
        report('ShellNotJson', 'SHELL must be a JSON array of strings: SHELL ["/bin/bash", "-c"].');
      }
      return;
    case 'HEALTHCHECK':
      return checkHealthcheck(instruction, report);
    case 'ONBUILD':
      return checkOnbuild(instruction, report);
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'UNKNOWN':
      return;
  }
}

type Report = (code: string, message: string, at?: Span) => void;

function checkHealthcheck(instruction: HealthcheckInstruction, report: Report): void {
  const [type, ...command] = instruction.args;
  if (!type) return report('ArgumentCount', 'HEALTHCHECK needs at least one argument: CMD or NONE.');
  if (instruction.type === 'NONE') {
    if (command.length > 0) report('HealthcheckInvalid', 'HEALTHCHECK NONE takes no arguments.', command[0]);
    for (const flag of instruction.flags) {
      report('HealthcheckInvalid', `HEALTHCHECK NONE takes no flags.`, flag);
    }
    return;
  }
  if (instruction.type !== 'CMD') {
    return report('HealthcheckInvalid', `HEALTHCHECK takes CMD or NONE, not "${type.value}".`, type);
  }
  if (command.length === 0) report('HealthcheckInvalid', 'A command is missing after HEALTHCHECK CMD.', type);
  for (const flag of instruction.flags) {
    const { name, value } = flag;
    if (!value) continue;
    if (name === 'retries') {
      const retries = /^[+-]?\d+$/.test(value) ? Number(value) : NaN;
      if (Number.isNaN(retries) || retries > 0x7fffffff) {
        report('HealthcheckInvalid', `--retries takes a whole number, not "${value}".`, flag);
      } else if (retries < 0) report('HealthcheckInvalid', '--retries may not be negative.', flag);
    } else if (['interval', 'timeout', 'start-period', 'start-interval'].includes(name)) {
      const duration = parseDuration(value);
      if (duration === undefined) {
        report(
          'HealthcheckInvalid',
          `--${name} takes a duration such as 30s or 1m30s, not "${value}".`,
          flag,
        );
      } else if (duration !== 0 && duration < 1) {
        report('HealthcheckInvalid', `--${name} may not be shorter than 1ms.`, flag);
      }
    }
  }
}

function checkOnbuild(instruction: OnbuildInstruction, report: Report): void {
  const { trigger } = instruction;
  if (!trigger) return report('ArgumentCount', 'ONBUILD needs an instruction to run later.');
  if (trigger.name === 'ONBUILD' || trigger.name === 'FROM' || trigger.name === 'MAINTAINER') {
    report('OnbuildNotAllowed', `${trigger.name} is not allowed behind ONBUILD.`, trigger.keyword);
  }
  instruction.problems.push(...trigger.problems);
}
