import { extname } from 'node:path';
import type { Home } from '../ipc/sender';
import { DrydockError } from '../shared/errors';
import { resolveInside } from '../storage/contained-path';
import { readBytes } from '../storage/read-text';
import { figureHeaders, figureTypes, pageHeaders, pageTypes } from './headers';
import { resolveRequest } from './resolve-request';

/** Where files are served from. */
export interface Sources {
  readonly home: Home;
  /** Folder of the built renderer. */
  readonly root: string;
  /** The folder of an open course, or null for an unknown id. */
  readonly courseFolder: (course: string) => Promise<string | null>;
  readonly log: (line: string) => void;
}

/** An answer to a request. Not the `Response` of fetch: naming that loads Node's whole HTTP client into the start. */
export interface Served {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** Largest file of the app's own: Monaco's chunk is about 4 MiB. */
const pageLimit = 64 * 1024 * 1024;
/** Largest figure of a course, in bytes. */
export const figureLimit = 32 * 1024 * 1024;

/**
 * Answers a request for `app://drydock/...`: a file of the renderer, or a figure of a course. A file is served only
 * when its real path, every link followed, is inside its folder (Electron's checklist, items 13 and 18).
 */
export async function serve(
  request: { readonly url: string; readonly method: string },
  sources: Sources,
): Promise<Served> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return empty(405);
  const resolved = resolveRequest(request.url, sources.home);
  switch (resolved.kind) {
    case 'refused':
      return empty(resolved.status);
    case 'app':
      return file(
        sources.root,
        resolved.path,
        { types: pageTypes, headers: pageHeaders, limit: pageLimit },
        sources,
      );
    case 'figure': {
      const folder = await sources.courseFolder(resolved.course);
      if (folder === null) return empty(404);
      return file(
        folder,
        resolved.path,
        { types: figureTypes, headers: figureHeaders, limit: figureLimit },
        sources,
      );
    }
  }
}

interface Rules {
  readonly types: ReadonlyMap<string, string>;
  readonly headers: (type: string) => Record<string, string>;
  readonly limit: number;
}

async function file(root: string, path: readonly string[], rules: Rules, sources: Sources): Promise<Served> {
  const inner = path.join('/');
  const type = rules.types.get(extname(inner).toLowerCase());
  if (type === undefined) return empty(403);
  try {
    const bytes = await readBytes(await resolveInside(root, inner), rules.limit);
    if (bytes.ok) return { status: 200, headers: rules.headers(type), body: bytes.value };
    sources.log(`not served: ${inner} ${bytes.reason}`);
    return empty(404);
  } catch (error) {
    if (!(error instanceof DrydockError)) throw error;
    if (error.data.kind === 'refused') sources.log(`not served: ${error.message}`);
    return empty(error.data.kind === 'refused' ? 403 : 404);
  }
}

/** An answer without content; of a type that no page can run or show. */
export function empty(status: number): Served {
  return { status, headers: { 'content-type': 'text/plain' }, body: Buffer.alloc(0) };
}
