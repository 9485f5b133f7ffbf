import type { CopyInstruction } from '../../../shared/dockerfile/ast';
import { flagOf } from '../../../shared/dockerfile/ast';
import { isFlagTrue } from '../../../shared/dockerfile/instructions/flag-rules';
import { sourcesOf } from '../../../shared/dockerfile/analysis/check-step';
import { heredocText } from '../../../shared/dockerfile/lexer/heredoc';
import type { Step } from '../../../shared/dockerfile/analysis/model';
import type { CopyRequest } from './copy';
import { expandIn } from './environment';
import type { TreeFile } from './source-tree';

/** A COPY or ADD with its variables replaced. */
export interface CopyStep {
  readonly request: Omit<CopyRequest, 'chown'>;
  /** As written; names are looked up in the image. */
  readonly chown: string | undefined;
  readonly from: string | undefined;
  /** Whether it does not look at what the image has already. */
  readonly link: boolean;
  /** What a file that ADD downloads must have as its digest, or a repository as its commit. */
  readonly checksum: string | undefined;
  /** Whether ADD unpacks archives, where it says so; else it unpacks those of the build context. */
  readonly unpack: boolean | undefined;
  readonly keepGitFolder: boolean;
  /** Files whose content stands in the Dockerfile. */
  readonly inline: readonly TreeFile[];
  /** BuildKit's words for the history. */
  readonly createdBy: string;
}

/** Reads a COPY or ADD; `workdir` is the folder that a relative destination is in. */
export function readCopy(step: Step, instruction: CopyInstruction, workdir: string): CopyStep {
  const flag = (name: string): string | undefined => {
    const value = flagOf(instruction, name)?.value;
    return value ? expandIn(step, value) : undefined;
  };
  const sources = sourcesOf(step, instruction).map((source) => source.value);
  const written =
    step.values[instruction.args.indexOf(instruction.destination!)] ?? instruction.destination!.value;
  const [chown, chmod, from] = [flag('chown'), flag('chmod'), flagOf(instruction, 'from')?.value];
  const exclude = instruction.flags.filter((each) => each.name === 'exclude' && each.value);
  const unpack = flagOf(instruction, 'unpack');
  const inline = instruction.heredocs.map((heredoc): TreeFile => {
    const text = heredocText(heredoc);
    const content = new TextEncoder().encode(
      heredoc.expand ? expandIn(step, text, { ignoreQuotes: true }) : text,
    );
    const read = () => Promise.resolve(content);
    return { path: `/${heredoc.name}`, type: 'file', mode: 0o644, uid: 0, gid: 0, modified: 0, read };
  });
  const shown = [...inline.map((file) => `<<${file.path.slice(1)}`), ...sources];
  return {
    request: {
      sources,
      destination: destinationOf(written, workdir),
      ...(chmod !== undefined && { chmod }),
      parents: isFlagTrue(flagOf(instruction, 'parents')),
      exclude: exclude.map((each) => expandIn(step, each.value ?? '')),
    },
    chown,
    from,
    link: isFlagTrue(flagOf(instruction, 'link')),
    checksum: flag('checksum'),
    unpack: unpack && isFlagTrue(unpack),
    keepGitFolder: isFlagTrue(flagOf(instruction, 'keep-git-dir')),
    inline,
    createdBy: [
      instruction.name,
      ...(chown === undefined ? [] : [`--chown=${chown}`]),
      ...(chmod === undefined ? [] : [`--chmod=${chmod}`]),
      ...shown,
      written,
      '# buildkit',
    ].join(' '),
  };
}

function destinationOf(written: string, workdir: string): string {
  const folder = written.endsWith('/') || written === '.' || written.endsWith('/.') || written === '';
  const parts: string[] = [];
  for (const part of `${written.startsWith('/') ? '' : workdir}/${written}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}${folder && parts.length > 0 ? '/' : ''}`;
}
