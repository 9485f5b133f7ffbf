import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, vi } from 'vitest';
import type { BuildEvent, BuildFailure } from '../../shared/engine/build';
import type { ContainerSpec, OutputChunk } from '../../shared/engine/container';
import type { EngineCapabilities } from '../../shared/engine/status';
import { DrydockError } from '../../shared/errors';
import { pack } from 'tar-stream';
import type { Engine } from '../engine';
import { OURS_LABEL } from '../engine';
import type { Session } from '../session';

/** What the suite must know of an engine beforehand. */
export interface ContractSubject {
  readonly create: () => Engine;
  /** What the engine's status said it can do: the rest is shown as skipped. */
  readonly capabilities: EngineCapabilities;
  /** Whether stages that the target does not need are left out. */
  readonly prunesStages: boolean;
  /** `builder` where the engine is the subject of another suite already, and only its builder is another. */
  readonly scope?: 'all' | 'builder';
  /** Whether nobody else uses this engine meanwhile, so that what is ours may be cleaned up whosever it is. */
  readonly alone?: boolean;
  /** Makes something of the learner's own, without Drydock's label, and gives a way to remove it. */
  readonly stranger?: {
    readonly container: () => Promise<{ readonly id: string; readonly remove: () => Promise<void> }>;
  };
  /** Removes what the engine itself left behind, such as unnamed stages. */
  readonly cleanUp: () => Promise<void>;
}

/** Base that every engine of the suite has: busybox with a shell. */
export const CONTRACT_BASE = 'busybox:1.36';

/** Milliseconds that something may take on a busy machine before it counts as never. */
export const PATIENCE = { timeout: 20_000, interval: 50 };

/** On every image that a suite builds; no two suites have the same, so that one can clean up beside the other. */
export const TEST_LABEL = `LABEL dev.drydock.test=${process.pid}`;

/** How long an image is tried to be removed, and how often, in milliseconds. */
const LETS_GO = { timeout: 5_000, interval: 200 };

let counter = 0;

/** The engine under test with what its tests share, and what they leave behind, to be removed. */
export class Harness {
  readonly engine: Engine;
  readonly capabilities: EngineCapabilities;
  readonly prunesStages: boolean;
  readonly compose: boolean;
  readonly alone: boolean;
  readonly stranger: ContractSubject['stranger'];
  /** Value of the label on all that this suite makes. */
  readonly owner = `contract-${process.pid}-${++counter}`;
  readonly tag = `drydock/${this.owner}:latest`;
  readonly #cleanUp: () => Promise<void>;
  #folder = '';

  constructor(subject: ContractSubject) {
    this.engine = subject.create();
    this.capabilities = subject.capabilities;
    this.prunesStages = subject.prunesStages;
    this.compose = subject.capabilities.compose;
    this.alone = subject.alone ?? false;
    this.stranger = subject.stranger;
    this.#cleanUp = subject.cleanUp;
  }

