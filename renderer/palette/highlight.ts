/** A piece of a text, emphasised or not. */
export interface TextPart {
  readonly text: string;
  readonly strong: boolean;
}

/** Cuts a text at the ranges [from, to) to emphasise. Ranges outside the text or over one another are clipped. */
export function emphasise(text: string, ranges: readonly (readonly [number, number])[]): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const start = Math.max(at, from);
    const end = Math.min(text.length, to);
    if (end <= start) continue;
    if (start > at) parts.push({ text: text.slice(at, start), strong: false });
    parts.push({ text: text.slice(start, end), strong: true });
    at = end;
  }
  if (at < text.length) parts.push({ text: text.slice(at), strong: false });
  return parts;
}
