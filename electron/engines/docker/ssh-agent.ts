/**
 * Docker's API over ssh as Docker's own command does it: `ssh HOST docker system dial-stdio` is the connection (docker/cli,
 * cli/connhelper). The learner's own ssh does it, so that keys, agents, known hosts, jump hosts and ~/.ssh/config count.
 */
import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { AgentOptions, ClientRequestArgs } from 'node:http';
import { Agent } from 'node:http';
import type { Readable, Writable } from 'node:stream';
import { Duplex } from 'node:stream';

/** Characters of what ssh wrote that are kept for the error. */
const WORDS_CAP = 2000;

/** Arguments of ssh for an address `ssh://[USER@]HOST[:PORT][/SOCKET]`. Throws a RangeError for one that is none. */
export function sshArguments(address: string): readonly string[] {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A host that begins with a dash would be read as an option.
  if (url.protocol !== 'ssh:' || !host || host.startsWith('-') || url.password || url.search) {
    throw new RangeError(`"${address}" is no address of ssh.`);
  }
  const user = decodeURIComponent(url.username);
  const socket = decodeURIComponent(url.pathname);
  return [
    // Nobody can answer a question: a key that needs a passphrase has to be in the agent.
    ...['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10'],
    ...(user ? ['-l', user] : []),
    ...(url.port ? ['-p', url.port] : []),
    ...['--', host, 'docker'],
    ...(socket.length > 1 ? ['--host', `unix://${quoted(socket)}`] : []),
    ...['system', 'dial-stdio'],
  ];
}

/** For the shell at the other end. */
function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Connects over ssh, once for each request. */
export class SshAgent extends Agent {
  constructor(
    readonly address: string,
    readonly program = 'ssh',
    options: AgentOptions = {},
  ) {
    super({ ...options, keepAlive: false });
  }

  override createConnection(_options: ClientRequestArgs): Duplex {
    const ssh = spawn(this.program, sshArguments(this.address), { stdio: ['pipe', 'pipe', 'pipe'] });
    return new SshConnection(ssh);
  }
}

/** Both pipes of an ssh process as one connection. */
class SshConnection extends Duplex {
  readonly #ssh: ChildProcessByStdio<Writable, Readable, Readable>;
  #words = '';

  constructor(ssh: ChildProcessByStdio<Writable, Readable, Readable>) {
    super();
    this.#ssh = ssh;
    ssh.stdout.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) ssh.stdout.pause();
    });
    ssh.stderr.on('data', (chunk: Buffer) => {
      this.#words = (this.#words + chunk.toString()).slice(-WORDS_CAP);
    });
    ssh.stdin.on('error', () => undefined); // the exit tells why
    ssh.on('error', (error) => this.destroy(error)); // there is no ssh on this machine
    ssh.on('close', (code) => {
      if (code === 0 || this.destroyed) this.push(null);
      else this.destroy(sshError(code, this.#words));
    });
  }

  /** As a socket: the HTTP library asks for these. */
  setTimeout(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {
    this.#ssh.stdout.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#ssh.stdin.write(chunk)) done();
    else this.#ssh.stdin.once('drain', done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#ssh.stdin.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#ssh.kill();
    done(error);
  }
}

/** With ssh's own last words, which say whether it was the host, the key or the command. */
function sshError(code: number | null, words: string): Error {
  const last = words.trim().split('\n').at(-1)?.trim() || `ssh ended with exit code ${code}`;
  return Object.assign(new Error(last.replace(/\.$/, '')), { code: 'ESSH' });
}
