import { createHash } from 'node:crypto';

/** What came from an address. */
export interface Download {
  readonly bytes: Uint8Array;
  /** Seconds since 1970: when the server says that it was changed last, or 0. */
  readonly modified: number;
}

/** How much and how long is waited for, and from where anything may come. */
export interface DownloadLimits {
  readonly allowed: (host: string) => boolean;
  readonly signal: AbortSignal;
  /** Bytes. */
  readonly most: number;
  /** Milliseconds without a byte. */
  readonly patience?: number;
}

/** It was not fetched, and why, as the end of a sentence. */
export class NotFetched extends Error {
  override readonly name = 'NotFetched';
  /** `network` tells that nobody was reached; else the address or what is there is at fault. */
  constructor(
    reason: string,
    readonly network = false,
  ) {
    super(reason);
  }
}

/** It would have to come from a host that the learner did not allow. */
export class HostNotAllowed extends Error {
  override readonly name = 'HostNotAllowed';
  constructor(readonly host: string) {
    super(`Nothing may be fetched from ${host}.`);
  }
}

const REDIRECTS = 5;
const PATIENCE_MS = 30_000;

/**
 * Fetches an http(s) address. A server that sends elsewhere is followed to allowed hosts only, and never from https to
 * http. Throws NotFetched, HostNotAllowed, or the signal's reason.
 */
export async function download(address: string, limits: DownloadLimits): Promise<Download> {
  let url = webAddress(address);
  for (let hops = 0; hops <= REDIRECTS; hops++) {
    if (!limits.allowed(url.hostname)) throw new HostNotAllowed(url.hostname);
    const result = await fetchOnce(url, limits);
    if (!(result instanceof URL)) return result;
    if (url.protocol === 'https:' && result.protocol !== 'https:')
      throw new NotFetched(`the server sends on to ${result.host} without encryption`);
    url = result;
  }
  throw new NotFetched('the server sends on and on');
}

/** The address as a URL. Throws NotFetched for what is none of the web, or has a name and password in it. */
export function webAddress(address: string): URL {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw new NotFetched('it is no address');
  }
  if (!/^https?:$/.test(url.protocol)) throw new NotFetched('only http and https addresses are fetched');
  if (url.username || url.password)
    throw new NotFetched('a name or password in an address would stay in the image');
  return url;
}

/** Where the server sends on to, or what it has. */
async function fetchOnce(url: URL, { signal, most, patience = PATIENCE_MS }: DownloadLimits) {
  signal.throwIfAborted();
  const controller = new AbortController();
  const cancel = () => {
    controller.abort();
  };
  let timer: NodeJS.Timeout | undefined;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(cancel, patience);
  };
  signal.addEventListener('abort', cancel, { once: true });
  alive();
  try {
    const answer = await fetch(url, {
      redirect: 'manual',
      signal: controller.signal,
      headers: { 'accept-encoding': 'identity', 'user-agent': 'Drydock' }, // as it is stored, not packed for the way
    });
    if (answer.status >= 300 && answer.status < 400) {
      await answer.body?.cancel();
      return webAddress(new URL(answer.headers.get('location') ?? '', url).href);
    }
    if (!answer.ok) {
      await answer.body?.cancel();
      throw new NotFetched(`the server answered ${answer.status} ${answer.statusText}`.trim());
    }
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of answer.body ?? []) {
      alive();
      chunks.push(chunk as Uint8Array);
      length += (chunk as Uint8Array).length;
      if (length > most) throw new NotFetched(`it has more than ${Math.floor(most / 1e6)} MB`);
    }
    const changed = Date.parse(answer.headers.get('last-modified') ?? '');
    const bytes = new Uint8Array(Buffer.concat(chunks));
    return { bytes, modified: Number.isFinite(changed) ? changed / 1000 : 0 };
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof NotFetched) throw thrown;
    if (controller.signal.aborted)
      throw new NotFetched(`the server was silent for ${Math.round(patience / 1000)} s`, true);
    throw new NotFetched(reasonOf(thrown), true);
  } finally {
    controller.abort(); // nothing more of it is read
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}

/** `fetch` says only that it failed; its cause says why. */
function reasonOf(thrown: unknown): string {
  const cause: unknown = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown;
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its host is not known, or there is no network';
  if (code === 'ECONNREFUSED') return 'nobody answers there';
  if (code === 'ENETUNREACH' || code === 'EHOSTUNREACH') return 'there is no network to it';
  return cause instanceof Error ? cause.message : String(cause);
}

/** Whether the bytes have that digest: `sha256:`, `sha384:` or `sha512:` and hexadecimal digits. */
export function hasChecksum(bytes: Uint8Array, checksum: string): boolean {
  const [algorithm = '', digits] = checksum.split(':');
  return createHash(algorithm).update(bytes).digest('hex') === digits;
}
