import type { BuildFailure, PlannedStep } from '../../../shared/engine/build';
import type { BuildPlan } from '../../../shared/engine/plan';
import { keywordOf } from '../../../shared/engine/plan';
import type { Cause, FailureFacts } from './failure-facts';
import { at } from './failure-facts';
import { unsupported } from './unsupported';

const DISK_FULL = /no space left on device|disk quota exceeded/i;
const NETWORK =
  /no such host|dial tcp|i\/o timeout|TLS handshake|network is unreachable|connection refused|temporary failure in name resolution|server misbehaving/i;
const NOT_IN_REGISTRY =
  /pull access denied|manifest unknown|repository does not exist|insufficient_scope|(^|[^"]): not found/i;

/** Says why a build failed: which class of failure, where in the Dockerfile, and the one thing to do. */
export function explainFailure(facts: FailureFacts): BuildFailure {
  const cause =
    diskFull(facts) ??
    frontendMissing(facts) ??
    syntax(facts) ??
    buildahSyntax(facts) ??
    unknownStage(facts) ??
    unsupported(facts) ??
    runFailed(facts) ??
    copySourceMissing(facts) ??
    baseImageMissing(facts) ??
    needsNetwork(facts) ??
    other(facts);
  return { ...cause, details: facts.message };
}

function diskFull({ message, log = '', step }: FailureFacts): Cause | undefined {
  if (!DISK_FULL.test(message) && !DISK_FULL.test(log)) return undefined;
  return {
    kind: 'disk-full',
    message: 'The disk that the engine keeps its images on is full.',
    hint: "Remove images and containers you no longer need, and the engine's build cache, then build again.",
    ...at(step),
  };
}

function frontendMissing({ message, activity, plan }: FailureFacts): Cause | undefined {
  if (plan.syntaxLine === undefined) return undefined;
  if (!/^resolve image config for/.test(activity ?? '') && !/frontend gateway\.v0/.test(message))
    return undefined;
  return {
    kind: 'needs-network',
    message:
      'The "# syntax=" line makes BuildKit fetch another Dockerfile frontend, and it cannot be fetched.',
    hint: 'Take the "# syntax=" line out: the engine\'s own frontend then reads the file, without a network.',
    line: plan.syntaxLine,
  };
}

/** Buildah reads an instruction only when it comes to it, and names it instead of its line. */
function buildahSyntax({ message, step }: FailureFacts): Cause | undefined {
  const match =
    /building at STEP ".*": Build error: (Unknown instruction: "\w+")/s.exec(message) ??
    /building at STEP "[^\n]*": ((?:[A-Z]+) requires [^\n]*)/.exec(message);
  if (!match) return undefined;
  return {
    kind: 'syntax',
    message: `The Dockerfile cannot be read: ${sentence(match[1] ?? '')}`,
    hint: 'Look at that line: is the instruction spelt right, and does it have what it needs?',
    ...at(step),
  };
}

function syntax({ message, plan, heredocs }: FailureFacts): Cause | undefined {
  const match = /dockerfile parse error(?: on)? line (\d+): (.*)/is.exec(message);
  const empty =
    /cannot be empty|no build stage in current context|no stages to build|no FROM statement found|no instructions/i.test(
      message,
    );
  const reference = /invalid reference format[^"]*|repository name must be lowercase/i.exec(message);
  const line = match ? Number(match[1]) : undefined;
  if (plan.heredocLine !== undefined && !heredocs && (match || /unknown instruction/i.test(message))) {
    return {
      kind: 'unsupported',
      message: 'This engine does not know here-documents (<<EOF): it is older than Docker 23.',
      hint: 'Write the commands on one line joined by &&, or use a newer engine.',
      line: plan.heredocLine,
    };
  }
  if (match) {
    return {
      kind: 'syntax',
      message: `The Dockerfile cannot be read: ${sentence(match[2] ?? '')}`,
      hint: `Look at line ${line}: ${/unknown instruction/i.test(message) ? 'is the instruction spelt right?' : 'it does not have the form that the instruction needs.'}`,
      ...(line !== undefined && { line }),
    };
  }
  // What BuildKit says of a wrong argument names no line.
  const argument =
    /(?:must have (?:two|exactly \w+|at least \w+) arguments?|Invalid containerPort: |Invalid signal: |failed to process ")[^]*/i.exec(
      message,
    );
  if (argument) {
    const said = /\w+ must have [^:]*$/.exec(message)?.[0] ?? argument[0];
    return {
      kind: 'syntax',
      message: `The Dockerfile cannot be read: ${sentence(said)}`,
      hint: 'Look for the instruction that it speaks of: it does not have the form that it needs.',
    };
  }
  if (empty) {
    return {
      kind: 'syntax',
      message: 'The Dockerfile has no instruction to build.',
      hint: 'Begin it with FROM and the image to build on.',
    };
  }
  if (reference) {
    const stage =
      plan.stages.find((each) => message.includes(`"${each.base}"`)) ??
      plan.stages.find((each) => /[A-Z]/.test(each.base));
    return {
      kind: 'syntax',
      message: `FROM names no valid image: ${sentence(reference[0])}`,
      hint: 'Write the image as name:tag, all in lower case.',
      ...(stage?.line !== undefined && { line: stage.line }),
    };
  }
  return undefined;
}

function unknownStage({ message, step, plan }: FailureFacts): Cause | undefined {
  const target = /target stage "?(\S+?)"? could not be found|failed to reach build target (\S+)/.exec(
    message,
  );
  if (target) {
    return {
      kind: 'other',
      message: `There is no stage "${target[1] ?? target[2]}" to build.`,
      hint: 'Name a stage that the Dockerfile defines with FROM ... AS.',
    };
  }
  const index = /invalid stage index (\d+)|invalid from flag value (\d+): index out of bounds/i.exec(message);
  if (!index) return undefined;
  const from = `--from=${index[1] ?? index[2]}`;
  const copies = plan.stages.flatMap((stage) => stage.steps).filter((each) => each.text.includes(`${from} `));
  return {
    kind: 'other',
    message: 'COPY --from names a stage by a number that does not exist.',
    hint: 'Stages are numbered from 0; better name them with FROM ... AS and use the name.',
    ...at(step ?? copies[0]),
  };
}

function runFailed({ message, code, step }: FailureFacts): Cause | undefined {
  const match = /exit(?: code|ed with code)?:? (\d+)|returned a non-zero code: (\d+)|exit status (\d+)/i.exec(
    message,
  );
  const number = code ?? (match ? Number(match[1] ?? match[2] ?? match[3]) : undefined);
  const noStart = /unable to start container process|executable file not found/i.test(message);
  if (
    (number === undefined && !noStart) ||
    (step && keywordOf(step) !== 'RUN' && keywordOf(step) !== 'FROM')
  ) {
    return undefined;
  }
  return {
    kind: 'run-failed',
    message: noStart
      ? 'The program that RUN names cannot be started: it is not in the image.'
      : `The command ended with exit code ${number}${exitCodeMeaning(number)}.`,
    hint: noStart
      ? 'Check the path, or install the program in an earlier step.'
      : "Read the last lines of the step's log: the reason is usually there.",
    ...(number !== undefined && { exitCode: number }),
    ...at(step),
  };
}

function copySourceMissing({ message, step, plan }: FailureFacts): Cause | undefined {
  const match =
    /"([^"]+)":? not found/.exec(message) ??
    /(?:COPY|ADD) failed:.*?(?:stat|lstat) (?:\S*\/)?(\S+?): (?:file does not exist|no such file)/.exec(
      message,
    ) ??
    // Where the engine keeps the files on its own disk is none of the learner's business.
    /lstat (?:\S*\/(?:buildkit-mount\d+|merged)(?=\/))?(\S+): no such file or directory/.exec(message) ??
    /copier: stat: "\/?([^"]+)": no such file or directory/.exec(message) ??
    /(?:COPY|ADD) failed: no source files were specified/.exec(message) ??
    /no such file or directory.*"?(\S+)"?/.exec(step && /^(COPY|ADD)/i.test(step.text) ? message : '');
  if (!match) return undefined;
  const name = (match[1] ?? '').replace(/^\//, '');
  const found = step ?? stepCopying(plan, name);
  if (found && !/^(COPY|ADD|RUN.*--mount)/i.test(found.text)) return undefined;
  const fromStage = /--from=(\S+)/i.exec(found?.text ?? '')?.[1];
  return {
    kind: 'copy-source-missing',
    message: fromStage
      ? `${name ? `"${name}"` : 'What COPY names'} is not in the stage or image "${fromStage}".`
      : `${name ? `"${name}"` : 'What COPY names'} is not in the build context.`,
    hint: fromStage
      ? 'The path counts from the root of that stage, not from its WORKDIR. Check it, and that the stage really makes the file.'
      : "Check the spelling, that the file lies in the lab's folder, and that .dockerignore does not leave it out.",
    ...at(found),
  };
}

