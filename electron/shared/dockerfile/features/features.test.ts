import { describe, expect, it } from 'vitest';
import { analyse } from '../analysis/evaluate';
import { applyEdits } from '../fix';
import { parseDockerfile } from '../parse';
import { completions } from './completion';
import type { CompletionContext } from './completion-types';
import { foldingRanges } from './folding';
import { inlayHints, signatureHelp } from './hints';
import { hover } from './hover';
import { documentLinks } from './links';
import { definition, references, rename } from './references';
import { selectionRanges } from './selection';
import { semanticTokens } from './semantic-tokens';
import { documentSymbols } from './symbols';

/** The text without its `|`, and the offset where it stood. */
function cursor(marked: string): [string, number] {
  const offset = marked.indexOf('|');
  return [marked.slice(0, offset) + marked.slice(offset + 1), offset];
}

function labels(marked: string, context?: CompletionContext): string[] {
  const [text, offset] = cursor(marked);
  return completions(parseDockerfile(text), offset, context).map((item) => item.label);
}

describe('completion', () => {
  it('offers instructions and snippets at the start of a line', () => {
    expect(labels('FROM a:1\n|')).toEqual(expect.arrayContaining(['RUN', 'COPY', 'multi-stage build']));
    expect(labels('from a:1\nr|')).toContain('run');
    expect(labels('FROM a:1\nONBUILD C|')).toContain('COPY');
  });

  it('offers flags and their values', () => {
    expect(labels('FROM a:1\nCOPY --|')).toEqual(expect.arrayContaining(['--from', '--chown', '--link']));
    expect(labels('FROM a:1 AS build\nFROM b:1\nCOPY --from=|', { images: ['nginx:1.27'] })).toEqual([
      'build',
      'nginx:1.27',
    ]);
    expect(labels('FROM a:1\nRUN --mount=|')).toContain('type');
    expect(labels('FROM a:1\nRUN --mount=type=|')).toEqual(['bind', 'cache', 'tmpfs', 'secret', 'ssh']);
    expect(labels('FROM a:1\nRUN --mount=type=cache,sh|')).toContain('sharing');
    expect(labels('FROM a:1\nRUN --mount=type=cache,sharing=|')).toContain('locked');
    expect(labels('FROM a:1\nRUN --network=|')).toEqual(['none', 'default', 'host']);
  });

  it('offers images, stages, files, users and signals', () => {
    expect(labels('FROM a:1 AS one\nFROM |', { images: ['alpine:3.20'] })).toEqual([
      'one',
      'alpine:3.20',
      'scratch',
    ]);
    expect(labels('FROM a:1 |')).toEqual(['AS']);
    const files = [{ path: 'src/a.ts' }, { path: 'src/b.ts', ignored: true }, { path: 'README.md' }];
    expect(labels('FROM a:1\nCOPY |', { files })).toEqual(['src/', 'README.md']);
    expect(labels('FROM a:1\nCOPY src/|', { files })).toEqual(['a.ts', 'b.ts']);
    expect(labels('FROM a:1\nRUN useradd -m app\nUSER |')).toContain('app');
    expect(labels('FROM node:20 AS a\nFROM a\nUSER |')).toContain('node');
    const baseImage = (name: string) => (name === 'node:20' ? { users: ['root', 'deck'] } : undefined);
    expect(labels('FROM node:20 AS a\nRUN adduser -D keel\nFROM a\nUSER |', { baseImage })).toEqual([
      'keel',
      'root',
      'deck',
      '1000',
      'nobody',
    ]);
    expect(labels('FROM node:20\nCOPY --chown=|', { baseImage })).toContain('deck');
    expect(labels('FROM a:1\nSTOPSIGNAL |')).toContain('SIGTERM');
    expect(labels('FROM a:1\nLABEL |')).toContain('org.opencontainers.image.source');
    expect(labels('FROM a:1\nRUN apt-get |')).toContain('install');
    expect(labels('FROM a:1\nRUN a && apk add --|')).toContain('--no-cache');
  });

  it('offers variables with their values', () => {
    const [text, offset] = cursor('ARG G=1\nFROM a:1\nARG G\nENV A=x\nCOPY ${|');
    const items = completions(parseDockerfile(text), offset);
    expect(items.find((item) => item.label === 'A')).toMatchObject({ detail: 'x', insert: 'A}' });
    expect(items.map((item) => item.label)).toEqual(expect.arrayContaining(['G', 'PATH']));
    expect(labels('ARG G=1\nFROM $|')).toEqual(expect.arrayContaining(['G', 'TARGETARCH']));
  });

  it('offers rules in pragmas', () => {
    expect(labels('# check=skip=|')).toContain('JSONArgsRecommended');
    expect(labels('FROM a:1\n# hadolint ignore=|')).toContain('DL3008');
  });

  it('never throws, wherever the cursor is', () => {
    const text =
      '# c\nARG A\nFROM a:${A} AS b\nRUN --mount=type=cache,target=/x a \\\n && b\nCOPY <<E /x\n$A\nE\n';
    const ast = parseDockerfile(text);
    for (let offset = 0; offset <= text.length; offset++) {
      completions(ast, offset);
      hover(ast, offset);
      signatureHelp(ast, offset);
      selectionRanges(analyse(ast), offset);
      references(analyse(ast), offset);
    }
  });
});

