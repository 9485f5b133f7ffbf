import type { PatternReport } from '../../../electron/shared/dockerfile';
import { reportContext, reportPatterns } from '../../../electron/shared/dockerfile';
import type { SentContext, WorkspaceFacts } from './protocol';
import { ignoreFileFor, pathOf } from './workspace-context';

/** What would be sent to the builder for the Dockerfile of a key. */
export function sentContext(facts: WorkspaceFacts, key: string): SentContext {
  const ignoreFile = ignoreFileFor(facts, key);
  const text = ignoreFile === undefined ? '' : (facts.ignoreFiles[ignoreFile] ?? '');
  const report = reportContext(facts.files, text, alwaysSent(pathOf(facts, key)));
  return { ...report, ...(ignoreFile !== undefined && { ignoreFile }) };
}

/** What the lines of the ignore file of a key do, as it is typed. */
export function patternsOf(facts: WorkspaceFacts, key: string, text: string): readonly PatternReport[] {
  const dockerfile = pathOf(facts, key).replace(/\.?dockerignore$/, '') || 'Dockerfile';
  return reportPatterns(facts.files, text, alwaysSent(dockerfile));
}

/** The folders and files of the workspace, as a line of an ignore file names them. */
export function pathsOf({
  files,
}: WorkspaceFacts): readonly { readonly path: string; readonly isFolder: boolean }[] {
  const folders = new Set<string>();
  for (const { path } of files) {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) folders.add(path.slice(0, at));
  }
  return [
    ...[...folders].map((path) => ({ path, isFolder: true })),
    ...files.map(({ path }) => ({ path, isFolder: false })),
  ];
}

/** The Dockerfile and the context's `.dockerignore` are sent even where a pattern matches them. */
function alwaysSent(dockerfile: string): readonly string[] {
  return [dockerfile, '.dockerignore'];
}