  async setUp(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'drydock-contract-'));
  }

  async tearDown(): Promise<void> {
    const { containers, images } = this.engine;
    for (const { id, labels } of await containers.list({ all: true, ours: true })) {
      if (labels[OURS_LABEL] === this.owner) await containers.remove(id, { force: true });
    }
    for (const { tags } of await images.list()) {
      for (const tag of tags) {
        if (tag.startsWith(`drydock/${this.owner}`)) await vi.waitFor(() => this.#removeImage(tag), LETS_GO);
      }
    }
    await this.engine.prune(this.owner);
    await this.#cleanUp();
    await this.engine.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Podman may refuse while a container that removes itself is on its way, and have taken the name away all the same. */
  async #removeImage(tag: string): Promise<void> {
    try {
      await this.engine.images.remove(tag);
    } catch (thrown) {
      if (!(thrown instanceof DrydockError) || thrown.data.kind !== 'not-found') throw thrown;
    }
  }

  /** A path for a file of the test. */
  file(name: string): string {
    return join(this.#folder, name);
  }

  /** A name that no other suite uses at the same time. */
  name(kind: string): string {
    return `drydock-${this.owner}-${kind}-${++counter}`;
  }

  async build(
    files: Readonly<Record<string, string>>,
    options: {
      target?: string;
      noCache?: boolean;
      tag?: string;
      buildArgs?: Record<string, string>;
      secrets?: Record<string, string>;
      platform?: string;
      signal?: AbortSignal;
      onEvent?: (event: BuildEvent) => void;
    } = {},
  ): Promise<BuildEvent[]> {
    const context = await mkdtemp(join(this.#folder, 'context-'));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(context, path)), { recursive: true });
      await writeFile(join(context, path), text);
    }
    const { signal, onEvent, ...rest } = options;
    const request = { tag: this.tag, ...rest, context, labels: { [OURS_LABEL]: this.owner } };
    const events: BuildEvent[] = [];
    for await (const event of this.engine.build(request, signal ?? new AbortController().signal)) {
      events.push(event);
      onEvent?.(event);
    }
    const ends = events.filter((event) => event.type === 'done' || event.type === 'failed');
    expect(ends).toHaveLength(1);
    expect(events.at(-1)).toBe(ends[0]);
    return events;
  }

  /** The failure of a build that must fail. */
  async failure(dockerfile: string, files: Readonly<Record<string, string>> = {}): Promise<BuildFailure> {
    const last = (await this.build({ ...files, Dockerfile: dockerfile })).at(-1);
    if (last?.type !== 'failed') throw new Error('the build did not fail');
    expect(last.failure.message).toMatch(/[.?]$/);
    expect(last.failure.hint).not.toBe('');
    return last.failure;
  }

  /** The id of the image of a build that must succeed. */
  async built(
    files: Readonly<Record<string, string>>,
    options: { target?: string; tag?: string; platform?: string; buildArgs?: Record<string, string> } = {},
  ): Promise<string> {
    const last = (await this.build(files, options)).at(-1);
    if (last?.type !== 'done') throw new Error(`the build failed: ${JSON.stringify(last)}`);
    return last.imageId;
  }

  /** Makes a container of the base that runs a script. */
  create(script: string, spec: Partial<ContainerSpec> = {}): Promise<string> {
    return this.engine.containers.create({
      image: CONTRACT_BASE,
      owner: this.owner,
      arguments: ['sh', '-c', script],
      ...spec,
    });
  }

  /** Makes and starts a container of the base that runs a script. */
  async started(script: string, spec: Partial<ContainerSpec> = {}): Promise<string> {
    const container = await this.create(script, spec);
    await this.engine.containers.start(container);
    return container;
  }

  /** What a further process in a container writes, and how it ends. */
  async exec(container: string, script: string): Promise<{ output: string; exitCode: number | null }> {
    const session = await this.engine.containers.exec(container, { command: ['sh', '-c', script] });
    const { stdout, stderr } = await readSession(session);
    return { output: stdout + stderr, exitCode: await session.exit };
  }

  /** The whole log of a container. */
  async log(container: string): Promise<string[]> {
    const lines: string[] = [];
    for await (const { text } of this.engine.containers.logs(container)) lines.push(text);
    return lines;
  }
}

/** Asks until the answer is as it should be: `expect.poll` for tests that run beside each other. */
export async function eventually<T>(ask: () => T | Promise<T>, check: (value: T) => void): Promise<void> {
  await vi.waitFor(async () => check(await ask()), PATIENCE);
}

/** Both outputs of a session to its end. */
export async function readSession(
  session: Pick<Session, 'output'>,
): Promise<Record<OutputChunk['stream'], string>> {
  const text = { stdout: '', stderr: '' };
  for await (const { stream, data } of session.output) text[stream] += Buffer.from(data).toString();
  return text;
}

/** A tar of small files. */
export async function tarOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const archive = pack();
  for (const [name, text] of Object.entries(files)) archive.entry({ name }, text);
  archive.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

/** How a rejection of a kind looks. */
export function rejection(kind: string) {
  return { data: { kind } };
}
