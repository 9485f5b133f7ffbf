/** Cookies that one preview keeps at a time. */
const LIMIT = 50;

/**
 * Cookies of one preview, since Chromium keeps none for a scheme that is not HTTP. There is one site only, so that
 * domain and path are not looked at; what is expired is dropped (RFC 6265, 5.2).
 */
export class CookieJar {
  readonly #cookies = new Map<string, string>();

  /** Takes what a `Set-Cookie` header says. */
  take(header: string): void {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    if (at <= 0) return;
    const name = pair.slice(0, at);
    this.#cookies.delete(name);
    if (attributes.some(isOver)) return;
    this.#cookies.set(name, pair.slice(at + 1));
    const oldest = this.#cookies.keys().next().value;
    if (this.#cookies.size > LIMIT && oldest !== undefined) this.#cookies.delete(oldest);
  }

  /** The value of a `Cookie` header; undefined when there is none. */
  get header(): string | undefined {
    if (this.#cookies.size === 0) return undefined;
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

function isOver(attribute: string): boolean {
  const [name = '', value = ''] = attribute.split('=');
  if (name.toLowerCase() === 'max-age') return Number(value) <= 0;
  return name.toLowerCase() === 'expires' && Date.parse(value) < Date.now();
}
