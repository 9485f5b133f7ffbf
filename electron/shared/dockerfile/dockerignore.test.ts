import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contextFiles,
  dockerignoreFor,
  IgnoreMatcher,
  IgnorePatternError,
  parseDockerignore,
} from './dockerignore';
import { oracleIgnores } from './testing/ignore-oracle';

const matches = (path: string, ...patterns: string[]): boolean => new IgnoreMatcher(patterns).matches(path);

describe('reading the file', () => {
  it('drops comments and empty lines, cleans patterns, keeps places', () => {
    const text = '\ufeff# top\r\n\n  /src/./lib/ \n!  /keep\n#x\n a#b\n';
    expect(parseDockerignore(text).map(({ pattern, line }) => `${line}:${pattern}`)).toEqual([
      '3:src/lib',
      '4:!keep',
      '6:a#b',
    ]);
    const [entry] = parseDockerignore(text);
    expect(text.slice(entry!.start, entry!.end)).toBe('  /src/./lib/ ');
  });

  it('takes the file beside the Dockerfile first', () => {
    const files = new Set(['.dockerignore', 'app/prod.Dockerfile.dockerignore']);
    expect(dockerignoreFor('app/prod.Dockerfile', (path) => files.has(path))).toBe(
      'app/prod.Dockerfile.dockerignore',
    );
    expect(dockerignoreFor('Dockerfile', (path) => files.has(path))).toBe('.dockerignore');
    expect(dockerignoreFor('Dockerfile', () => false)).toBeUndefined();
  });
});

describe('matching', () => {
  it.each([
    ['**', 'a/b', true],
    ['dir/**', 'dir/a/b', true],
    ['dir/**', 'dir', false],
    ['**/x', 'x', true],
    ['**/x', 'a/b/x', true],
    ['**/.x', 'a.x', false],
    ['**x', 'a/bx', true],
    ['a**/*.md', 'a/b/c/d.md', true],
    ['a/*.md', 'a/b/c.md', false],
    ['**/d/**', 'a/d/b/c', true],
    ['a/*.md**', 'a/f.md', true],
    ['[b-d]e', 'ce', true],
    ['[^b-d]e', 'ce', false],
    ['a?c', 'a/c', false],
    ['a?c', 'a☺c', true],
    ['x(y)+{z}|$', 'x(y)+{z}|$', true],
    ['x.y', 'xzy', false],
    ['\\*a', '*a', true],
    ['[\\-x]', '-', true],
    ['[a-ζ]*', 'α', true],
    ['temp', 'temp/inside/file', true],
    ['temp', 'other/temp', false],
  ])('%s on %s: %s', (pattern, path, expected) => {
    expect(matches(path, pattern)).toBe(expected);
  });

  it('lets the last matching line win', () => {
    expect(matches('docs/a.md', 'docs', '!docs/a.md')).toBe(false);
    expect(matches('docs/a.md', '!docs/a.md', 'docs')).toBe(true);
    expect(matches('u/d/w/f', '**', '!u/d/w', 'u/d/w/f')).toBe(true);
    expect(matches('u/d/w/f', '**', '!u/d/w')).toBe(false);
  });

  it.each(['!', '[', '[]a]', '[x-]', 'a[', '\\', '[a-b-c]'])('refuses %s', (pattern) => {
    expect(() => new IgnoreMatcher([pattern])).toThrow(IgnorePatternError);
  });

  it('keeps what a context sends', () => {
    const files = ['a.txt', 'node_modules/x.js', 'src/a.ts', 'src/a.test.ts'].map((path) => ({ path }));
    const kept = contextFiles(files, 'node_modules\n**/*.test.ts\n');
    expect(kept.map((file) => file.path)).toEqual(['a.txt', 'src/a.ts']);
  });
});

describe('properties', () => {
  const name = fc.constantFrom('a', 'b', 'cc', '.d');
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  const part = fc.constantFrom('a', 'b', 'cc', '*', '**', '?', '[ab]', '*c');
  const pattern = fc
    .tuple(fc.boolean(), fc.array(part, { minLength: 1, maxLength: 3 }))
    .map(([not, parts]) => (not ? '!' : '') + parts.join('/'));

  it('a walk that hands on the folders’ matches agrees with trying each path alone, without exceptions', () => {
    fc.assert(
      fc.property(fc.array(pattern.map((text) => text.replace('!', ''))), path, (patterns, target) => {
        const matcher = new IgnoreMatcher(patterns);
        const parts = target.split('/');
        let parent: readonly boolean[] | undefined;
        let ignored = false;
        for (let depth = 1; depth <= parts.length; depth++) {
          const result = matcher.matchesIn(parts.slice(0, depth).join('/'), parent);
          parent = result.matches;
          ignored = result.ignored;
        }
        expect(ignored).toBe(matcher.matches(target));
      }),
    );
  });

  it('never skips a folder that has something to send', () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 4 }), path, name, (patterns, folder, file) => {
        const matcher = new IgnoreMatcher(patterns);
        if (!matcher.matches(folder) || !matcher.canSkip(folder)) return;
        expect(matcher.matchesIn(`${folder}/${file}`).ignored).toBe(true);
      }),
    );
  });

  it('says what a slow second reading of the rules says', { timeout: 60_000 }, () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      'ab',
      '.',
      '*',
      '**',
      '?',
      '[ab]',
      '[^a]',
      '[a-c]',
      '\\*',
      '\\a',
      '$',
      '+',
    );
    const text = fc.array(fc.array(piece, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });
    const cleaned = text
      .map((parts) => parts.map((pieces) => pieces.join('')).join('/'))
      .filter((one) => !/(?:^|\/)\.\.?(?:\/|$)/.test(one));
    const line = fc.tuple(fc.boolean(), cleaned).map(([not, one]) => (not ? `!${one}` : one));
    const file = fc
      .array(fc.array(fc.constantFrom('a', 'b', 'c', '.', '*', '$'), { minLength: 1, maxLength: 3 }), {
        minLength: 1,
        maxLength: 4,
      })
      .map((parts) => parts.map((chars) => chars.join('')).join('/'));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), file, (patterns, target) => {
        expect(new IgnoreMatcher(patterns).matches(target)).toBe(oracleIgnores(patterns, target));
      }),
      { numRuns: 20_000 },
    );
  });
});
