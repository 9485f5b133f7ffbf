import type { IncomingHttpHeaders } from 'node:http';

/**
 * What a previewed page may do, whatever it says of itself: scripts and styles as it likes, but nothing that is not of
 * its own origin, which is one port of one container (Electron's checklist, items 7 and 13).
 */
export const previewPolicy = [
  "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'self'",
  "object-src 'none'",
].join('; ');

/** Belong to one connection (RFC 9110, 7.6.1), or would say of the window what is none of the container's business. */
const notSent = new Set([
  'accept-encoding',
  'connection',
  'cookie',
  'host',
  'origin',
  'referer',
  'te',
  'transfer-encoding',
  'upgrade',
]);
const notPassed = new Set([
  'connection',
  'content-security-policy',
  'content-security-policy-report-only',
  'keep-alive',
  'location',
  'proxy-authenticate',
  'set-cookie',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-frame-options',
]);

/** Headers for the container. Nothing is compressed: Chromium does not unpack what comes by a scheme of ours. */
export function requestHeaders(
  given: Readonly<Record<string, string>>,
  host: string,
  cookie: string | undefined,
): Record<string, string> {
  const kept = Object.entries(given).filter(([name]) => !notSent.has(name.toLowerCase()));
  return {
    ...Object.fromEntries(kept),
    host,
    'accept-encoding': 'identity',
    connection: 'close',
    ...(cookie !== undefined && { cookie }),
  };
}

/** Headers for the page: the container's, with our policy in place of its own. */
export function answerHeaders(
  given: IncomingHttpHeaders,
  location: string | undefined,
): Record<string, string> {
  const kept = Object.entries(given).flatMap(([name, value]): [string, string][] =>
    notPassed.has(name) || value === undefined
      ? []
      : [[name, Array.isArray(value) ? value.join(', ') : value]],
  );
  return {
    ...Object.fromEntries(kept),
    ...(location !== undefined && { location }),
    'content-security-policy': previewPolicy,
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
}

/** Where an answer sends on to: nowhere, within the container, or to another host, which is not followed. */
export type Redirect =
  | { readonly kind: 'none'; readonly location?: undefined }
  | { readonly kind: 'within'; readonly location: string }
  | { readonly kind: 'elsewhere'; readonly host: string };

/** Reads a `Location` header. Containers know themselves as `host`, or by a name of the loopback. */
export function redirectOf(location: string | undefined, host: string): Redirect {
  if (location === undefined) return { kind: 'none' };
  let url: URL;
  try {
    url = new URL(location, `http://${host}/`);
  } catch {
    return { kind: 'none' }; // not an address: the page is shown as it is
  }
  if (!location.includes('//')) return { kind: 'within', location };
  const own =
    url.protocol === 'http:' && (url.host === host || url.host === `localhost:${host.split(':')[1] ?? ''}`);
  return own
    ? { kind: 'within', location: url.pathname + url.search + url.hash }
    : { kind: 'elsewhere', host: url.host };
}
