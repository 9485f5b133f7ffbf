import { existsSync } from 'node:fs';
import { defaultProfile, profileAt } from '../profile';
import { Progress } from '../progress';
import { DrydockError } from '../shared/errors';
import type { CliContext, ExitCode, JsonOption } from './context';
import { EXIT } from './context';

/** Options of `drydock progress export`. */
export interface ProgressExportOptions extends JsonOption {
  readonly format: 'json' | 'csv';
  /** The app's own profile by default. */
  readonly profile?: string;
}

/** `drydock progress export`: everything the learner did, as the app exports it. */
export async function progressExportCommand(
  context: CliContext,
  options: ProgressExportOptions,
): Promise<ExitCode> {
  if (options.json && options.format === 'csv') {
    throw new DrydockError({
      kind: 'invalid-input',
      message: 'The record is written as JSON or as CSV, and both were asked for.',
      remedy: 'Leave out --json or --format csv.',
    });
  }
  const { folder, progress: journal } = profileAt(options.profile ?? defaultProfile());
  if (!existsSync(journal)) {
    throw new DrydockError({
      kind: 'not-found',
      message: `There is no progress in ${folder}.`,
      remedy: 'Name the profile of a learner with --profile FOLDER.',
    });
  }
  const progress = await Progress.open({ folder: journal, courses: () => [] });
  try {
    context.out(await progress.export(options.format));
  } finally {
    await progress.close();
  }
  return EXIT.ok;
}
