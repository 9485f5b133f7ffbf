import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Check, HttpAnswer, RunEvidence } from '../shared/checks';
import { answerFits } from '../shared/checks';
import type { ContainerDetails, Healthcheck } from '../shared/engine/container';
import type { ImageDetails } from '../shared/engine/image';
import { DrydockError } from '../shared/errors';
import type { Engine } from '../engines/engine';
import { OUTPUT_CAP } from './limits';

type ContainerCheck = Extract<Check, { kind: 'container' }>;

/** What a container that goes on running showed. */
export type Serving = Pick<RunEvidence, 'run' | 'http' | 'health'>;

/** Milliseconds between two looks at a container, and that one HTTP answer may take. */
const PAUSE = 200;
const ANSWER_TIMEOUT = 5000;

/** Bytes of an HTTP answer that are looked at. */
const BODY_CAP = 256 * 1024;

/** Milliseconds between two runs of the image's own health check: a check must not wait for its 30 seconds. */
const HEALTH_INTERVAL = 1000;

/** Whether a check is about a container while it runs, and not only about how it ends. */
export function isServing(check: ContainerCheck): boolean {
  return check.http !== undefined || check.state === 'healthy';
}

/**
 * Starts a container of the image, waits until it is as the check wants it or its time is over, and removes it. Throws
 * what the engine throws, and `cancelled`.
 */
export async function gatherServing(
  engine: Engine,
  image: ImageDetails,
  check: ContainerCheck,
  signal: AbortSignal | undefined,
): Promise<Serving> {
  const { containers } = engine;
  const healthcheck = check.state === 'healthy' ? quickened(image.config.healthcheck) : undefined;
  const container = await containers.create({
    image: image.id,
    owner: 'check',
    arguments: check.arguments,
    env: check.env,
    ...(check.http && { ports: [{ containerPort: check.http.port, protocol: 'tcp', hostPort: 0 }] }),
    ...(healthcheck && { healthcheck }),
  });
  try {
    await containers.start(container);
    const seen = await watch(engine, container, check, signal);
    return {
      run: await outputOf(engine, container, seen.details),
      http: seen.http,
      health: seen.details.health,
    };
  } finally {
    await containers.remove(container, { force: true }).catch(() => undefined); // gone already, or the engine is
  }
}

/** Looks again and again; the last look is what counts. */
async function watch(
  engine: Engine,
  container: string,
  check: ContainerCheck,
  signal: AbortSignal | undefined,
): Promise<{ details: ContainerDetails; http: HttpAnswer | null }> {
  const end = performance.now() + check.within * 1000;
  for (;;) {
    if (signal?.aborted) throw new DrydockError({ kind: 'cancelled', message: 'The check was cancelled.' });
    const details = await engine.containers.inspect(container);
    const http = check.http && details.state === 'running' ? await ask(details, check.http) : null;
    const healthy = check.state !== 'healthy' || details.health === 'healthy';
    const fits = healthy && (!check.http || answerFits(check.http, http));
    const hopeless = details.state === 'exited' || (check.state === 'healthy' && details.health === 'none');
    if (fits || hopeless || performance.now() > end) return { details, http };
    await delay(PAUSE);
  }
}

/** The answer of the published port; null while nobody answers. */
function ask(
  details: ContainerDetails,
  { port, path }: NonNullable<ContainerCheck['http']>,
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

async function outputOf(
  engine: Engine,
  container: string,
  { exitCode }: ContainerDetails,
): Promise<NonNullable<RunEvidence['run']>> {
  const text = { stdout: '', stderr: '' };
  for await (const line of engine.containers.logs(container)) {
    if (text[line.stream].length < OUTPUT_CAP) text[line.stream] += `${line.text}\n`;
  }
  return { exitCode, ...text };
}

function quickened(check: ImageDetails['config']['healthcheck']): Healthcheck | undefined {
  return check === null ? undefined : { ...check, intervalMs: HEALTH_INTERVAL };
}
