import { homedir } from 'node:os';
import { join } from 'node:path';
import { isRoot } from './user/account';

export { root } from './stale.mjs';

/**
 * Where runtimes are kept between checkouts: `$XDG_CACHE_HOME/drydock` or `~/.cache/drydock`. Root has a folder that
 * others can read, because root's Electron runs as another user (design section 4).
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], 'drydock');
  return isRoot() ? '/var/cache/drydock' : join(homedir(), '.cache', 'drydock');
}
