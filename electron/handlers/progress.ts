import { atomicWrite } from '../storage/atomic-write';
import { readText } from '../storage/read-text';
import type { Progress } from '../progress';
import type { Handlers } from '../shared/contract';
import { DrydockError } from '../shared/errors';
import type { Desktop, FileType } from './desktop';

type Methods = Extract<keyof Handlers, `progress.${string}`>;

const fileTypes = {
  json: { name: 'Drydock progress', extensions: ['json'] },
  csv: { name: 'Table', extensions: ['csv'] },
} as const satisfies Record<string, FileType>;

/** Largest export that is read back, in bytes; a year of daily work is under 10 MiB. */
const importLimit = 64 * 1024 * 1024;

/** Handlers of what the learner did. */
export function progressHandlers(progress: Progress, desktop: Desktop): Pick<Handlers, Methods> {
  return {
    'progress.state': async () => progress.state(),
    'progress.health': async () => progress.health(),
    'progress.record': (facts) => progress.record(facts),
    async 'progress.export'(format) {
      const path = await desktop.chooseTarget(
        'Save your progress',
        `drydock-progress.${format}`,
        fileTypes[format],
      );
      if (path === null) return null;
      await atomicWrite(path, await progress.export(format));
      return { path };
    },
    async 'progress.import'() {
      const path = await desktop.chooseFile('Read progress', fileTypes.json);
      if (path === null) return null;
      const text = await readText(path, importLimit);
      if (!text.ok) {
        throw new DrydockError({
          kind: 'invalid-input',
          message: `${path} ${text.reason}.`,
          remedy: 'Choose a file that Drydock saved with "Export as JSON".',
          where: { file: path },
        });
      }
      return progress.import(text.value);
    },
    async 'progress.reset'(scope) {
      const agreed = await desktop.confirm({
        question: scope === 'all' ? 'Forget all progress?' : `Forget the progress in ${scope}?`,
        detail: 'Slides seen, answers, steps, notes and bookmarks start anew. Your files are kept.',
        action: 'Forget it',
      });
      if (agreed) await progress.reset(scope);
      return agreed;
    },
  };
}
