import { existsSync } from 'node:fs';
import type { Profile } from '../profile';
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
  const text = await withProgress(options.profile, (progress) => progress.export(options.format));
  context.out(text);
  return EXIT.ok;
}

/**
 * Opens the progress of a profile for one question and closes it again.
 * @throws DrydockError `not-found` when there is none.
 */
export async function withProgress<T>(
  profile: string | undefined,
  ask: (progress: Progress, profile: Profile) => T | Promise<T>,
): Promise<T> {
  const places = profileAt(profile ?? defaultProfile());
  if (!existsSync(places.progress)) {
    throw new DrydockError({
      kind: 'not-found',
      message: `There is no progress in ${places.folder}.`,
      remedy: 'Name the profile of a learner with --profile FOLDER.',
    });
  }
  const progress = await Progress.open({ folder: places.progress, courses: () => [] });
  try {
    return await ask(progress, places);
  } finally {
    await progress.close();
  }
}