describe('hover', () => {
  const text = (marked: string): string => {
    const [source, offset] = cursor(marked);
    return hover(parseDockerfile(source), offset)?.contents.join('\n') ?? '';
  };

  it('explains instructions, flags, variables and stages', () => {
    expect(text('FROM a:1\nEXP|OSE 80')).toContain('**EXPOSE**');
    expect(text('FROM a:1\nCOPY --li|nk a b')).toContain('layer');
    expect(text('FROM a:1\nENV A=x\nCOPY $|A /')).toContain('`x`, from ENV in line 2');
    expect(text('FROM a:1\nCOPY $|B /')).toContain('not defined');
    expect(text('FROM a:1 AS b|ld\nFROM b\nCOPY --from=bld a b')).toContain('used 1 times');
    expect(text('FROM a|lp:1')).toContain('base image');
    expect(text('FROM a:1\nRUN --mount=type=cache,sh|aring=locked,target=/x a')).toContain('shared');
    expect(text('# check=skip=JSON|ArgsRecommended\nFROM a:1')).toContain('JSONArgsRecommended');
  });
});

describe('references', () => {
  const found = (marked: string): string[] => {
    const [source, offset] = cursor(marked);
    return references(analyse(parseDockerfile(source)), offset).map(
      ({ kind, span }) => `${kind} ${span.start}`,
    );
  };

  it('follows stages through FROM, COPY and mounts', () => {
    const text = 'FROM a:1 AS b|\nFROM b\nCOPY --from=b x y\nRUN --mount=from=b,target=/m c\n';
    expect(found(text)).toEqual(['definition 12', 'use 19', 'use 33', 'use 56']);
  });

  it('keeps variables of different stages apart and joins inherited ones', () => {
    const text = 'ARG V=1\nFROM a:$V AS b\nARG V\nRUN $V|\nFROM a:1\nARG V=2\nRUN $V\nFROM b\nRUN $V\n';
    expect(found(text)).toHaveLength(5);
  });

  it('renames and refuses bad names', () => {
    const [text, offset] = cursor('FROM a:1 AS b|\nCOPY x y\nFROM c:1\nCOPY --from=b x y');
    const model = analyse(parseDockerfile(text));
    const result = rename(model, offset, 'build');
    expect('edits' in result && applyEdits(text, result.edits)).toBe(
      'FROM a:1 AS build\nCOPY x y\nFROM c:1\nCOPY --from=build x y',
    );
    expect(rename(model, offset, '1x')).toHaveProperty('problem');
    expect(rename(model, 0, 'x')).toHaveProperty('problem');
    expect(definition(model, text.lastIndexOf('b x'))).toEqual({ start: 12, end: 13 });
  });
});

