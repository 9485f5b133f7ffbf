import { execFileSync } from 'node:child_process';

/** Whether skopeo, which reads and checks image archives, is on this machine. */
export function hasSkopeo(): boolean {
  try {
    execFileSync('skopeo', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
