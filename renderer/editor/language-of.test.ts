import { describe, expect, it } from 'vitest';
import { isDockerfile, languageOf, scratchFileFor } from './language-of';

describe('languageOf', () => {
  it.each([
    ['Dockerfile', 'dockerfile'],
    ['web/Dockerfile.dev', 'dockerfile'],
    ['dev.Dockerfile', 'dockerfile'],
    ['Containerfile', 'dockerfile'],
    ['Dockerfile.dockerignore', 'dockerignore'],
    ['.dockerignore', 'dockerignore'],
    ['app/main.py', 'python'],
    ['compose.yaml', 'yaml'],
    ['.env', 'ini'],
    ['run.SH', 'shell'],
    ['LICENSE', 'plaintext'],
  ])('%s is %s', (path, language) => {
    expect(languageOf(path)).toBe(language);
  });

  it('does not take a word that only begins like Dockerfile for one', () => {
    expect(isDockerfile('Dockerfiles')).toBe(false);
    expect(isDockerfile('notes/Dockerfile-ideas')).toBe(false);
  });
});

describe('scratchFileFor', () => {
  it('names a Dockerfile so that it can be built, and anything unknown as text', () => {
    expect(scratchFileFor('Dockerfile')).toBe('Dockerfile');
    expect(scratchFileFor('console')).toBe('try.sh');
    expect(scratchFileFor('brainfuck')).toBe('try.txt');
    expect(scratchFileFor('')).toBe('try.txt');
  });
});
