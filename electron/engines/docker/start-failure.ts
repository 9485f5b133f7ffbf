import type { ErrorData } from '../../shared/errors';
import { DrydockError } from '../../shared/errors';
import { EXIT_CODE } from '../exit-code';
import { engineWords } from './errors';

type Reason = Pick<ErrorData, 'message' | 'remedy' | 'exitCode'>;

/**
 * Why a container could not be started, in one sentence: the engine's own passes on what each program under it said
 * (runc or crun, containerd or conmon). What is not recognised is thrown as it came.
 */
export function startFailure(thrown: unknown, container: string): unknown {
  const words = engineWords(thrown);
  const reason = reasonOf(words, container);
  if (!reason) return thrown;
  return new DrydockError({ kind: 'engine-failed', ...reason, details: words }, { cause: thrown });
}

function reasonOf(words: string, container: string): Reason | undefined {
  const [, quoted, plain] = /\bexec:? (?:\\?["`']([^"`'\\]+)\\?["`']|(\/\S+):)/.exec(words) ?? [];
  const program = quoted ?? plain;
  if (/executable file .*not found|\bexec:? .*no such file or directory/i.test(words)) {
    return {
      message: `The container ${container} has no program ${program ?? 'of that name'}.`,
      remedy: 'Check its spelling; without a path it is looked for in the folders of PATH inside the image.',
      exitCode: EXIT_CODE.notFound,
    };
  }
  if (/\bexec:? .*(?:permission denied|exec format error|is a directory)/i.test(words)) {
    return {
      message: `The container ${container} may not run ${program ?? 'its program'}: it is no program that can be executed.`,
      remedy:
        'Give the file the mode x (chmod +x) in the Dockerfile, and check that it is made for this processor.',
      exitCode: EXIT_CODE.notExecutable,
    };
  }
  const [, user] = /unable to find user (\S+?):/i.exec(words) ?? [];
  if (user !== undefined) {
    return {
      message: `The image has no user ${user}.`,
      remedy: 'Make the user in the Dockerfile, or give its number.',
    };
  }
  const [, port] = /(?:Bind for \S*?|listen tcp\d? \S*?):(\d+)(?: failed|: bind)/i.exec(words) ?? [];
  if (port !== undefined) {
    return {
      message: `Port ${port} of this machine is taken already.`,
      remedy: 'Publish on another port, or stop what uses this one.',
    };
  }
  return undefined;
}
