import { DrydockError } from '../../shared/errors';

/** Says that the embedded engine cannot do something: "The embedded engine cannot ...". */
export function unsupported(what: string, remedy: string): DrydockError {
  return new DrydockError({ kind: 'unsupported', message: `The embedded engine cannot ${what}.`, remedy });
}
