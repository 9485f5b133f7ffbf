import { request } from 'node:http';
import type { HttpAnswer } from '../shared/checks';
import type { ContainerDetails } from '../shared/engine/container';

/** Milliseconds that one HTTP answer may take. */
const ANSWER_TIMEOUT = 5000;

/** Bytes of an HTTP answer that are looked at. */
const BODY_CAP = 256 * 1024;

/** The answer of the published port; null while nobody answers. */
export function askHttp(
  details: Pick<ContainerDetails, 'ports'>,
  { port, path }: { readonly port: number; readonly path: string },
): Promise<HttpAnswer | null> {
  const published = details.ports.find((each) => each.containerPort === port && each.hostPort !== undefined);
  if (!published) return Promise.resolve(null);
  return new Promise((resolve) => {
    const asking = request(
      { host: '127.0.0.1', port: published.hostPort, path, timeout: ANSWER_TIMEOUT, agent: false },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8');
        answer.on('data', (text: string) => {
          if (body.length < BODY_CAP) body += text;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
        answer.on('error', () => resolve(null));
      },
    );
    asking.on('timeout', () => asking.destroy());
    asking.on('error', () => resolve(null)); // not listening yet, which the next look may see otherwise
    asking.end();
  });
}
