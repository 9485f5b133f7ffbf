const WHO = { u: 0o4700, g: 0o2070, o: 0o1007, a: 0o7777 } as const;
const SHIFT = { u: 6, g: 3, o: 0 } as const;
const PERMISSION = { r: 0o444, w: 0o222, x: 0o111, s: 0o6000, t: 0o1000 } as const;
/** What a clause that names nobody leaves alone, as for a shell of root. */
const UMASK = 0o022;

/**
 * The permission bits that `--chmod` makes of a file's: octal, or symbolic clauses such as `u=rwX,go-w` (chmod(1)). The
 * expression must be one that the checks of the Dockerfile let pass.
 */
export function changeMode(expression: string, mode: number, folder: boolean): number {
  if (/^[0-7]+$/.test(expression)) return parseInt(expression, 8);
  return expression.split(',').reduce((changed, clause) => {
    const who = /^[ugoa]*/.exec(clause)![0];
    const operations = clause.slice(who.length).matchAll(/([-+=])([rwxXst]+|[ugo]|)/g);
    return [...operations].reduce(
      (before, [, operator, permissions = '']) => apply(before, who, operator!, permissions, folder),
      changed,
    );
  }, mode);
}

function apply(mode: number, who: string, operator: string, permissions: string, folder: boolean): number {
  const named = [...who].reduce((bits, each) => bits | WHO[each as keyof typeof WHO], 0);
  const asked = bitsOf(permissions, mode, folder);
  // A folder keeps its set-id bits unless they are mentioned.
  const kept = folder && !permissions.includes('s') ? 0o6000 : 0;
  const bits = asked & (who ? named : ~UMASK) & ~kept;
  if (operator === '+') return mode | bits;
  if (operator === '-') return mode & ~bits;
  return (mode & ((who ? ~named : 0) | kept) & 0o7777) | bits;
}

function bitsOf(permissions: string, mode: number, folder: boolean): number {
  if (permissions === 'u' || permissions === 'g' || permissions === 'o')
    return ((mode >> SHIFT[permissions]) & 7) * 0o111;
  return [...permissions].reduce((bits, each) => {
    if (each === 'X') return bits | (folder || mode & 0o111 ? 0o111 : 0);
    return bits | PERMISSION[each as keyof typeof PERMISSION];
  }, 0);
}
