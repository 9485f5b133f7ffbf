import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What a finished process left behind. */
export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** An executable with its arguments: never a shell string. */
export interface CommandLine {
  readonly file: string;
  readonly args: readonly string[];
}

/** Runs a command with the terminal's own streams and returns its exit code (128 + n after signal n's kind of end). */
export function runVisibly(command: CommandLine, options: SpawnOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command.file, command.args, { stdio: 'inherit', ...options });
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGINT', forward).on('SIGTERM', forward);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

/** Runs a short command to its end and captures what it printed. A command that cannot start has code 127. */
export function runQuietly(
  command: CommandLine,
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Finished {
  const done = spawnSync(command.file, command.args, { ...options, encoding: 'utf8', maxBuffer: 64 << 20 });
  if (done.error) return { code: 127, stdout: '', stderr: done.error.message };
  return { code: done.status ?? 128, stdout: done.stdout, stderr: done.stderr };
}

/** The full path of an executable on PATH (and the administrator's folders), or undefined. */
export function which(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false; // not here: the next folder may have it
      }
    });
}
