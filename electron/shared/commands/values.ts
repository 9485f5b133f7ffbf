/** Values of options in one form each, so that two ways to write the same thing are equal. */

/** Bytes of a size such as `64m`, with powers of 1024 as both tools count memory; null for what is none. */
export function parseBytes(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*([bkmgt]?)(?:i?b)?$/i.exec(text.trim());
  if (!match) return null;
  const power = ['', 'k', 'm', 'g', 't'].indexOf((match[2] ?? '').toLowerCase().replace('b', ''));
  return Math.round(Number(match[1]) * 1024 ** power);
}

/** A port to publish. */
export interface PublishOption {
  readonly address: string | undefined;
  /** Undefined where the engine chooses. */
  readonly hostPort: number | undefined;
  readonly containerPort: number;
  readonly protocol: 'tcp' | 'udp';
}

/** Reads `[[ADDRESS:]HOSTPORT:]PORT[/udp]`; null for what is none. */
export function parsePublish(text: string): PublishOption | null {
  const match = /^(?:(?:([\d.]+|\[[\da-f:]+\]):)?(\d*):)?(\d+)(?:\/(tcp|udp))?$/i.exec(text);
  const containerPort = Number(match?.[3]);
  const hostPort = Number(match?.[2] || 0);
  if (!match || containerPort < 1 || containerPort > 65535 || hostPort > 65535) return null;
  return {
    address: match[1],
    hostPort: hostPort || undefined,
    containerPort,
    protocol: match[4]?.toLowerCase() === 'udp' ? 'udp' : 'tcp',
  };
}

/** Something of outside at a path inside. */
export interface MountOption {
  readonly type: 'volume' | 'bind' | 'tmpfs';
  /** Empty for a volume without a name, and for tmpfs. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** Reads the value of `-v`: `[SOURCE:]TARGET[:OPTIONS]`. A source that looks like a path is a bind; null for what is none. */
export function parseVolume(text: string): MountOption | null {
  const parts = text.split(':');
  const [source = '', target = '', options = ''] = parts.length === 1 ? ['', ...parts] : parts;
  if (!target.startsWith('/') || parts.length > 3) return null;
  const type = /^[.~/$]/.test(source) ? 'bind' : 'volume';
  return { type, source: here(source), target: trimEnd(target), readOnly: options.split(',').includes('ro') };
}

/** Reads the value of `--mount`: `type=volume,source=…,target=…,readonly`; null for what is none. */
export function parseMount(text: string): MountOption | null {
  const fields = new Map(
    text.split(',').map((field) => {
      const at = field.indexOf('=');
      return at < 0
        ? ([field.trim(), 'true'] as const)
        : ([field.slice(0, at).trim(), field.slice(at + 1)] as const);
    }),
  );
  const get = (...names: string[]) =>
    names.map((name) => fields.get(name)).find((value) => value !== undefined);
  const type = get('type') ?? 'volume';
  const target = get('target', 'destination', 'dst');
  if (target === undefined || !target.startsWith('/')) return null;
  if (type !== 'volume' && type !== 'bind' && type !== 'tmpfs') return null;
  const readOnly = ['true', '1'].includes(get('readonly', 'ro') ?? 'false');
  return { type, source: here(get('source', 'src') ?? ''), target: trimEnd(target), readOnly };
}

/**
 * An image name in its shortest form with its tag: `docker.io/library/busybox` is `busybox:latest`. Beside a digest a
 * tag says nothing: the digest decides.
 */
export function normaliseImage(name: string): string {
  return tagged(name.replace(/^(?:index\.)?docker\.io\//, '').replace(/^(?:library|localhost)\//, ''));
}

/** The same for a tool in which a short name may lead anywhere, as it may in Podman: a full name stays a full one. */
export function normaliseFullImage(name: string): string {
  return tagged(
    name
      .replace(/^index\.docker\.io\//, 'docker.io/')
      .replace(/^docker\.io\/(?=[^/]+$)/, 'docker.io/library/')
      .replace(/^localhost\//, ''),
  );
}

function tagged(name: string): string {
  if (name.includes('@')) return name.replace(/:[^/@]+@/, '@');
  return /:[^/]*$/.test(name) ? name : `${name}:latest`;
}

/** The ways to name the folder one is in are one. */
function here(source: string): string {
  return source.replace(/^(?:\$PWD|\$\{PWD\}|\$\(pwd\)|`pwd`)(?=\/|$)/, '.').replace(/^\.\/$/, '.');
}

const trimEnd = (path: string): string => (path.length > 1 ? path.replace(/\/+$/, '') : path);
