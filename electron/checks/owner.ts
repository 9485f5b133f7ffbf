import { hostname } from 'node:os';

/** Value of the label on everything that this process makes to check something: it tells who has to take it away. */
export const CHECK_OWNER = `check/${process.pid}@${hostname()}`;

/** Whether that is a label of a process on this machine that has ended without tidying up. */
export function isOfDeadProcess(owner: string | undefined): boolean {
  const [, pid, host] = /^check\/(\d+)@(.*)$/.exec(owner ?? '') ?? [];
  return pid !== undefined && host === hostname() && !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0); // sends nothing
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code !== 'ESRCH'; // another user's process is alive, too
  }
}