function baseImageMissing({ message, activity, step, plan }: FailureFacts): Cause | undefined {
  const metadata = /load metadata for (\S+)|resolve (docker\.io\/\S+|\S+\/\S+:\S+)/.exec(activity ?? '');
  const flag = /invalid from flag value (\S+):/.exec(message);
  const onFrom =
    step && keywordOf(step) === 'FROM'
      ? plan.stages.find((stage) => stage.line === step.line)?.base
      : undefined;
  const registry = /"https?:\/\/[^/"]+\/v2\/([^"]+)\/manifests\/([^"]+)"/.exec(message);
  const denied = /pull access denied for ([^\s,]+)/.exec(message);
  const name =
    metadata?.[1] ??
    metadata?.[2] ??
    flag?.[1] ??
    onFrom ??
    denied?.[1] ??
    (registry ? `${registry[1]}:${registry[2]}` : undefined);
  if (name === undefined || !(NETWORK.test(message) || NOT_IN_REGISTRY.test(message))) return undefined;
  const image = familiar(name);
  const user = step ?? stepUsing(plan, image);
  return {
    kind: 'base-image-missing',
    message: NETWORK.test(message)
      ? `The image ${image} is not on this machine, and no registry can be reached to fetch it.`
      : `The image ${image} is not on this machine, and the registry does not have it or does not give it to you.`,
    hint: 'Check the name and the tag, or use an image from the list of images you have.',
    ...at(user),
  };
}

