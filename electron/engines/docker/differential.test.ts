/** What we tell of images and containers, beside what Docker's own command tells of them. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../engine';
import { OURS_LABEL } from '../engine';
import { Engines } from '../select';

const run = promisify(execFile);
const OWNER = `differential-${process.pid}`;
const BASE = 'busybox:1.36';

const engines = new Engines();
const engine = await engines
  .select('docker')
  .then(async (found) => (await found.images.inspect(BASE)) && found)
  .catch(() => null); // no engine, or without the base of the labs: skipped, which the report shows

async function docker(...argv: string[]): Promise<string> {
  return (await run('/usr/bin/docker', argv, { maxBuffer: 64 * 1024 ** 2 })).stdout;
}

async function dockerJson<T>(...argv: string[]): Promise<T> {
  return JSON.parse(await docker(...argv)) as T;
}

const hasCommand =
  engine !== null &&
  (await docker('version').then(
    () => true,
    () => false,
  ));

const IMAGES = {
  plain: `FROM ${BASE}\n`,
  full: `FROM ${BASE}
ARG RELEASE=7
ENV SHIP=ahoy EMPTY= WORDS="two words"
LABEL org.example.a=b org.example.c="d e"
WORKDIR /srv
COPY a.txt b/
RUN echo $RELEASE > release && rm /etc/group
USER 33:33
EXPOSE 80 53/udp
VOLUME /data /cache
STOPSIGNAL SIGUSR1
HEALTHCHECK --interval=5s --timeout=2s --retries=4 --start-period=1s CMD ["true"]
SHELL ["/bin/sh", "-ec"]
ENTRYPOINT ["/bin/echo", "-n"]
CMD ["x", "y z"]
`,
  shell: `FROM ${BASE}\nCMD echo "$HOME"\nENTRYPOINT exec cat\nONBUILD RUN true\nHEALTHCHECK NONE\n`,
  scratch: 'FROM scratch\nCOPY a.txt /\n',
} as const;

interface RawImage {
  Id: string;
  RepoTags: string[];
  Created: string;
  Size: number;
  Os: string;
  Architecture: string;
  RootFS: { Layers?: string[] };
  Config: {
    Env: string[] | null;
    Cmd: string[] | null;
    Entrypoint: string[] | null;
    WorkingDir: string;
    User: string;
    ExposedPorts?: Record<string, unknown>;
    Volumes?: Record<string, unknown>;
    Labels: Record<string, string> | null;
    StopSignal?: string;
    Shell?: string[];
    OnBuild: string[] | null;
    Healthcheck?: { Test: string[]; Interval?: number };
  };
}

describe.skipIf(!hasCommand)('beside the command of Docker', { timeout: 60_000 }, () => {
  let folder = '';
  const subject = engine as Engine;
  const tagOf = (name: string) => `drydock/${OWNER}-${name}:1`;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drydock-differential-'));
    await writeFile(join(folder, 'a.txt'), 'a\n');
    for (const [name, dockerfile] of Object.entries(IMAGES)) {
      await writeFile(join(folder, `Dockerfile.${name}`), dockerfile);
      const request = {
        context: folder,
        file: `Dockerfile.${name}`,
        tag: tagOf(name),
        labels: { [OURS_LABEL]: OWNER },
      };
      let end = '';
      for await (const event of subject.build(request, new AbortController().signal)) end = event.type;
      expect(end).toBe('done');
    }
  }, 60_000);

  afterAll(async () => {
    for (const name of Object.keys(IMAGES)) await docker('rmi', '-f', tagOf(name)).catch(() => undefined); // was not built
    await engines.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([...Object.keys(IMAGES).map((name) => tagOf(name)), BASE])(
    'inspects %s alike',
    async (reference) => {
      const [raw] = await dockerJson<[RawImage]>('image', 'inspect', reference);
      const ours = await subject.images.inspect(reference);
      const { Config } = raw;
      expect(ours.id).toBe(raw.Id);
      expect([...ours.tags].sort()).toEqual([...raw.RepoTags].sort());
      expect(Date.parse(ours.created)).toBe(Date.parse(raw.Created));
      expect(ours.size).toBe(raw.Size);
      expect(ours.platform).toBe(`${raw.Os}/${raw.Architecture}`);
      expect(ours.layers).toEqual(raw.RootFS.Layers ?? []);
      expect(ours.config).toMatchObject({
        env: Object.fromEntries(
          (Config.Env ?? []).map((each) => [
            each.slice(0, each.indexOf('=')),
            each.slice(each.indexOf('=') + 1),
          ]),
        ),
        labels: Config.Labels ?? {},
        workingDir: Config.WorkingDir,
        user: Config.User,
      });
      expect(ours.config.cmd ?? []).toEqual(Config.Cmd ?? []);
      expect(ours.config.entrypoint ?? []).toEqual(Config.Entrypoint ?? []);
      expect([...ours.config.exposedPorts].sort()).toEqual(Object.keys(Config.ExposedPorts ?? {}).sort());
      expect([...ours.config.volumes].sort()).toEqual(Object.keys(Config.Volumes ?? {}).sort());
    },
  );

  it.each([...Object.keys(IMAGES).map((name) => tagOf(name)), BASE])(
    'tells the history of %s alike',
    async (reference) => {
      const lines = (
        await docker('history', '--no-trunc', '--human=false', '--format', '{{json .}}', reference)
      )
        .trim()
        .split('\n');
      const raw = lines.map(
        (line) => JSON.parse(line) as { CreatedBy: string; Size: string; Comment: string },
      );
      const ours = await subject.images.history(reference);
      expect(ours.map(({ createdBy, size }) => ({ createdBy, size }))).toEqual(
        raw.map(({ CreatedBy, Size }) => ({ createdBy: CreatedBy, size: Number(Size) })),
      );
    },
  );

  it.each([
    [
      'that changes files',
      'echo x > /new; rm /etc/group; echo y >> /etc/passwd; mkdir -p /deep/er; mv /etc/shadow /tmp/; ln -s /new /link',
    ],
    ['that changes nothing', 'true'],
    ['that replaces a folder by a file', 'rm -r /home; echo file > /home'],
  ])('compares a container %s with its image alike', async (_what, script) => {
    const id = await subject.containers.create({
      image: BASE,
      owner: OWNER,
      arguments: ['sh', '-c', script],
    });
    try {
      await subject.containers.start(id);
      await subject.containers.wait(id);
      const letters = { changed: 'C', added: 'A', removed: 'D' };
      const ours = (await subject.containers.changes(id)).map(
        ({ path, change }) => `${letters[change]} ${path}`,
      );
      expect(ours.sort()).toEqual((await docker('diff', id)).split('\n').filter(Boolean).sort());
    } finally {
      await subject.containers.remove(id, { force: true });
    }
  });

  it('inspects a container alike', async () => {
    const id = await subject.containers.create({
      image: tagOf('full'),
      owner: OWNER,
      entrypoint: ['sleep'],
      arguments: ['60'],
      env: { MORE: '1' },
      hostname: 'ship',
      ports: [{ containerPort: 80, protocol: 'tcp', hostPort: 0 }],
      limits: { memoryBytes: 64 * 1024 ** 2, cpus: 0.5 },
    });
    try {
      await subject.containers.start(id);
      interface Raw {
        Name: string;
        Image: string;
        State: { Status: string; StartedAt: string };
        Config: { Env: string[]; Hostname: string; User: string; WorkingDir: string };
        HostConfig: { Memory: number; NanoCpus: number };
        NetworkSettings: { Ports: Record<string, { HostIp: string; HostPort: string }[] | null> };
        Mounts: { Destination: string }[];
      }
      const [raw] = await dockerJson<[Raw]>('inspect', id);
      const ours = await subject.containers.inspect(id);
      expect(`/${ours.name}`).toBe(raw.Name);
      expect(ours.state).toBe(raw.State.Status);
      expect(Date.parse(ours.startedAt!)).toBe(Date.parse(raw.State.StartedAt));
      expect(
        Object.entries(ours.env)
          .map(([name, value]) => `${name}=${value}`)
          .sort(),
      ).toEqual([...raw.Config.Env].sort());
      expect(ours.limits).toMatchObject({
        memoryBytes: raw.HostConfig.Memory,
        cpus: raw.HostConfig.NanoCpus / 1e9,
      });
      const published = raw.NetworkSettings.Ports['80/tcp']?.[0];
      expect(ours.ports.find(({ containerPort }) => containerPort === 80)).toMatchObject({
        hostAddress: published?.HostIp,
        hostPort: Number(published?.HostPort),
      });
      expect(ours.mounts.map(({ target }) => target).sort()).toEqual(
        raw.Mounts.map((each) => each.Destination).sort(),
      );
    } finally {
      await subject.containers.remove(id, { force: true });
    }
  });
});
