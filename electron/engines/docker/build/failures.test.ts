import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { BuildFailure } from '../../../shared/engine/build';
import { planBuild } from '../../../shared/engine/plan';
import { DockerEngine } from '../docker-engine';
import type { FailureFacts } from './failure-facts';
import { explainFailure } from './failures';

const solve = 'failed to solve with frontend dockerfile.v0: ';
const llb = `${solve}failed to create LLB definition: `;
const noHost = 'dial tcp: lookup registry-1.docker.io on 192.0.2.1:53: no such host';
const mount = '/var/lib/docker/overlay2/fc8432705809dfeb2cf4d02c82832fbd/merged';

/** What an engine said of a Dockerfile, and what a learner is told. `at` is the position of the failed step in its stage. */
interface Case {
  readonly what: string;
  readonly dockerfile: string;
  readonly message: string;
  readonly at?: readonly [stage: number, step: number];
  readonly activity?: string;
  readonly code?: number;
  readonly heredocs?: boolean;
  readonly secrets?: boolean;
  readonly log?: string;
  readonly expected: Partial<BuildFailure>;
  /** In the sentence that is told. */
  readonly says: RegExp;
}

// The words are those of Docker Engine 20.10 (both builders) and of BuildKit 0.12, where they differ.
const cases: readonly Case[] = [
  {
    what: 'a full disk that only the command tells of',
    dockerfile: 'FROM busybox\nRUN head -c 9G /dev/zero > /x\n',
    message: 'executor failed running [/bin/sh -c head]: exit code: 1',
    log: 'head: write error: No space left on device\n',
    at: [0, 1],
    expected: { kind: 'disk-full', line: 2 },
    says: /disk .* is full/,
  },
  {
    what: 'a full disk, before anything else that the words may mean',
    dockerfile: 'FROM busybox\nRUN tar x\n',
    message: 'executor failed running [tar x]: write /x: no space left on device: exit code: 1',
    at: [0, 1],
    expected: { kind: 'disk-full', line: 2, step: '0.1' },
    says: /disk .* is full/,
  },
  {
    what: 'a used-up quota',
    dockerfile: 'FROM busybox\nCOPY . /\n',
    message: 'Error processing tar file(exit status 1): write /big: disk quota exceeded',
    at: [0, 1],
    expected: { kind: 'disk-full' },
    says: /disk .* is full/,
  },
  {
    what: 'a "# syntax=" line without a network',
    dockerfile: '# escape=`\n# syntax=docker/dockerfile:1\nFROM busybox\n',
    message: `${solve}failed to solve with frontend gateway.v0: failed to do request: Head "https://registry-1.docker.io/v2/docker/dockerfile/manifests/1": ${noHost}`,
    expected: { kind: 'needs-network', line: 2 },
    says: /"# syntax=" line/,
  },
  {
    what: 'the same in the words of a newer BuildKit',
    dockerfile: '# syntax=docker/dockerfile:1\nFROM busybox\n',
    message: `docker/dockerfile:1: failed to resolve source metadata: ${noHost}`,
    activity: 'resolve image config for docker-image://docker.io/docker/dockerfile:1',
    expected: { kind: 'needs-network', line: 1 },
    says: /"# syntax=" line/,
  },
  {
    what: 'a here-document on an engine that knows none',
    dockerfile: 'FROM busybox\nRUN <<EOF\necho hi\nEOF\n',
    message: `${llb}dockerfile parse error line 3: unknown instruction: ECHO`,
    expected: { kind: 'unsupported', line: 2 },
    says: /here-documents .* older than Docker 23/,
  },
  {
    what: 'a mistake below a here-document on an engine that knows them',
    dockerfile: 'FROM busybox\nRUN <<EOF\necho hi\nEOF\nRUNN x\n',
    message: 'dockerfile parse error on line 5: unknown instruction: RUNN (did you mean RUN?)',
    heredocs: true,
    expected: { kind: 'syntax', line: 5 },
    says: /unknown instruction: RUNN/,
  },
  {
    what: 'an unknown instruction',
    dockerfile: 'FROM busybox\nRUNN x\n',
    message: `${llb}dockerfile parse error line 2: unknown instruction: RUNN`,
    expected: { kind: 'syntax', line: 2, hint: expect.stringContaining('spelt right') },
    says: /unknown instruction: RUNN\.$/,
  },
  {
    what: 'a file without an instruction',
    dockerfile: '# nothing\n',
    message: 'failed to parse Dockerfile: file with no instructions',
    expected: { kind: 'syntax' },
    says: /no instruction/,
  },
  {
    what: 'an image name in capitals, which the classic builder does not repeat',
    dockerfile: 'FROM busybox AS a\nFROM Busybox:1.36\n',
    message: 'invalid reference format: repository name must be lowercase',
    expected: { kind: 'syntax', line: 2 },
    says: /must be lowercase/,
  },
  {
    what: 'a target that is not there',
    dockerfile: 'FROM busybox AS a\n',
    message: `${llb}target stage b could not be found`,
    expected: { kind: 'other' },
    says: /no stage "b"/,
  },
  {
    what: 'a stage number that is not there',
    dockerfile: 'FROM busybox\nCOPY --from=7 /a /b\n',
    message: `${llb}invalid stage index 7`,
    expected: { kind: 'other', line: 2 },
    says: /by a number that does not exist/,
  },
  {
    what: 'a secret',
    dockerfile: 'FROM busybox\nRUN --mount=type=secret,id=x,required=true true\n',
    message: 'secret x not found: not found',
    at: [0, 1],
    expected: { kind: 'unsupported', line: 2 },
    says: /the secret "x", and this build was not given one/,
  },
  {
    what: 'a secret with Buildah',
    dockerfile: 'FROM busybox\nRUN --mount=type=secret,id=x,required=true true\n',
    message: 'building at STEP "RUN": resolving mountpoints: secret required but no secret with id x found',
    at: [0, 1],
    secrets: false,
    expected: { kind: 'unsupported', line: 2 },
    says: /the secret "x", and this engine's builder cannot be given one/,
  },
  {
    what: 'an SSH key',
    dockerfile: 'FROM busybox\nRUN --mount=type=ssh,required=true true\n',
    message: 'no SSH key "default" forwarded from the client',
    at: [0, 1],
    expected: { kind: 'unsupported', line: 2 },
    says: /needs an SSH key/,
  },
  {
    what: 'a mount with the classic builder',
    dockerfile: 'FROM busybox\nRUN --mount=type=cache,target=/x true\n',
    message: 'the --mount option requires BuildKit. Refer to the documentation',
    at: [0, 1],
    expected: { kind: 'unsupported', line: 2 },
    says: /needs BuildKit/,
  },
  {
    what: 'an exit code in the words of BuildKit',
    dockerfile: 'FROM busybox\nRUN flase\n',
    message: 'executor failed running [/bin/sh -c flase]: exit code: 127',
    at: [0, 1],
    expected: { kind: 'run-failed', exitCode: 127, line: 2 },
    says: /exit code 127 \(the command was not found\)/,
  },
  {
    what: 'an exit code that the classic builder sends as a number',
    dockerfile: 'FROM busybox\nRUN make\n',
    message: "The command '/bin/sh -c make' returned a non-zero code: 137",
    code: 137,
    at: [0, 1],
    expected: { kind: 'run-failed', exitCode: 137 },
    says: /killed, often because memory ran out/,
  },
  {
    what: 'a program that is not in the image',
    dockerfile: 'FROM busybox\nRUN ["/nope"]\n',
    message:
      'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/nope": stat /nope: no such file or directory: unknown',
    at: [0, 1],
    expected: { kind: 'run-failed', line: 2 },
    says: /is not in the image/,
  },
  {
    what: 'a file that is not in the context, found by its name alone',
    dockerfile: 'FROM busybox\nCOPY a.txt /\nCOPY ./nope.txt /\n',
    message: 'failed to compute cache key: "/nope.txt" not found: not found',
    expected: { kind: 'copy-source-missing', line: 3 },
    says: /^"nope\.txt" is not in the build context\.$/,
  },
  {
    what: 'the same in the words of the classic builder',
    dockerfile: 'FROM busybox\nCOPY nope.txt /\n',
    message:
      'COPY failed: file not found in build context or excluded by .dockerignore: stat nope.txt: file does not exist',
    at: [0, 1],
    expected: { kind: 'copy-source-missing', hint: expect.stringContaining('.dockerignore') },
    says: /^"nope\.txt" is not in the build context\.$/,
  },
  {
    what: 'a file that an earlier stage does not have, without the path on the disk of the engine',
    dockerfile: 'FROM busybox AS a\nFROM busybox\nCOPY --from=a /nope /\n',
    message: `lstat ${mount}/nope: no such file or directory`,
    at: [1, 1],
    expected: { kind: 'copy-source-missing', line: 3 },
    says: /^"nope" is not in the stage or image "a"\.$/,
  },
  {
    what: 'a base image that nobody can fetch',
    dockerfile: 'FROM busybox AS a\nFROM nosuch:1\n',
    message: `${llb}failed to do request: Head "https://registry-1.docker.io/v2/library/nosuch/manifests/1": ${noHost}`,
    expected: { kind: 'base-image-missing', line: 2 },
    says: /image nosuch:1 is not on this machine, and no registry can be reached/,
  },
  {
    what: 'a base image that the registry does not have',
    dockerfile: 'FROM nosuch\n',
    message: "pull access denied for nosuch, repository does not exist or may require 'docker login'",
    at: [0, 0],
    expected: { kind: 'base-image-missing', line: 1 },
    says: /image nosuch is not on this machine, and the registry does not have it/,
  },
  {
    what: 'an image that COPY takes from, in the words of the classic builder',
    dockerfile: 'FROM busybox\nCOPY --from=nosuch:2 /a /b\n',
    message: `invalid from flag value nosuch:2: Get "https://registry-1.docker.io/v2/": ${noHost}`,
    at: [0, 1],
    expected: { kind: 'base-image-missing', line: 2 },
    says: /image nosuch:2 is not on this machine/,
  },
  {
    what: 'an ADD from an address',
    dockerfile: 'FROM busybox\nCOPY a /\nADD http://192.0.2.1/x.tgz /\n',
    message: 'failed to load cache key: Get "http://192.0.2.1/x.tgz": dial tcp 192.0.2.1:80: i/o timeout',
    expected: { kind: 'needs-network', line: 3 },
    says: /^http:\/\/192\.0\.2\.1\/x\.tgz cannot be fetched/,
  },
  {
    what: 'whatever else, in the words of the engine without their frame',
    dockerfile: 'FROM busybox\n',
    message: `${llb}the moon is in the wrong place`,
    expected: { kind: 'other' },
    says: /^The build failed: the moon is in the wrong place\.$/,
  },
];

