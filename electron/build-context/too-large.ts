import type { BuildFailure } from '../shared/engine/build';
import type { BuildContext } from './collect';
import { largestParts } from './collect';

/**
 * Why a build context is refused, with what makes it large.
 * @param cap bytes that are still taken.
 * @param taken what is done with a smaller one.
 */
export function contextTooLarge(context: BuildContext, cap: number, taken: 'sent' | 'read'): BuildFailure {
  const parts = largestParts(context).map((part) => `${part.path} (${megabytes(part.bytes)})`);
  return {
    kind: 'context-too-large',
    message: `The build context has ${megabytes(context.bytes)}, and at most ${megabytes(cap)} are ${taken}. The largest: ${parts.join(', ')}.`,
    hint: 'Name what the build does not need in a .dockerignore file.',
  };
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}
