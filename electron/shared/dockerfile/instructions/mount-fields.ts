import type { Flag, Mount, MountField } from '../ast';

/** Splits `--mount=key=value,...` into its fields; a quoted field may hold commas, as in CSV. */
export function readMount(flag: Flag): Mount {
  const value = flag.value ?? '';
  const exact = flag.valueSpan.end - flag.valueSpan.start === value.length;
  const base = flag.valueSpan.start;
  const fields: MountField[] = [];
  for (const part of splitCsv(value)) {
    const equals = part.text.indexOf('=');
    const key = equals < 0 ? part.text : part.text.slice(0, equals);
    const from = exact ? base + part.start : base;
    const to = exact ? base + part.end : flag.valueSpan.end;
    const split = exact && equals >= 0 ? Math.min(from + equals, to) : to;
    fields.push({
      key: key.toLowerCase(),
      value: equals < 0 ? undefined : part.text.slice(equals + 1),
      start: from,
      end: to,
      keySpan: { start: from, end: exact ? Math.min(from + key.length, to) : to },
      valueSpan: { start: Math.min(split + 1, to), end: to },
    });
  }
  return { flag, fields };
}

function splitCsv(value: string): { text: string; start: number; end: number }[] {
  const parts: { text: string; start: number; end: number }[] = [];
  let start = 0;
  while (start <= value.length) {
    let end: number;
    let text: string;
    if (value[start] === '"') {
      const close = value.indexOf('"', start + 1);
      text = value.slice(start + 1, close < 0 ? undefined : close);
      const comma = value.indexOf(',', close < 0 ? value.length : close + 1);
      end = comma < 0 ? value.length : comma;
    } else {
      const comma = value.indexOf(',', start);
      end = comma < 0 ? value.length : comma;
      text = value.slice(start, end);
    }
    parts.push({ text, start, end });
    start = end + 1;
  }
  return parts;
}

/** The unexpanded value of a mount's field, by any of its names. */
export function mountField(mount: Mount, ...keys: string[]): MountField | undefined {
  return mount.fields.find((field) => keys.includes(field.key));
}

/** The mount's type; `bind` when none is written. */
export function mountType(mount: Mount): string {
  return (mountField(mount, 'type')?.value ?? 'bind').toLowerCase();
}

/** The secrets that mounts ask for, as they are written. */
export function secretIdsIn(mounts: readonly Mount[]): readonly string[] {
  return mounts
    .filter((mount) => mountType(mount) === 'secret')
    .map((mount) => secretIdOf((...keys) => mountField(mount, ...keys)?.value));
}

/**
 * The secret that a mount asks for: by its id, or else by what its file is called (Dockerfile reference, RUN --mount).
 * @param value gives the value of a field by any of its names.
 */
export function secretIdOf(value: (...keys: string[]) => string | undefined): string {
  const target = value('target', 'dst', 'destination');
  return value('id', 'source', 'src') ?? target?.slice(target.lastIndexOf('/') + 1) ?? '';
}
