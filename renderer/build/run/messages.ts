import type { StageRun } from '../../../electron/shared/engine/run';
import { RUN_OUTPUT_CAP, RUN_TIMEOUT_MS } from '../../../electron/shared/engine/run';
import { formatBytes, formatMs } from '../format';

/** What a run of a stage says. */
export const runMessages = {
  title: (stage: string) => `Run of ${stage}`,
  building: 'Waiting for the build',
  running: `Running, at most ${formatMs(RUN_TIMEOUT_MS)}`,
  stopping: 'Stopping',
  stopped: 'Stopped',
  failed: 'The container could not be run',
  stop: 'Stop',
  close: 'Close',
  ended: ({ exitCode, ms }: StageRun) =>
    exitCode === null
      ? `Stopped after ${formatMs(ms)}: a run here may take no longer`
      : `Ended with exit code ${exitCode} after ${formatMs(ms)}`,
  stdout: 'Standard output',
  stderr: 'Standard error',
  silent: 'It wrote nothing.',
  truncated: `The output was longer than ${formatBytes(RUN_OUTPUT_CAP)}; the rest is not kept.`,
} as const;
