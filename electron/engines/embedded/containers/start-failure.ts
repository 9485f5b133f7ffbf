import { DrydockError } from '../../../shared/errors';
import { GuestError } from '../guest-error';

/** Why a container could not be started, in the words of the `Engine` interface. */
export function startFailure(name: string, thrown: unknown): DrydockError {
  if (thrown instanceof DrydockError) return thrown;
  if (thrown instanceof GuestError) {
    return new DrydockError(
      {
        kind: 'engine-failed',
        message: `The container ${name} cannot be started: ${thrown.message}.`,
        remedy: 'Check the command, the user and the working directory that the image or you ask for.',
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
