import { type Home, isHome } from '../ipc/sender';

/** What an address of the app's scheme asks for. Paths are lists of names, none of which can leave its folder. */
export type Resolved =
  | { readonly kind: 'app'; readonly path: readonly string[] }
  | { readonly kind: 'figure'; readonly course: string; readonly path: readonly string[] }
  | { readonly kind: 'refused'; readonly status: 400 | 404 };

const refused = (status: 400 | 404): Resolved => ({ kind: 'refused', status });

/**
 * Reads an address. It is split at its slashes first and each part decoded once afterwards, so that an encoded slash
 * or dot can never become a step in a path. Pure: what a course id stands for, and whether the file's real path is
 * inside, is asked later (serve.ts).
 */
export function resolveRequest(url: string, home: Home): Resolved {
  if (!isHome(url, [home])) return refused(404);
  const names: string[] = [];
  for (const part of new URL(url).pathname.slice(1).split('/')) {
    const name = decode(part);
    if (name === undefined) return refused(400);
    names.push(name);
  }
  if (names.length === 1 && names[0] === '') return { kind: 'app', path: ['index.html'] };
  if (!names.every(isPlainName)) return refused(400);
  const [first, course, ...path] = names;
  if (first !== 'course') return { kind: 'app', path: names };
  return course !== undefined && path.length > 0 ? { kind: 'figure', course, path } : refused(404);
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined; // a stray % or bytes that are not UTF-8
  }
}

/** Whether a decoded name is one name on every system: no separators, no dots alone, no drive or stream, no control characters. */
function isPlainName(name: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return name !== '' && name !== '.' && name !== '..' && !/[/\\:\u0000-\u001f\u007f]/.test(name);
}
