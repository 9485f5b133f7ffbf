import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../paths';
import { AGENT_FOLDER } from '../agent';

/** The C compiler of the computer itself. */
const COMPILER = 'gcc';

const FLAGS = [
  '-std=gnu11',
  '-g',
  '-O1',
  '-Wall',
  '-Wextra',
  '-Werror',
  '-fsanitize=address,undefined',
  '-fno-sanitize-recover=all',
  '-DPASSWD="passwd"',
  '-DGROUP="group"',
];

/** Whether the fuzzer can be compiled here: a compiler with its sanitizers. */
export function canFuzz(): boolean {
  const probe = spawnSync(COMPILER, ['-fsanitize=address,undefined', '-x', 'c', '-', '-o', '/dev/null'], {
    input: 'int main(void) { return 0; }',
  });
  return probe.status === 0;
}

/** A compiled fuzzer, in a folder of its own. */
export class AgentFuzzer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'drydock-fuzz-'));

  constructor() {
    const sources = [
      join(root, 'build/guest/fuzz/fuzz.c'),
      join(AGENT_FOLDER, 'frame.c'),
      join(AGENT_FOLDER, 'users.c'),
    ];
    execFileSync(COMPILER, [...FLAGS, '-o', join(this.#folder, 'fuzz'), ...sources]);
  }

  /** Tries so many rounds from a seed on. Gives what the sanitizer said, or undefined when all was well. */
  run(seed: number, rounds: number): string | undefined {
    const done = spawnSync(join(this.#folder, 'fuzz'), [String(seed), String(rounds)], {
      cwd: this.#folder,
      encoding: 'utf8',
    });
    return done.status === 0 ? undefined : done.stderr;
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
