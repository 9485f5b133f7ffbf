import type { BuildOptions, CompletionContext, LintOptions } from '../../../electron/shared/dockerfile';
import { dockerignoreFor, IgnoreMatcher, IgnorePatternError } from '../../../electron/shared/dockerfile';
import type { WorkspaceFacts } from './protocol';

/** Before a workspace is known: no files, no settings. */
export const noFacts: WorkspaceFacts = { root: '/', files: [], ignoreFiles: {}, rules: {} };

/** How to lint the file of a key: its ignore file and the learner's settings of rules. */
export function lintOptions(facts: WorkspaceFacts, key: string): LintOptions {
  const { rules, hadolint } = facts;
  return {
    ...buildOptions(facts),
    dockerignore: ignoreTextFor(facts, key),
    rules,
    ...(hadolint && { hadolint }),
  };
}

/** What the engine that will build makes of a file. */
export function buildOptions({ bases, platform }: WorkspaceFacts): BuildOptions {
  return {
    ...(platform && { platform }),
    ...(bases && { baseImage: (name) => (Object.hasOwn(bases, name) ? bases[name] : undefined) }),
  };
}

/** What can be completed with in the file of a key: the context's files, and whether the builder gets them. */
export function completionContext(facts: WorkspaceFacts, key: string): CompletionContext {
  const ignored = ignoreTest(ignoreTextFor(facts, key));
  return {
    ...buildOptions(facts),
    files: facts.files.map(({ path, size }) => ({ path, size, ignored: ignored(path) })),
    images: (facts.images ?? []).map(({ name }) => name),
  };
}

function ignoreTextFor(facts: WorkspaceFacts, key: string): string | undefined {
  const path = ignoreFileFor(facts, key);
  return path === undefined ? undefined : facts.ignoreFiles[path];
}

/** The ignore file that counts for a Dockerfile; undefined where there is none. */
export function ignoreFileFor(facts: WorkspaceFacts, key: string): string | undefined {
  return dockerignoreFor(pathOf(facts, key), (path) => Object.hasOwn(facts.ignoreFiles, path));
}

/** The path of the file of a key, inside the workspace. */
export function pathOf(facts: WorkspaceFacts, key: string): string {
  return key.startsWith(facts.root) ? key.slice(facts.root.length) : key.slice(key.lastIndexOf('/') + 1);
}

function ignoreTest(text: string | undefined): (path: string) => boolean {
  if (text === undefined) return () => false;
  try {
    const matcher = IgnoreMatcher.parse(text);
    return (path) => matcher.matches(path);
  } catch (thrown) {
    // A pattern that is no pattern yet: while it is being written, nothing counts as ignored.
    if (thrown instanceof IgnorePatternError) return () => false;
    throw thrown;
  }
}