describe('structure', () => {
  const text = '# one\n# two\nARG V=1\nFROM a:$V AS b\nRUN <<EOF\nx\nEOF\nFROM c:1\nRUN a \\\n  b\n';
  const model = analyse(parseDockerfile(text));

  it('gives an outline of stages', () => {
    const [argument, first, second] = documentSymbols(model);
    expect(argument).toMatchObject({ name: 'ARG', kind: 'argument' });
    expect(first).toMatchObject({ name: 'b', detail: 'a:1', children: [{ name: 'RUN' }] });
    expect(second!.name).toBe('stage 1');
  });

  it('folds stages, heredocs, continued lines and comments', () => {
    expect(foldingRanges(model)).toEqual([
      { startLine: 1, endLine: 2, kind: 'comment' },
      { startLine: 4, endLine: 7, kind: 'stage' },
      { startLine: 5, endLine: 7, kind: 'heredoc' },
      { startLine: 8, endLine: 10, kind: 'stage' },
      { startLine: 9, endLine: 10, kind: 'instruction' },
    ]);
  });

  it('shows resolved images as hints', () => {
    expect(inlayHints(model.ast)).toEqual([{ offset: text.indexOf(' AS'), text: 'a:1' }]);
  });

  it('shows what words with variables come to, where the builder reads them', () => {
    const source = 'FROM a:1\nARG DIR=/srv\nWORKDIR $DIR/x\nRUN echo $DIR\nCOPY a ${DIR}/\nCOPY b $NONE\n';
    expect(inlayHints(parseDockerfile(source))).toEqual([
      { offset: source.indexOf('/x') + 2, text: '/srv/x' },
      { offset: source.indexOf('${DIR}/') + 7, text: '/srv/' },
    ]);
  });

  it('links addresses and sources that can be opened', () => {
    const source =
      '# see https://example.org/a.\nFROM a:1\nCOPY ./src/a.txt no.txt /x/\nADD https://example.org/$V /y\n';
    const links = documentLinks(analyse(parseDockerfile(source)), ['src/a.txt']);
    expect(links.map(({ start, end, ...link }) => [source.slice(start, end), link])).toEqual([
      ['https://example.org/a', { url: 'https://example.org/a' }],
      ['./src/a.txt', { path: 'src/a.txt' }],
    ]);
  });

  it('widens selections by what the shell reads', () => {
    const source = 'FROM a:1\nRUN one && echo "$A b" | two\n';
    const spans = selectionRanges(analyse(parseDockerfile(source)), source.indexOf('$A') + 1);
    expect(spans.map(({ start, end }) => source.slice(start, end))).toEqual([
      'A',
      '$A',
      '"$A b"',
      'echo "$A b"',
      'echo "$A b" | two',
      'one && echo "$A b" | two',
      'RUN one && echo "$A b" | two',
      'FROM a:1\nRUN one && echo "$A b" | two',
      source,
    ]);
  });

  it('widens selections', () => {
    const spans = selectionRanges(model, text.indexOf('$V'));
    expect(spans.map(({ start, end }) => text.slice(start, end)).slice(0, 2)).toEqual(['$V', 'a:$V']);
    expect(spans.at(-1)).toEqual({ start: 0, end: text.length });
  });

  it('helps with signatures', () => {
    const [source, offset] = cursor('FROM a:1\nCOPY a |');
    expect(signatureHelp(parseDockerfile(source), offset)).toMatchObject({
      activeForm: 0,
      activeArgument: 2,
    });
    const [first] = signatureHelp(parseDockerfile(source), offset)?.forms ?? [];
    expect(first?.parts.map(([start, end]) => first.label.slice(start, end))).toEqual([
      '[flags]',
      '<source>',
      '<destination>',
    ]);
  });
});

describe('semantic tokens', () => {
  it('are in order, on one line each, and never overlap', () => {
    const text =
      'FROM a:$V AS b # x\nRUN echo "$A b" \\\n  && ls -l | grep x\nCOPY --from=b <<E /x\nq $A\nE\nENV A=\'b\'\n';
    const lines = text.split('\n');
    let line = 1;
    let column = 1;
    for (const token of semanticTokens(parseDockerfile(text))) {
      expect(token.line > line || (token.line === line && token.column >= column)).toBe(true);
      expect(token.column - 1 + token.length).toBeLessThanOrEqual(lines[token.line - 1]!.length);
      line = token.line;
      column = token.column + token.length;
    }
  });

  it('colour the shell inside RUN', () => {
    const text = 'FROM a\nRUN ls -l "$X" && rm y';
    const tokens = semanticTokens(parseDockerfile(text)).filter((token) => token.line === 2);
    const words = tokens.map((token) => [
      text.split('\n')[1]!.slice(token.column - 1, token.column - 1 + token.length),
      token.type,
    ]);
    expect(words).toEqual([
      ['RUN', 'keyword'],
      ['ls', 'function'],
      ['-l', 'property'],
      ['"', 'string'],
      ['$X', 'variable'],
      ['"', 'string'],
      ['&&', 'operator'],
      ['rm', 'function'],
    ]);
  });
});
