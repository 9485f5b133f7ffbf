const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe for element content and quoted attributes. */
export function escapeHtml(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (found) => ESCAPES[found] ?? found) : text;
}

/** ` name="value"` for each pair; names that are no attribute names are left out. */
export function attributesHtml(pairs: readonly (readonly [string, string | number])[]): string {
  return pairs
    .filter(([name]) => /^[a-zA-Z][\w:.-]*$/.test(name))
    .map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`)
    .join('');
}

/**
 * An address that a reader may follow or a picture may have: web, mail, or inside the deck and lesson.
 * @returns `''` for everything else, `javascript:` among it.
 */
export function safeAddress(address: string): string {
  // eslint-disable-next-line no-control-regex -- browsers ignore these inside a scheme
  const bare = address.replace(/[\u0000-\u0020\u007f-\u00a0]/g, '');
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(bare)?.[1]?.toLowerCase();
  return scheme === undefined || ['http', 'https', 'mailto'].includes(scheme) ? address : '';
}

/** A length an author may give to a picture or column: `55%`, `300px`, `12em`; `''` for anything else. */
export function safeLength(value: string): string {
  const match = /^(\d{1,4}(?:\.\d{1,3})?)(%|px|em|rem|vw|vh|cm|in)?$/.exec(value.trim());
  return match ? `${match[1]}${match[2] ?? 'px'}` : '';
}
