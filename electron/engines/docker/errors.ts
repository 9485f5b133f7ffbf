import { DrydockError } from '../../shared/errors';
import type { EngineStatus } from '../../shared/engine/status';
import type { Endpoint } from './endpoint';
import { isLocal } from './endpoint';

/** What an engine is asked, for the sentence that says that it could not. */
export interface Question {
  /** Completes the sentence "Docker could not ...". */
  readonly doing: string;
  /** What is named when it was not found: `image busybox:9`. */
  readonly subject?: string;
  /** What aborts it, so that an abort is told from a failure. */
  readonly signal?: AbortSignal | undefined;
}

/** Why nobody answers, in the words of {@link EngineStatus}. */
export type Unavailable = Pick<
  Extract<EngineStatus, { state: 'unavailable' }>,
  'reason' | 'message' | 'remedy'
>;

/** System error codes of a connection that never came to be, or that broke. */
const CONNECTION_CODES: ReadonlySet<string> = new Set([
  'ENOENT',
  'ECONNREFUSED',
  'EACCES',
  'EPERM',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ESSH',
]);

/** Whether the error is about reaching the engine at all, not about what it was asked. */
export function isConnectionError(thrown: unknown): boolean {
  return (
    CONNECTION_CODES.has(codeOf(thrown)) || /socket hang up|handshake|certificate/i.test(messageOf(thrown))
  );
}

/** Explains why an endpoint cannot be reached, with the one thing to do about it. */
export function explainUnavailable(
  thrown: unknown,
  endpoint: Endpoint,
  platform: NodeJS.Platform,
): Unavailable {
  const product = endpoint.kind === 'podman' ? 'Podman' : 'Docker';
  const local = isLocal(endpoint);
  const start = startRemedy(endpoint.kind, platform);
  switch (codeOf(thrown)) {
    case 'ENOENT':
      return {
        reason: 'not-installed',
        message: `There is no ${product} at ${endpoint.address}.`,
        remedy: `Install ${product}, or start it if it is installed: ${start}`,
      };
    case 'ECONNREFUSED':
      return {
        reason: local ? 'not-running' : 'unreachable',
        message: `${product} does not answer at ${endpoint.address}: nothing listens there.`,
        remedy: local ? capital(start) : `Start ${product} on that machine, or check its address and port.`,
      };
    case 'EACCES':
    case 'EPERM':
      return {
        reason: 'permission',
        message: `You may not use ${product}'s socket ${endpoint.address}.`,
        remedy:
          endpoint.kind === 'docker' && platform === 'linux'
            ? 'Run "sudo usermod -aG docker $USER", then log out and in again.'
            : `Give your user access to ${product}'s socket.`,
      };
    default:
      return {
        reason: 'unreachable',
        message: `${product} at ${endpoint.address} cannot be reached: ${messageOf(thrown)}.`,
        remedy: local ? capital(start) : 'Check the address, the network and the keys of this connection.',
      };
  }
}

/** An engine's answer or a broken connection as one of our errors. */
export function toEngineError(
  thrown: unknown,
  endpoint: Endpoint,
  { doing, subject, signal }: Question,
): DrydockError {
  if (thrown instanceof DrydockError) return thrown;
  if (signal?.aborted || (thrown instanceof Error && thrown.name === 'AbortError')) {
    return new DrydockError({ kind: 'cancelled', message: 'That was cancelled.' }, { cause: thrown });
  }
  const product = endpoint.kind === 'podman' ? 'Podman' : 'Docker';
  if (isConnectionError(thrown)) {
    const { message, remedy } = explainUnavailable(thrown, endpoint, process.platform);
    return new DrydockError({ kind: 'engine-unavailable', message, remedy }, { cause: thrown });
  }
  const status = statusOf(thrown);
  const words = engineWords(thrown);
  // Docker says so of an image that goes away while it is asked for.
  if ((status === 404 || /unrecognized image ID/.test(words)) && subject !== undefined) {
    return new DrydockError(
      {
        kind: 'not-found',
        message: `${product} has no ${subject}.`,
        remedy: 'Look at the list: the name must be written exactly as there.',
        details: words,
      },
      { cause: thrown },
    );
  }
  // Podman answers with 500 where Docker answers with 409.
  if (status === 409 || (status === 500 && /is already in use|state improper|already exists/.test(words))) {
    return new DrydockError(
      { kind: 'conflict', message: `${product} could not ${doing}: ${words}`, details: messageOf(thrown) },
      { cause: thrown },
    );
  }
  return new DrydockError(
    { kind: 'engine-failed', message: `${product} could not ${doing}: ${words}`, details: messageOf(thrown) },
    { cause: thrown },
  );
}

/** The engine's own sentence, without the frame that the HTTP library puts around it. */
export function engineWords(thrown: unknown): string {
  const json = (thrown as { json?: { message?: unknown } } | null)?.json?.message;
  const words = typeof json === 'string' ? json : messageOf(thrown).replace(/^\(HTTP code \d+\) [^-]*- /, '');
  return words.trim();
}

/** The HTTP status of an answer that was an error. */
export function statusOf(thrown: unknown): number | undefined {
  const status = (thrown as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

function codeOf(thrown: unknown): string {
  const code = (thrown as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** An engine that answered, and then no more. */
export function explainStopped(
  endpoint: Endpoint,
  platform: NodeJS.Platform,
): { readonly message: string; readonly hint: string } {
  const product = endpoint.kind === 'podman' ? 'Podman' : 'Docker';
  const start = isLocal(endpoint)
    ? startRemedy(endpoint.kind, platform)
    : 'see that it runs on that machine.';
  return {
    message: `${product} stopped in the middle of the build.`,
    hint: `Start it again, then build again: ${start}`,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function startRemedy(kind: Endpoint['kind'], platform: NodeJS.Platform): string {
  if (kind === 'podman') {
    return platform === 'linux'
      ? 'run "systemctl --user start podman.socket".'
      : 'run "podman machine start".';
  }
  return platform === 'linux' ? 'run "sudo systemctl start docker".' : 'open Docker Desktop.';
}
