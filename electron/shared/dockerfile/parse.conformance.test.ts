import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDockerfile } from './parse';
import { toSexp } from './testing/sexp';
import { environmentOf } from './words/environment';
import { expandWord } from './words/expand';

const root = '../shared/conformance/dockerfile';

describe.skipIf(!existsSync(root))("BuildKit's parser data", () => {
  const cases = existsSync(root) ? readdirSync(`${root}/parser`) : [];

  it.each(cases)('parses %s', (name) => {
    const ast = parseDockerfile(readFileSync(`${root}/parser/${name}/Dockerfile`, 'utf8'));
    expect(toSexp(ast)).toBe(readFileSync(`${root}/parser/${name}/result`, 'utf8').trimEnd());
  });

  const negative = existsSync(root) ? readdirSync(`${root}/parser-negative`) : [];

  it.each(negative)('refuses %s', (name) => {
    const ast = parseDockerfile(readFileSync(`${root}/parser-negative/${name}/Dockerfile`, 'utf8'));
    expect([...ast.problems, ...ast.instructions.flatMap((one) => one.problems)]).not.toEqual([]);
  });

  it('expands single words', () => {
    const env = new Map([
      ['PWD', '/home'],
      ['SHELL', 'bash'],
      ['KOREAN', '한국어'],
      ['NULL', ''],
    ]);
    let count = 0;
    for (const line of readFileSync(`${root}/expansion/envVarTest`, 'utf8').split('\n')) {
      const text = line.replace(/#.*$/, (rest) => (line.startsWith('#') ? '' : rest)).trim();
      if (!text) continue;
      const [systems, source, expected] = line.split('|').map((part) => part.trim()) as [
        string,
        string,
        string,
      ];
      for (const windows of [false, true]) {
        if (systems === (windows ? 'U' : 'W')) continue;
        const result = expandWord(source, environmentOf(env, windows));
        expect(result.error === undefined ? result.value : 'error', `${source} (${systems})`).toBe(expected);
        count++;
      }
    }
    expect(count).toBeGreaterThan(400);
  });

  it('expands and splits words', () => {
    const env = new Map<string, string>();
    let count = 0;
    for (const line of readFileSync(`${root}/expansion/wordsTest`, 'utf8').split('\n')) {
      if (!line || line.startsWith('#')) continue;
      if (line.startsWith('ENV ')) {
        const [name, value] = line.slice(4).trimStart().split('=') as [string, string];
        env.set(name, value);
        continue;
      }
      const [source, expected] = line.split('|') as [string, string];
      const result = expandWord(source.trim(), env);
      const words = expected.trimStart().split(',');
      expect(result.error === undefined ? result.words : ['error'], source).toEqual(words);
      count++;
    }
    expect(count).toBe(24);
  });
});
