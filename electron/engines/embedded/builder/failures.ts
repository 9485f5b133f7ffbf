import type { BuildFailure, PlannedStep } from '../../../shared/engine/build';
import { parseImageReference } from '../../../shared/dockerfile/analysis/image-reference';
import { DrydockError } from '../../../shared/errors';
import { errorCode } from '../../../storage/storage-error';
import { ERRNO, GuestError, GuestLost } from '../guest-error';

/** A build that ends with a reason. */
export class BuildStopped extends Error {
  override readonly name = 'BuildStopped';
  constructor(readonly failure: BuildFailure) {
    super(failure.message);
  }
}

type Where = Pick<BuildFailure, 'step' | 'line'>;

/** Where a failure belongs. */
export function whereOf(step: PlannedStep | undefined): Where {
  return { ...(step && { step: step.id }), ...(step?.line !== undefined && { line: step.line }) };
}

export const CANCELLED: BuildFailure = {
  kind: 'cancelled',
  message: 'The build was cancelled.',
  hint: 'Build again when you are ready.',
};

export function runFailed(code: number, outOfMemory: boolean, where: Where): BuildStopped {
  return new BuildStopped({
    kind: 'run-failed',
    message: `The command ended with exit code ${code}${outOfMemory ? ' (it used more memory than it may)' : meaningOf(code)}.`,
    hint: "Read the last lines of the step's log: the reason is usually there.",
    exitCode: code,
    ...where,
  });
}

/** The failure of a RUN whose program could not be started at all; undefined for any other reason. */
export function notStarted(thrown: unknown, program: string, where: Where): BuildStopped | undefined {
  const missing = thrown instanceof GuestError && thrown.errno === ERRNO.notFound;
  const refused =
    thrown instanceof GuestError &&
    [ERRNO.permission, ERRNO.notExecutable].some((each) => each === thrown.errno);
  if (!missing && !refused) return undefined;
  if (!thrown.message.startsWith('exec')) return undefined;
  return new BuildStopped({
    kind: 'run-failed',
    message: missing ? `There is no program ${program} in the image.` : `${program} may not be executed.`,
    hint: 'Check the path, or install the program in an earlier step.',
    exitCode: missing ? 127 : 126,
    ...where,
  });
}

export function sourceMissing(name: string, from: string | undefined, where: Where): BuildStopped {
  return new BuildStopped({
    kind: 'copy-source-missing',
    message:
      from === undefined
        ? `"${name}" is not in the build context.`
        : `"${name}" is not in the stage or image "${from}".`,
    hint:
      from === undefined
        ? "Check the spelling, that the file lies in the lab's folder, and that .dockerignore does not leave it out."
        : 'The path counts from the root of that stage, not from its WORKDIR. Check it, and that the stage really makes the file.',
    ...where,
  });
}

export function baseMissing(name: string, available: readonly string[], where: Where): BuildStopped {
  const list = available.length > 0 ? ` There are: ${byRepository(available).join(', ')}.` : '';
  return new BuildStopped({
    kind: 'base-image-missing',
    message: `The image ${name} is not in the embedded engine, which has no network to fetch it.`,
    hint: `Use an image that is there, or load one.${list}`,
    ...(available.length > 0 && { details: available.join('\n') }),
    ...where,
  });
}

/** `busybox:1.36 (and 7 more tags)`: the first name of each repository. */
function byRepository(names: readonly string[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const repository = parseImageReference(name)?.familiar ?? name;
    groups.set(repository, [...(groups.get(repository) ?? []), name]);
  }
  return [...groups.values()].map(([first = '', ...more]) =>
    more.length === 0 ? first : `${first} (and ${more.length} more ${more.length === 1 ? 'tag' : 'tags'})`,
  );
}

export function unsupported(message: string, hint: string, where: Where): BuildStopped {
  return new BuildStopped({ kind: 'unsupported', message, hint, ...where });
}

export function otherFailure(message: string, hint: string, where: Where): BuildStopped {
  return new BuildStopped({ kind: 'other', message, hint, ...where });
}

/** Any thrown value as the reason why a build failed. */
export function failureOf(thrown: unknown, where: Where): BuildFailure {
  if (thrown instanceof BuildStopped) return thrown.failure;
  if (thrown instanceof GuestLost) {
    return {
      kind: 'engine-unavailable',
      message: `${thrown.message.replace(/[.:]?\s*$/, '')}: the step did not come to its end.`,
      hint: 'Build again: a new machine is started, and the finished steps are kept.',
      ...where,
    };
  }
  if (thrown instanceof GuestError && thrown.errno === ERRNO.noSpace) return { ...MACHINE_FULL, ...where };
  if (['ENOSPC', 'EDQUOT'].includes(errorCode(thrown))) return { ...DISK_FULL, ...where };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const hint = thrown instanceof DrydockError ? thrown.data.remedy : undefined;
  return {
    kind: 'other',
    message: /[.!?]$/.test(message) ? message : `The build failed: ${message}.`,
    hint: hint ?? 'Read the details, then try again.',
    ...where,
    ...(thrown instanceof Error &&
      !(thrown instanceof DrydockError) &&
      thrown.stack !== undefined && { details: thrown.stack }),
  };
}

/** What containers write lies in the machine's memory until it is a layer. */
const MACHINE_FULL: BuildFailure = {
  kind: 'disk-full',
  message: 'There is no room left in the embedded machine for what this step writes.',
  hint: 'Write less in one step, or end containers that hold files.',
};

const DISK_FULL: BuildFailure = {
  kind: 'disk-full',
  message: 'The disk on which Drydock keeps images is full: what this step made could not be kept.',
  hint: 'Free some space, then build again. Images and steps that were finished before are intact.',
};

function meaningOf(code: number): string {
  if (code === 126) return ' (the command was found but may not be executed)';
  if (code === 127) return ' (the command was not found)';
  if (code === 137) return ' (it was killed)';
  return '';
}
