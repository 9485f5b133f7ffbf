import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a real BuildKit says of a Dockerfile. */
export interface Judgement {
  readonly accepted: boolean;
  /** The line it names, where it names one. */
  readonly line: number | undefined;
  readonly output: string;
}

/** Clients that can build with BuildKit without a plugin; Debian's stands beside newer ones that cannot. */
const CLIENTS = ['/usr/bin/docker', 'docker'];

/** Finds a client that builds with BuildKit; undefined where there is none, or no engine. */
export async function findBuilder(): Promise<((text: string) => Promise<Judgement>) | undefined> {
  for (const client of CLIENTS) {
    const probe = await build(client, 'FROM scratch\nENV a=b\n');
    if (probe.accepted) return (text) => build(client, text);
  }
  return undefined;
}

/** Builds in an empty folder with a few files, and throws the result away before it becomes an image. */
async function build(client: string, text: string): Promise<Judgement> {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-differential-'));
  try {
    await writeFile(join(folder, 'Dockerfile'), text);
    for (const name of ['a', 'b', 'with space']) await writeFile(join(folder, name), name);
    const args = ['build', '--progress=plain', '--output', 'type=tar,dest=/dev/null', folder];
    return await new Promise((resolve) => {
      execFile(
        client,
        args,
        { env: { ...process.env, DOCKER_BUILDKIT: '1' }, timeout: 30_000 },
        (error, stdout, stderr) => {
          const output = `${stdout}${stderr}`;
          const line = /parse error (?:on )?line (\d+)|Dockerfile:(\d+)/.exec(output);
          resolve({
            accepted: error === null,
            line: line ? Number(line[1] ?? line[2]) : undefined,
            output,
          });
        },
      );
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
