import type { Handlers, MethodName } from '../shared/contract';
import { DrydockError } from '../shared/errors';

/** Handlers that say which service is not there yet. */
export function pendingHandlers<M extends MethodName>(
  service: string,
  methods: readonly M[],
): Pick<Handlers, M> {
  const refuse = () =>
    Promise.reject(
      new DrydockError({ kind: 'internal', message: `The service "${service}" is not part of this build.` }),
    );
  return Object.fromEntries(methods.map((method) => [method, refuse])) as unknown as Pick<Handlers, M>;
}
