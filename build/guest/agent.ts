import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../paths';
import { initramfs } from './initramfs.mjs';
import { COMPILER } from './toolchain';

/** Sources of the agent. */
export const AGENT_FOLDER = join(root, 'build/guest/agent');

/** Warnings are errors, and nothing of the machine that compiles gets into the program. */
const FLAGS = [
  '-std=gnu11',
  '-Os',
  '-Wall',
  '-Wextra',
  '-Werror',
  '-march=i686',
  '-fno-asynchronous-unwind-tables',
  '-fno-stack-protector',
  '-ffunction-sections',
  '-fdata-sections',
  '-static',
  '-s',
  '-Wl,--gc-sections',
  '-Wl,--build-id=none',
];

/** The C files of the agent, sorted: the order is part of the program. */
export function agentSources(): string[] {
  return readdirSync(AGENT_FOLDER)
    .filter((name) => name.endsWith('.c'))
    .sort();
}

/** Compiles the agent. Throws what the compiler says. The same sources and compiler give the same bytes. */
export function compileAgent(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-agent-'));
  try {
    const program = join(folder, 'agent');
    execFileSync(COMPILER, [...FLAGS, '-o', program, ...agentSources()], {
      cwd: AGENT_FOLDER,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return readFileSync(program);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The initramfs as these sources give it. */
export function buildInitramfs(): Buffer {
  return initramfs(compileAgent());
}