function needsNetwork({ message, step, plan }: FailureFacts): Cause | undefined {
  if (!NETWORK.test(message)) return undefined;
  const url = /Get "([^"]+)"/.exec(message)?.[1];
  const found = step ?? (url === undefined ? undefined : stepCopying(plan, url));
  return {
    kind: 'needs-network',
    message:
      url === undefined
        ? 'This step needs the network, which is not there.'
        : `${url} cannot be fetched: there is no network, or no such address.`,
    hint: "Put the file into the lab's folder and COPY it, or connect to a network.",
    ...at(found),
  };
}

function other({ message, step }: FailureFacts): Cause {
  return {
    kind: 'other',
    message: `The build failed: ${sentence(message.replace(/^(failed to solve( with frontend \S+)?: |failed to create LLB definition: )+/, ''))}`,
    hint: step
      ? 'Look at the step that failed and at its log.'
      : "Read the engine's own words in the details.",
    ...at(step),
  };
}

function stepCopying(plan: BuildPlan, name: string): PlannedStep | undefined {
  const wanted = name.replace(/^(\.?\/)+/, '');
  const steps = plan.stages.flatMap((stage) => stage.steps);
  const copies = steps.filter((step) => plan.copySources[step.id] !== undefined);
  return (
    copies.find((step) =>
      plan.copySources[step.id]?.some((source) => source.replace(/^(\.?\/)+/, '') === wanted),
    ) ?? (copies.length === 1 ? copies[0] : undefined)
  );
}

function stepUsing(plan: BuildPlan, image: string): PlannedStep | undefined {
  const stage = plan.stages.find(
    (each) => familiar(each.base) === image || familiar(`${each.base}:latest`) === image,
  );
  if (stage) return stage.steps[0];
  const steps = plan.stages.flatMap((each) => each.steps);
  return steps.find((step) =>
    new RegExp(`--?from=${escape(image.replace(/:latest$/, ''))}(:latest)?(\\s|,|$)`, 'i').test(step.text),
  );
}

/** An image's name without what Docker fills in. */
function familiar(name: string): string {
  return name.replace(/^docker\.io\//, '').replace(/^library\//, '');
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function sentence(text: string): string {
  const trimmed = text.trim().replace(/\s+/g, ' ');
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function exitCodeMeaning(code: number | undefined): string {
  if (code === 126) return ' (the command was found but may not be executed)';
  if (code === 127) return ' (the command was not found)';
  if (code === 137) return ' (it was killed, often because memory ran out)';
  return '';
}
