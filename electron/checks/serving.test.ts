import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Engines } from '../engines/select';
import { labSchema } from '../shared/course/schema';
import { checkStep } from './check-step';

const engines = new Engines();
afterAll(() => engines.close());
const engine = await engines
  .select('docker')
  .then(async (found) => (await found.images.inspect('busybox:1.36')) && found)
  .catch(() => null); // no engine, or without the base of the labs: skipped, which the report shows

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-serving-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const SERVER = 'CMD ["httpd", "-f", "-p", "80", "-h", "/www"]';
const PAGE = 'RUN mkdir -p /www && echo ahoy > /www/index.html';

async function codeOf(dockerfile: readonly string[], check: object): Promise<string> {
  await writeFile(join(folder, 'Dockerfile'), ['FROM busybox:1.36', ...dockerfile, ''].join('\n'));
  const [step] = labSchema.parse({
    title: 'Serving',
    minutes: 1,
    difficulty: 'easy',
    topics: ['images'],
    needs: ['build', 'run'],
    steps: [
      {
        id: 'serve',
        title: 'Serve',
        content: 'steps/01.md',
        points: 1,
        checks: [{ id: 'serves', title: 'It serves', kind: 'container', within: 8, ...check }],
      },
    ],
  }).steps;
  const { outcomes } = await checkStep({
    lab: 'containers/first/build',
    step: step!,
    folder,
    engine: async () => engine!,
    label: 'serving-test',
    correctQuestions: [],
  });
  return outcomes[0]!.code;
}

describe.skipIf(!engine)('checks of a container that serves', { timeout: 60_000 }, () => {
  it('ask a published port', async () => {
    const http = { port: 80, body: '^ahoy$' };
    expect(await codeOf([PAGE, SERVER], { http })).toBe('passed');
    expect(await codeOf([PAGE, SERVER], { http: { port: 80, path: '/none', status: 404 } })).toBe('passed');
    expect(await codeOf([PAGE, SERVER], { within: 1, http: { port: 80, body: 'hello' } })).toBe(
      'wrong-answer',
    );
  });

  it('tell a server that cannot be reached from one that ended', async () => {
    const http = { port: 80 };
    const deaf = 'CMD ["httpd", "-f", "-p", "127.0.0.1:80", "-h", "/www"]';
    expect(await codeOf([PAGE, deaf], { within: 1, http })).toBe('no-answer');
    expect(await codeOf(['CMD ["true"]'], { http })).toBe('wrong-state');
    expect(await codeOf(['CMD ["no-such-server"]'], { http })).toBe('not-started');
  });

  it('wait until it is healthy', async () => {
    const state = 'healthy';
    const healthy = 'HEALTHCHECK CMD test -f /www/index.html';
    expect(await codeOf([PAGE, healthy, SERVER], { state })).toBe('passed');
    expect(await codeOf([PAGE, 'HEALTHCHECK CMD false', SERVER], { within: 2, state })).toBe('unhealthy');
    expect(await codeOf([PAGE, SERVER], { state })).toBe('unhealthy');
  });
});
