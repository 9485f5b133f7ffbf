import { existsSync, readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem, type as system, release } from 'node:os';
import { join } from 'node:path';
import type { Session } from '../user/session';

/** What the numbers were measured on. */
export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly cpus: number;
  /** In MB. */
  readonly memory: number;
  readonly system: string;
  readonly node: string;
  readonly electron: string;
  /** Where that Electron comes from: official, fallback or override. */
  readonly runtime: string;
  /** Load average of the last minute before the first measurement: above the number of CPUs, the times are no use. */
  readonly load: number;
}

/** Facts of this machine, now. */
export function machineOf({ runtime }: Pick<Session, 'runtime'>): Machine {
  const all = cpus();
  return {
    date: new Date().toISOString(),
    cpu: all[0]?.model.trim() ?? 'unknown',
    cpus: all.length,
    memory: Math.round(totalmem() / 2 ** 20),
    system: `${system()} ${release()}`,
    node: process.versions.node,
    electron: electronVersion(runtime.folder),
    runtime: runtime.origin,
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}

/** The facts in one line. */
export function machineLine(machine: Machine): string {
  const warning = machine.load > machine.cpus / 2 ? ' - BUSY: measure again on a quiet machine' : '';
  return (
    `${machine.date}, ${machine.cpus} x ${machine.cpu}, ${machine.memory} MB, ${machine.system}, ` +
    `Node ${machine.node}, Electron ${machine.electron} (${machine.runtime}), load ${machine.load}${warning}`
  );
}

/** Every Electron distribution has its version in a file of that name. */
function electronVersion(folder: string): string {
  const file = join(folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'unknown';
}
