import { randomUUID } from 'node:crypto';
import { DrydockError } from '../shared/errors';
import type { Preview } from '../shared/engine/preview';
import { previewScheme } from '../shared/engine/preview';
import { CookieJar } from './cookie-jar';

/** Where a preview's requests go. */
export interface Target {
  /** Port of this machine's loopback. */
  readonly port: number;
  readonly cookies: CookieJar;
}

/** What previews need of the rest. */
export interface PreviewsOptions {
  /**
   * The loopback port on which a running container of ours publishes a port; null when it does not, or not any more.
   * Throws for a container that Drydock did not make.
   */
  readonly locate: (container: string, containerPort: number) => Promise<number | null>;
  /** Milliseconds for which an answer of `locate` is believed. */
  readonly believeMs?: number;
}

interface Opened {
  readonly container: string;
  readonly containerPort: number;
  readonly cookies: CookieJar;
  located: { readonly port: Promise<number | null>; readonly at: number };
}

/** Previews that may be open at a time; the oldest gives way. */
const LIMIT = 32;
const BELIEVE_MS = 1000;

/**
 * The previews that are open. Each has an address that cannot be guessed and that means one port of one container,
 * looked up again and again: another program may get the port once the container has ended.
 */
export class Previews {
  readonly #options: PreviewsOptions;
  readonly #opened = new Map<string, Opened>();

  constructor(options: PreviewsOptions) {
    this.#options = options;
  }

  /** Opens a preview. Throws `not-found` where the port is not published on the loopback. */
  async open(container: string, containerPort: number): Promise<Preview> {
    const port = await this.#options.locate(container, containerPort);
    if (port === null) {
      throw new DrydockError({
        kind: 'not-found',
        message: `Port ${containerPort} of this container is not published on this machine, so there is nothing to show.`,
        remedy: 'Run the container again, and publish the port.',
      });
    }
    const id = randomUUID();
    const located = { port: Promise.resolve(port), at: performance.now() };
    this.#opened.set(id, { container, containerPort, cookies: new CookieJar(), located });
    const oldest = this.#opened.keys().next().value;
    if (this.#opened.size > LIMIT && oldest !== undefined) this.#opened.delete(oldest);
    return { id, origin: `${previewScheme}://${id}` };
  }

  /** Closes a preview; its address then means nothing. */
  close(id: string): void {
    this.#opened.delete(id);
  }

  /** Where requests to a preview go; null for one that is not open, or whose container is not there any more. */
  async target(id: string): Promise<Target | null> {
    const opened = this.#opened.get(id);
    if (!opened) return null;
    if (performance.now() - opened.located.at > (this.#options.believeMs ?? BELIEVE_MS)) {
      const port = this.#options.locate(opened.container, opened.containerPort).catch(() => null); // gone: nothing is there
      opened.located = { port, at: performance.now() };
    }
    const port = await opened.located.port;
    return port === null ? null : { port, cookies: opened.cookies };
  }
}
