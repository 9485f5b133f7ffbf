import { DrydockError } from '../../../shared/errors';
import { EXIT_CODE } from '../../exit-code';
import { ERRNO, GuestError } from '../guest-error';

/** What a container that could not be started for an error of the kernel ends with. */
const EXIT_CODES: Readonly<Record<number, number>> = {
  [ERRNO.notFound]: EXIT_CODE.notFound,
  [ERRNO.permission]: EXIT_CODE.notExecutable,
  [ERRNO.notExecutable]: EXIT_CODE.notExecutable,
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
        ...(EXIT_CODES[thrown.errno] !== undefined && { exitCode: EXIT_CODES[thrown.errno]! }),
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
