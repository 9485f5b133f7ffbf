import type { IncomingMessage } from 'node:http';
import type Docker from 'dockerode';
import { DrydockError } from '../../shared/errors';
import { connectionOptions } from './connection';
import type { Endpoint } from './endpoint';
import type { Question } from './errors';
import { explainUnavailable, isConnectionError, toEngineError } from './errors';

/** The newest API version this code was written against. An older engine is spoken to in its own. */
const NEWEST_API = '1.51';

/** An engine that answered. */
export interface Connection {
  readonly docker: Docker;
  /** Version of the API that both sides speak, like `1.41`. */
  readonly apiVersion: string;
  /** `linux` or `windows`: what its containers are. */
  readonly os: string;
  /** Whether a build may be sent to BuildKit. */
  readonly buildkit: boolean;
}

/** A request that dockerode has no method for. */
export interface RawRequest {
  readonly path: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** A list is sent as the same name several times. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: NodeJS.ReadableStream;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Speaks to one endpoint. The API version is agreed on once, by asking. */
export class Client {
  readonly endpoint: Endpoint;
  #connection: Promise<Connection> | undefined;

  constructor(endpoint: Endpoint) {
    this.endpoint = endpoint;
  }

  /** Connects, or gives the connection there is. Throws `engine-unavailable`. */
  connect(): Promise<Connection> {
    this.#connection ??= this.#open().catch((thrown: unknown) => {
      this.#connection = undefined;
      throw thrown;
    });
    return this.#connection;
  }

  /** Forgets what was agreed on: the engine may be another one next time. */
  reset(): void {
    this.#connection = undefined;
  }

  /** Asks the engine; whatever goes wrong is thrown as a DrydockError that says what was asked. */
  async ask<T>(question: Question, asking: (connection: Connection) => Promise<T>): Promise<T> {
    try {
      return await asking(await this.connect());
    } catch (thrown) {
      throw this.#explain(thrown, question);
    }
  }

  /** Asks for a stream; what goes wrong while it is read is explained too. */
  async *stream<T>(
    question: Question,
    asking: (connection: Connection) => AsyncIterable<T> | Promise<AsyncIterable<T>>,
  ): AsyncGenerator<T> {
    try {
      yield* await asking(await this.connect());
    } catch (thrown) {
      throw this.#explain(thrown, question);
    }
  }

  #explain(thrown: unknown, question: Question): DrydockError {
    if (isConnectionError(thrown)) this.reset();
    return toEngineError(thrown, this.endpoint, question);
  }

  async #open(): Promise<Connection> {
    // A third of the time to load the main process would be dockerode's, which nobody needs before the first window.
    const { default: Docker } = await import('dockerode');
    const options = connectionOptions(this.endpoint);
    let ping: IncomingMessage;
    try {
      ping = await stream(new Docker({ ...options, connectionTimeout: 5000 } as Docker.DockerOptions), {
        path: '/_ping',
        method: 'GET',
      });
      ping.resume();
    } catch (thrown) {
      const { message, remedy } = explainUnavailable(thrown, this.endpoint, process.platform);
      throw new DrydockError({ kind: 'engine-unavailable', message, remedy }, { cause: thrown });
    }
    const apiVersion = olderVersion(header(ping, 'api-version') ?? '1.24', NEWEST_API);
    const os = header(ping, 'ostype') ?? 'linux';
    const podman = header(ping, 'libpod-api-version') !== undefined;
    const buildkit =
      os === 'linux' &&
      !podman &&
      header(ping, 'builder-version') !== '1' &&
      olderVersion(apiVersion, '1.39') === '1.39';
    return { docker: new Docker({ ...options, version: `v${apiVersion}` }), apiVersion, os, buildkit };
  }
}

/** Sends a request and gives the answer as a stream. Throws what dockerode throws for an error status. */
export function stream(docker: Docker, request: RawRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    docker.modem.dial(
      {
        path: `${request.path}?`,
        method: request.method,
        options: { _query: request.query ?? {}, _body: {} },
        file: request.body,
        isStream: true,
        ...(request.headers && { headers: { ...request.headers } }),
        ...(request.signal && { abortSignal: request.signal }),
        statusCodes: {
          200: true,
          201: true,
          204: true,
          400: 'bad request',
          404: 'not found',
          500: 'server error',
        },
      },
      (error: unknown, answer: unknown) => {
        if (error) reject(error as Error);
        else resolve(answer as IncomingMessage);
      },
    );
  });
}

/** The older of two versions `major.minor`. */
export function olderVersion(a: string, b: string): string {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor < bMajor || (aMajor === bMajor && aMinor < bMinor) ? a : b;
}

function header(message: IncomingMessage, name: string): string | undefined {
  const value = message.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
