import { chownSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StepError, say } from '../log';
import { type CommandLine, runQuietly, which } from '../processes';

/** The user Electron runs as when the command was started by root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** The user's home and the place of its profile. */
  readonly home: string;
}

const accountName = 'drydock';
const accountHome = '/var/lib/drydock';

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The unprivileged user for a command started by root, made on first use: Chromium refuses its sandbox to root, and
 * Drydock never runs without the sandbox.
 * @throws StepError when neither a user can be made nor `nobody` exists.
 */
export function unprivilegedAccount(): Account {
  const found = readAccount(accountName) ?? createAccount() ?? readAccount('nobody');
  if (!found) {
    throw new StepError(
      'Root cannot run Electron in its sandbox, and no other user exists: run the command as a normal user.',
    );
  }
  const home = found.name === accountName ? accountHome : `/var/tmp/drydock-${found.name}`;
  if (!existsSync(home)) {
    mkdirSync(home, { recursive: true, mode: 0o755 });
    chownSync(home, found.uid, found.gid);
  }
  return { ...found, home };
}

function createAccount(): Account | undefined {
  const useradd = which('useradd');
  if (!useradd) return undefined;
  const args = [
    '--system',
    '--user-group',
    '--create-home',
    '--home-dir',
    accountHome,
    '--shell',
    '/usr/sbin/nologin',
  ];
  const made = runQuietly({ file: useradd, args: [...args, accountName] });
  if (made.code !== 0) return undefined;
  say(`Made the system user "${accountName}": as root, Electron runs as that user, with its sandbox on.`);
  return readAccount(accountName);
}

function readAccount(name: string): Account | undefined {
  return parseAccount(readFileSync('/etc/passwd', 'utf8'), name);
}

/** The user's line of a passwd file (passwd(5)). */
export function parseAccount(passwd: string, name: string): Account | undefined {
  const fields = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find(([user]) => user === name);
  if (!fields) return undefined;
  return { name, uid: Number(fields[2]), gid: Number(fields[3]), home: fields[5] ?? '/' };
}

/** The groups that let the user reach the Docker and Podman sockets of this machine. */
function socketGroups(): number[] {
  return ['/var/run/docker.sock', '/run/podman/podman.sock']
    .filter((socket) => existsSync(socket))
    .map((socket) => statSync(socket).gid)
    .filter((gid) => gid !== 0);
}

/** The command as that user: no capability is kept. */
export function asAccount(account: Account, command: CommandLine): CommandLine {
  const setpriv = which('setpriv');
  if (!setpriv)
    throw new StepError('Root needs setpriv to run Electron as another user: install util-linux.');
  const groups = [account.gid, ...socketGroups()].join(',');
  const identity = [
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    `--groups=${groups}`,
    '--inh-caps=-all',
  ];
  return { file: setpriv, args: [...identity, '--', command.file, ...command.args] };
}

/** The environment of that user: own home and runtime folders, nothing of root's session. */
export function accountEnvironment(account: Account, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !/^(XDG|SUDO|DBUS)_/.test(name)));
  return { ...kept, HOME: account.home, USER: account.name, LOGNAME: account.name };
}

/** A fresh folder that the user may write to, below its home. */
export function accountFolder(account: Account, name: string): string {
  const folder = join(account.home, name);
  mkdirSync(folder, { recursive: true });
  chownSync(folder, account.uid, account.gid);
  return folder;
}
