import { DrydockError } from '../../../shared/errors';
import { ERRNO, GuestError } from '../guest-error';

/** What a shell ends with for a program that is not there, and for one that may not be run (POSIX, 2.8.2). */
const EXIT_CODE: Readonly<Record<number, number>> = {
  [ERRNO.notFound]: 127,
  [ERRNO.permission]: 126,
  [ERRNO.notExecutable]: 126,
};

/** Why a container could not be started, in the words of the `Engine` interface. */
export function startFailure(name: string, thrown: unknown): DrydockError {
  if (thrown instanceof DrydockError) return thrown;
  if (thrown instanceof GuestError && thrown.errno === ERRNO.noSpace) {
    return new DrydockError(
      {
        kind: 'engine-failed',
        message: `There is no room left in the embedded machine for the container ${name}.`,
        remedy: 'Remove containers and volumes that you no longer need.',
      },
      { cause: thrown },
    );
  }
  if (thrown instanceof GuestError) {
    return new DrydockError(
      {
        kind: 'engine-failed',
        message: `The container ${name} cannot be started: ${thrown.message}.`,
        remedy: 'Check the command, the user and the working directory that the image or you ask for.',
        ...(EXIT_CODE[thrown.errno] !== undefined && { exitCode: EXIT_CODE[thrown.errno]! }),
      },
      { cause: thrown },
    );
  }
  return new DrydockError(
    {
      kind: 'engine-unavailable',
      message: thrown instanceof Error ? thrown.message : String(thrown),
      remedy: 'Try again: a new machine is started.',
    },
    { cause: thrown },
  );
}