it.each(cases)(
  'explains $what',
  ({ dockerfile, message, at, activity, code, heredocs, secrets, log, expected, says }) => {
    const plan = planBuild(dockerfile, {}, 'all');
    const step = at && plan.stages[at[0]]?.steps[at[1]];
    const facts: FailureFacts = {
      message,
      plan,
      heredocs: heredocs ?? false,
      secrets: secrets ?? true,
      ...(activity !== undefined && { activity }),
      ...(code !== undefined && { code }),
      ...(log !== undefined && { log }),
      ...(step && { step }),
    };
    const failure = explainFailure(facts);
    expect(failure).toMatchObject(expected);
    expect(failure.line).toBe(expected.line ?? step?.line);
    expect(failure.message).toMatch(says);
    expect(failure.hint).toMatch(/\.$|\?$/);
    expect(failure.details).toBe(message);
  },
);

it('refuses a context that is too large before anybody is asked, and names its largest parts', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-large-'));
  try {
    await writeFile(join(folder, 'Dockerfile'), 'FROM busybox:1.36\nCOPY . /\n');
    await writeFile(join(folder, 'data.bin'), Buffer.alloc(3_000_000));
    const nobody = {
      id: 'docker',
      kind: 'docker',
      name: 'Docker',
      address: `unix://${folder}/none`,
    } as const;
    const engine = new DockerEngine(nobody, { contextCap: 1_000_000 });
    const events = [];
    const signal = new AbortController().signal;
    for await (const event of engine.build({ context: folder, labels: {} }, signal)) events.push(event);
    expect(events.at(-1)).toMatchObject({
      type: 'failed',
      failure: {
        kind: 'context-too-large',
        message: expect.stringMatching(/has 4 MB, and at most 1 MB are sent.*data\.bin \(3 MB\)/),
        hint: expect.stringContaining('.dockerignore'),
      },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
