import type { ClientRequest } from 'node:http';
import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';

/**
 * Turns a request into a connection for both directions (Docker Engine API, "Hijacking"). Throws what dockerode throws.
 * An `Upgrade` among the headers names the protocol that is spoken then, `tcp` by default.
 */
export function hijack(
  docker: Docker,
  path: string,
  request: {
    readonly query?: Readonly<Record<string, string>>;
    readonly body?: object;
    readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  },
): Promise<Duplex> {
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    docker.modem.dial(
      {
        path: `${path}?`,
        method: 'POST',
        options: { _query: request.query ?? {}, _body: request.body },
        ...(!request.body && { file: NO_BODY as unknown as NodeJS.ReadableStream }),
        ...(request.headers && { headers: { ...request.headers } as Record<string, string> }),
        isStream: true,
        hijack: true,
        openStdin: true,
        abortSignal: controller.signal,
        statusCodes: { 200: true, 404: 'not found', 409: 'conflict', 500: 'server error' },
      },
      (error: unknown, socket: unknown) => {
        if (!error) return resolve(socket as Duplex);
        controller.abort(); // nobody ends a request that was to stay open, and it would keep the process alive
        reject(error as Error);
      },
    );
  });
}

/**
 * Stands where docker-modem takes a stream to send. Without it, a request that is kept open and has no body is not
 * sent at all; and a body of `{}` could be taken for the first that was typed.
 */
const NO_BODY = {
  on: () => undefined,
  pipe: (request: ClientRequest) => {
    request.removeHeader('Transfer-Encoding');
    request.setHeader('Content-Length', '0');
    request.flushHeaders();
  },
};
