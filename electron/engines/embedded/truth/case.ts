/** A file of a case's build context. */
export type ContextFile =
  | string
  | { readonly text?: string; readonly bytes?: Uint8Array; readonly mode?: number }
  | { readonly link: string };

/** A Dockerfile that real Docker and the embedded engine must build alike. */
export interface TruthCase {
  readonly name: string;
  /** `FROM base` stands for the same busybox on both sides. */
  readonly dockerfile: string;
  readonly files?: Readonly<Record<string, ContextFile>>;
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /**
   * What Docker builds in its place, where Docker 20.10 has not learnt the instruction yet: an older way to the same
   * image. The lines of the history differ then, and are not compared.
   */
  readonly reference?: string;
  /** What Docker 20.10 does otherwise than Docker today, and the lines in which that shows. */
  readonly older?: { readonly reason: string; readonly lines: RegExp };
  /** Takes part in the quick run of `npm test`. */
  readonly quick?: boolean;
}

/** What `http://files.test/` in a Dockerfile stands for: a server of the suite that both engines reach. */
export const TRUTH_FILES = { '/note.txt': 'from elsewhere\n', '/in/data.tar': 'no archive\n' } as const;

/** The name under which both engines have the base. */
export const TRUTH_BASE = 'busybox:truth';

/** Cases under a topic, from name, Dockerfile and what else they need. */
export function cases(
  topic: string,
  list: readonly (readonly [
    name: string,
    dockerfile: string,
    more?: Omit<TruthCase, 'name' | 'dockerfile'> & { readonly files?: TruthCase['files'] },
  ])[],
): TruthCase[] {
  return list.map(([name, dockerfile, more], index) => ({
    name: `${topic}: ${name}`,
    dockerfile,
    quick: index % 5 === 0,
    ...more,
  }));
}
