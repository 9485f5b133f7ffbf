import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import type { Readable } from 'node:stream';
import { failurePage } from './failure-page';
import { answerHeaders, redirectOf, requestHeaders } from './headers';
import type { Previews } from './previews';

/** A request of a preview's page. */
export interface PreviewRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

/** What the page gets. */
export interface PreviewAnswer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly data: Readable;
}

/** Milliseconds without a byte until a container counts as not answering. */
const TIMEOUT = 30_000;

/**
 * Answers a request for `preview://<id>/...` from the container that the id stands for. The one place that is ever
 * dialled is 127.0.0.1 on that container's published port: the page itself has no network at all.
 */
export async function relay(request: PreviewRequest, previews: Previews): Promise<PreviewAnswer> {
  const url = new URL(request.url);
  const target = await previews.target(url.host);
  if (!target)
    return failurePage(410, 'This container is not running any more', 'Start it, then load the page again.');
  const host = `127.0.0.1:${target.port}`;
  return new Promise((resolve) => {
    const outgoing = httpRequest(
      {
        host: '127.0.0.1',
        port: target.port,
        method: request.method,
        path: url.pathname + url.search,
        headers: requestHeaders(request.headers, host, target.cookies.header),
        timeout: TIMEOUT,
        agent: false,
      },
      (incoming) => {
        for (const cookie of incoming.headers['set-cookie'] ?? []) target.cookies.take(cookie);
        resolve(answerOf(incoming.statusCode ?? 502, incoming.headers, incoming, host));
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('timeout')));
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      resolve(
        error.message === 'timeout'
          ? failurePage(504, 'The container does not answer', 'Look at its logs, then load the page again.')
          : failurePage(
              502,
              'Nothing answers on this port yet',
              'The program may still be starting, or listen on another port, or only on 127.0.0.1 inside the container. Look at its logs, then load the page again.',
              error.code ?? error.message,
            ),
      );
    });
    outgoing.end(request.body ?? undefined);
  });
}

function answerOf(
  statusCode: number,
  headers: IncomingHttpHeaders,
  data: Readable,
  host: string,
): PreviewAnswer {
  const redirect = redirectOf(headers.location, host);
  if (redirect.kind === 'elsewhere') {
    data.resume();
    return failurePage(
      502,
      `This page sends you on to ${redirect.host}`,
      'The preview shows this container only. Open the page in your browser to follow.',
    );
  }
  return { statusCode, headers: answerHeaders(headers, redirect.location), data };
}
