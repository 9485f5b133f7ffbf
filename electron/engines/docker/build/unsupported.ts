import type { Cause, FailureFacts } from './failure-facts';
import { at } from './failure-facts';

/** A failure by something that this builder, or a build from Drydock, cannot do. */
export function unsupported({ message, step, secrets }: FailureFacts): Cause | undefined {
  const secret = /secret (\S+?):? not found/i.exec(message) ?? /no secret with id (\S+) found/i.exec(message);
  if (secret) return { ...secretMissing(secret[1] ?? '', secrets), ...at(step) };
  if (
    /no SSH key|no active sessions|ssh(?: agent)? (?:forward|socket)|could not be parsed.*ssh/i.test(message)
  ) {
    return {
      kind: 'unsupported',
      message: 'This step needs an SSH key, which a build from Drydock does not hand over.',
      hint: 'Take the --mount=type=ssh out, or hand the key over as a secret.',
      ...at(step),
    };
  }
  if (!/requires BuildKit/i.test(message)) return undefined;
  return {
    kind: 'unsupported',
    message: 'This step needs BuildKit, and the classic builder of this engine does the build.',
    hint: 'Use an engine with BuildKit (Docker 18.09 or newer), or take the flag out.',
    ...at(step),
  };
}

function secretMissing(id: string, secrets: boolean): Cause {
  if (!secrets) return secretsUnsupported(id);
  return {
    kind: 'unsupported',
    message: `This step needs the secret "${id}", and this build was not given one.`,
    hint: 'Hand it over with the build, or leave out required=true.',
  };
}

/** A builder that cannot ask for a secret, and the way out. */
export function secretsUnsupported(id: string): Cause {
  return {
    kind: 'unsupported',
    message: `This step needs the secret "${id}", and this engine's builder cannot be given one.`,
    hint: 'Choose the engine inside Drydock, or a Docker with BuildKit: both take secrets.',
  };
}
