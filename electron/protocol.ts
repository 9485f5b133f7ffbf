/** The app's own scheme: everything the window shows comes from `app://drydock/` (Electron's checklist, item 18). */
import { type Session, protocol } from 'electron';
import { appHome } from './ipc/sender';
import type { Previews } from './previews';
import { previewScheme } from './shared/engine/preview';
import { type Served, type Sources, empty, serve } from './protocol/serve';

const scheme = appHome.protocol.slice(0, -1);

/** The page's address. Routes are in its fragment. */
export const appUrl = `${appHome.protocol}//${appHome.host}/`;

/**
 * Must be called before the app is ready. `standard` and `secure` make the scheme an origin of its own;
 * `bypassCSP` and `corsEnabled` stay off.
 */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    { scheme: previewScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/**
 * Serves the scheme in one session. Not with `protocol.handle`, though `registerBufferProtocol` is its elder: `handle`
 * makes fetch's Request and Response, and for these Electron has Node load its HTTP client, which took the main
 * process 45 ms of every start, before the page's first byte.
 */
export function serveScheme(session: Session, sources: Omit<Sources, 'home'>): void {
  const answer = async (request: { readonly url: string; readonly method: string }): Promise<Served> => {
    try {
      return await serve(request, { ...sources, home: appHome });
    } catch (error) {
      sources.log(
        `serving ${request.url} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      return empty(500);
    }
  };
  session.protocol.registerBufferProtocol(scheme, (request, respond) => {
    void answer(request).then(({ status, headers, body }) => {
      respond({ statusCode: status, headers, data: body });
    });
  });
}

/** Serves the scheme of previews in one session: each request is answered by the container that it is for. */
export function servePreviews(
  session: Session,
  previews: () => Promise<Previews>,
  log: (line: string) => void,
): void {
  session.protocol.registerStreamProtocol(previewScheme, (request, respond) => {
    const { url, method, headers } = request;
    const parts = (request.uploadData ?? []).map((part) => part.bytes);
    const body = parts.length > 0 ? Buffer.concat(parts) : null;
    void Promise.all([import('./previews/relay'), previews()])
      .then(([{ relay }, opened]) => relay({ url, method, headers, body }, opened))
      .then(respond, (error: unknown) => {
        log(`preview of ${url} failed: ${String(error)}`);
        respond({ statusCode: 500 });
      });
  });
}
