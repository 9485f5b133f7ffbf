import type { Field } from './field';
import type { ComposeFileGrant, ComposeMount } from './model';

/** Options behind the second colon that change nothing here: they are about labels and caches of some systems. */
const HARMLESS: ReadonlySet<string> = new Set([
  'rw',
  'z',
  'Z',
  'cached',
  'delegated',
  'consistent',
  'nocopy',
]);

/** The mounts of a service: `./data:/data:ro`, `cache:/var/cache`, `/scratch`, and the long form. */
export function readMounts(field: Field): readonly ComposeMount[] {
  return field.list().flatMap((item) => (item.isMapping ? readLong(item) : readShort(item)));
}

/** Folders in memory: `/run` or `/run:size=64m`. */
export function readTmpfs(field: Field): readonly ComposeMount[] {
  const items = field.isList ? field.list() : [field];
  return items.flatMap((item) => {
    const [target = '', options = ''] = item.text('an absolute path')?.split(':') ?? [];
    if (!target.startsWith('/')) {
      if (target) item.error(`"${target}" is no absolute path.`);
      return [];
    }
    const size = /(?:^|,)size=(\d+)([kmg]?)/i.exec(options);
    const bytes = size && Number(size[1]) * 1024 ** ['', 'k', 'm', 'g'].indexOf(size[2]!.toLowerCase());
    return [{ type: 'tmpfs', target, line: item.line, ...(bytes && { sizeBytes: bytes }) }];
  });
}

function readShort(item: Field): readonly ComposeMount[] {
  const text = item.text('a mount like "./data:/data"');
  if (text === undefined) return [];
  const match = /^(?:((?:[A-Za-z]:[\\/])?[^:]+):)?(\/[^:]*)(?::([\w,]+))?$/.exec(text);
  if (!match) {
    item.error(`"${text}" is no mount; write "source:/path/in/the/container" or "source:/path:ro".`);
    return [];
  }
  const [, source, target = '', mode = ''] = match;
  const options = mode.split(',').filter(Boolean);
  const unknown = options.find((option) => option !== 'ro' && !HARMLESS.has(option));
  if (unknown) item.error(`"${unknown}" is no option of a mount; there are ro and rw.`);
  const common = { target, readOnly: options.includes('ro'), line: item.line };
  if (source === undefined) return [{ ...common, type: 'volume', volume: null }];
  if (isPath(source)) return [{ ...common, type: 'bind', source }];
  return [{ ...common, type: 'volume', volume: source }];
}

function readLong(item: Field): readonly ComposeMount[] {
  let type: 'volume' | 'bind' | 'tmpfs' | undefined;
  let source: string | undefined;
  let target: string | undefined;
  let readOnly = false;
  let sizeBytes: number | undefined;
  item.read({
    type: (each) => (type = each.oneOf(['volume', 'bind', 'tmpfs'])),
    source: (each) => (source = each.text()),
    target: (each) => (target = each.text()),
    read_only: (each) => (readOnly = each.boolean() ?? false),
    consistency: (each) => void each.text(),
    bind: (each) =>
      each.read(
        { create_host_path: (inner) => void inner.boolean() },
        {
          propagation: { effect: 'ignored', why: "mounts are the container's own" },
          selinux: { effect: 'ignored', why: 'labels are left as they are' },
          recursive: { effect: 'ignored', why: "mounts are the container's own" },
        },
      ),
    volume: (each) =>
      each.read(
        { nocopy: (inner) => void inner.boolean() },
        {
          subpath: { effect: 'refused', why: 'a volume is mounted whole' },
          labels: { effect: 'ignored', why: 'a volume has the labels of its own entry' },
        },
      ),
    tmpfs: (each) =>
      each.read({ size: (inner) => (sizeBytes = inner.bytes()), mode: (inner) => void inner.text() }),
  });
  if (type === undefined) {
    if (!item.fields().has('type')) item.error('the "type" is missing: volume, bind or tmpfs.');
    return [];
  }
  if (!target?.startsWith('/')) {
    item.error('the "target" is missing: an absolute path in the container.');
    return [];
  }
  const { line } = item;
  if (type === 'tmpfs') return [{ type, target, line, ...(sizeBytes !== undefined && { sizeBytes }) }];
  if (type === 'volume') return [{ type, volume: source ?? null, target, readOnly, line }];
  if (source !== undefined) return [{ type, source, target, readOnly, line }];
  item.error('the "source" is missing: the folder to mount.');
  return [];
}

/** The secrets or configs that a service sees; `folder` is where they are by default. */
export function readGrants(field: Field, folder: string): readonly ComposeFileGrant[] {
  return field.list().flatMap((item) => {
    let source: string | undefined;
    let target: string | undefined;
    let mode = 0o444;
    let uid = 0;
    let gid = 0;
    if (item.isMapping) {
      item.read({
        source: (each) => (source = each.text()),
        target: (each) => (target = each.text()),
        uid: (each) => (uid = each.integer(0, 2 ** 31) ?? 0),
        gid: (each) => (gid = each.integer(0, 2 ** 31) ?? 0),
        mode: (each) => (mode = readMode(each) ?? mode),
      });
      if (source === undefined)
        item.error('the "source" is missing: the name of the entry at the top level.');
    } else source = item.text();
    if (source === undefined) return [];
    const path = target ?? source;
    return [{ source, target: path.startsWith('/') ? path : `${folder}${path}`, mode, uid, gid }];
  });
}

/** `0440`, which YAML 1.2 reads as a decimal number, and `0o440`. */
function readMode(field: Field): number | undefined {
  const text = field.text('permissions like 0440');
  if (text === undefined) return undefined;
  const match = /^0?o?([0-7]{3,4})$/.exec(text.trim());
  return match ? Number.parseInt(match[1]!, 8) : field.error('expected permissions like 0440.');
}

function isPath(source: string): boolean {
  return /^[.~/\\]|^[A-Za-z]:[\\/]/.test(source);
}
