/** Space as Go's `unicode.IsSpace` counts it, which is what BuildKit trims and splits on. */
export function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code < 0x80) return false;
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** The separators BuildKit's parser splits arguments on: tab, vertical tab, form feed, return and space. */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || (code >= 0x0b && code <= 0x0d);
}

/** First index at or after `index`, before `end`, that is no space. */
export function skipSpace(text: string, index: number, end: number): number {
  while (index < end && isSpace(text.charCodeAt(index))) index++;
  return index;
}

/** Last index, exclusive, of `text[start, end)` without trailing space. */
export function trimEnd(text: string, start: number, end: number): number {
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}

/** `text` without leading and trailing space, as Go's `strings.TrimSpace`. */
export function trimSpace(text: string): string {
  const start = skipSpace(text, 0, text.length);
  return text.slice(start, trimEnd(text, start, text.length));
}
