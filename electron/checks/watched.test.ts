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

async function codeOf(
  dockerfile: readonly string[],
  check: object,
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
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
        checks: [
          {
            id: 'serves',
            title: 'It serves',
            kind: 'container',
            ...('kind' in check ? {} : { within: 8 }),
            ...check,
          },
        ],
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

const COUNT = 'CMD ["sh", "-c", "echo x >> /data/log; wc -l < /data/log"]';
const HUNGRY = 'CMD ["dd", "if=/dev/zero", "of=/dev/null", "bs=64M", "count=1"]';

describe.skipIf(!engine)("checks with the learner's own options", { timeout: 60_000 }, () => {
  const run = (line: string) => ({ 'run.sh': `${line}\n` });
  const options = { file: 'run.sh', image: 'tide' };

  it('keep a named volume from one container to the next, and no other folder', async () => {
    const check = { options, runs: 2, stdout: '^2$' };
    const image = ['RUN mkdir /data', COUNT];
    expect(await codeOf(image, check, run('docker run --rm -v tides:/data tide'))).toBe('passed');
    expect(await codeOf(image, check, run('docker run --rm -v /data tide'))).toBe('output');
    expect(await codeOf(image, check, run('docker run --rm tide'))).toBe('output');
  });

  it('take ports, and say where they should have been', async () => {
    const check = { options, http: { port: 80, hostPort: 8080, body: 'ahoy' } };
    expect(await codeOf([PAGE, SERVER], check, run('docker run -p 8080:80 tide'))).toBe('passed');
    expect(await codeOf([PAGE, SERVER], { ...check, within: 1 }, run('docker run tide'))).toBe('wrong-port');
    expect(await codeOf([PAGE, SERVER], check, run('docker run -p 8081:80 tide'))).toBe('wrong-port');
  });

  it('refuse what reaches out, another image, and a file without a line', async () => {
    for (const line of ['docker run -v /:/host tide', 'docker run other', 'docker ps']) {
      expect(await codeOf([PAGE, SERVER], { options }, run(line))).toBe('bad-options');
    }
  });

  it('tell a container that the kernel ended for want of memory', async () => {
    const hungry = [HUNGRY];
    const check = { options, outOfMemory: true, exitCode: 137, within: 15 };
    expect(await codeOf(hungry, check, run('docker run -m 8m tide'))).toBe('passed');
    expect(await codeOf(['CMD ["true"]'], check, run('docker run -m 64m tide'))).toBe('enough-memory');
  });

  it('ask a container to end, and measure how long that takes', async () => {
    const check = { stopsWithin: 3, exitCode: 0 };
    const polite = `CMD ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done"]`;
    expect(await codeOf([polite], check)).toBe('passed');
    expect(await codeOf(['CMD ["sh", "-c", "sleep 60; true"]'], check)).toBe('slow-stop');
  });

  it('run as another user on a root that cannot be written to', async () => {
    const check = { user: '1000', readOnly: true };
    expect(
      await codeOf(['CMD ["sh", "-c", "id -u; touch /x"]'], { ...check, exitCode: 1, stdout: '^1000$' }),
    ).toBe('passed');
  });
});

describe.skipIf(!engine)('checks of builds', { timeout: 60_000 }, () => {
  it('compare two builds without regard to times', async () => {
    const check = { kind: 'build', twice: 'digest' };
    expect(await codeOf(['RUN echo ahoy > /home/a'], check)).toBe('passed');
    expect(await codeOf(['RUN date +%s > /home/a'], check)).toBe('differs');
  });

  it('build an Apptainer definition as a Dockerfile', async () => {
    const check = {
      definition: 'tide.def',
      arguments: ['south'],
      env: { A: 'b' },
      stdout: '^ahoy south north$',
    };
    const definition = `Bootstrap: docker
From: busybox:1.36
%files
  word.txt /srv/
%post
  cat /srv/word.txt > /srv/said
%environment
  export STATION=north
%runscript
  echo "$(cat /srv/said) $1 $STATION"
`;
    const files = { 'tide.def': definition, 'word.txt': 'ahoy' };
    expect(await codeOf([], check, files)).toBe('passed');
    expect(await codeOf([], check, { 'tide.def': '%post' })).toBe('build-failed');
  });
});

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
