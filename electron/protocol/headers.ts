/**
 * What the app's pages may do (Electron's security checklist, item 7). Scripts and workers come from files of the
 * app alone. Styles may be inline because Monaco and Vue set them on elements; images may be data, as Monaco's icons
 * are. There is no `connect-src` beyond ourselves, so nothing leaves the machine. Frames show previews of containers alone:
 * that scheme is answered by electron/previews/, and its pages have a policy of their own.
 */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  'frame-src preview:',
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** A figure of a course is only ever a picture: an SVG opened by itself runs no script and loads nothing. */
export const figurePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox";

const common = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Headers of the app's own files. */
export function pageHeaders(type: string): Record<string, string> {
  return {
    ...common,
    'content-type': type,
    'content-security-policy': pagePolicy,
    'cross-origin-opener-policy': 'same-origin',
  };
}

/** Headers of a course's figures. They may change while the app is open, so they are not kept. */
export function figureHeaders(type: string): Record<string, string> {
  return {
    ...common,
    'content-type': type,
    'content-security-policy': figurePolicy,
    'cache-control': 'no-store',
  };
}

const images: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.svg': 'image/svg+xml',
};
const fonts: Readonly<Record<string, string>> = {
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.otf': 'font/otf',
};

/** The types that a course may bring into a page, by file extension. */
export const figureTypes: ReadonlyMap<string, string> = new Map(Object.entries({ ...images, ...fonts }));

/** The types of the app's own files. */
export const pageTypes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...images,
    ...fonts,
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.css': 'text/css; charset=utf-8',
    '.json': 'application/json; charset=utf-8',
    '.map': 'application/json; charset=utf-8',
    '.wasm': 'application/wasm',
  }),
);
