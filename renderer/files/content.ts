/** What of a file's bytes can be shown. */
export type FileContent =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly dump: string };

/** Bytes that are shown of what is not text. */
const DUMPED = 2048;
/** Bytes that are looked at to tell text from other things, as git does. */
const LOOKED_AT = 8000;

/** Tells text from other things: text has no zero byte and is valid UTF-8, but for a character cut at the end. */
export function contentOf(bytes: Uint8Array): FileContent {
  if (bytes.length === 0) return { kind: 'empty' };
  if (!bytes.subarray(0, LOOKED_AT).includes(0)) {
    try {
      const decoder = new TextDecoder('utf-8', { fatal: true });
      return { kind: 'text', text: decoder.decode(bytes, { stream: true }) };
    } catch {
      return { kind: 'binary', dump: hexDump(bytes) }; // another encoding: its bytes are shown
    }
  }
  return { kind: 'binary', dump: hexDump(bytes) };
}

/** Offsets, bytes and characters, as `hexdump -C` shows them. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < Math.min(bytes.length, DUMPED); at += 16) {
    const row = [...bytes.subarray(at, Math.min(at + 16, DUMPED))];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0'));
    const cells = [hex.slice(0, 8).join(' '), hex.slice(8).join(' ')].join('  ').padEnd(49);
    const text = row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${cells} |${text}|`);
  }
  return lines.join('\n');
}
