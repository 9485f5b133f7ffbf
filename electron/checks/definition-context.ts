import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { definitionToDockerfile, parseDefinition, untranslatable } from '../shared/apptainer';
import type { BuildFailure } from '../shared/engine/build';

/**
 * Puts the Dockerfile that a definition file is translated to into a copy of the build context; returns why that cannot
 * be done, as a build that failed.
 */
export async function writeDefinition(context: string, file: string): Promise<BuildFailure | undefined> {
  const text = await readFile(join(context, file), 'utf8').catch(() => null); // not there, which is what is said
  if (text === null) {
    return { kind: 'syntax', message: `There is no file ${file}.`, hint: 'Create it beside the Dockerfile.' };
  }
  const definition = parseDefinition(text);
  const problem = definition.problems[0] ?? untranslatable(definition);
  if (problem) {
    const message = `${file}, line ${problem.line}: ${problem.message}`;
    return { kind: 'syntax', message, hint: 'Correct the definition file.', line: problem.line };
  }
  await rm(join(context, '.dockerignore'), { force: true }); // Docker's own, which Apptainer does not read
  await writeFile(join(context, 'Dockerfile'), definitionToDockerfile(definition));
  return undefined;
}
