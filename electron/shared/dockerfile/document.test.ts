import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocumentModel } from './document';
import { semanticTokens } from './features/semantic-tokens';
import { lint, lintAst } from './lint';
import { parseDockerfile } from './parse';

const line = fc.constantFrom(
  ...[
    'FROM alpine:3.20 AS a',
    'ARG X=1',
    'ENV A=$X B="c d"',
    'RUN echo "$A" && \\',
    '    true',
    '# note',
    '',
    '# escape=`',
  ],
  ...[
    'RUN <<EOF',
    'echo hi',
    'EOF',
    'COPY --from=a x /y',
    'ONBUILD RUN <<EOF',
    'RUN --mount=type=cache,target=/c make',
    'RUN apt update; cd /x; cat a | grep $B $c',
    'RUN pip install flask && sudo true',
    'ENV PIP_NO_CACHE_DIR=1 c=2',
    'SHELL ["/bin/bash", "-o", "pipefail", "-c"]',
    '\\',
  ],
);
const source = fc.array(line, { maxLength: 14 }).map((lines) => lines.join('\n'));
const change = fc.record({
  start: fc.nat(300),
  length: fc.nat(12),
  text: fc.oneof(source, fc.constantFrom('', '\n', '\\', ' ', 'EOF', '#', '\r\n')),
});

describe('an edited document', () => {
  it('has the tree of a fresh parse after every edit', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(source, fc.array(change, { maxLength: 5 }), (text, changes) => {
        const model = new DocumentModel(text);
        for (const { start, length, text: inserted } of changes) {
          model.update({ start, end: start + length, text: inserted });
          expect(model.ast).toEqual(parseDockerfile(model.ast.text));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives the diagnostics of a fresh parse, with the shell scripts it kept', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(source, fc.array(change, { maxLength: 3 }), (text, changes) => {
        const model = new DocumentModel(text);
        lintAst(model.ast);
        for (const { start, length, text: inserted } of changes) {
          model.update({ start, end: start + length, text: inserted });
          expect(lintAst(model.ast).diagnostics).toEqual(lint(model.ast.text));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives the tokens of a fresh parse', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(source, fc.array(change, { maxLength: 3 }), (text, changes) => {
        const model = new DocumentModel(text);
        semanticTokens(model.ast);
        for (const { start, length, text: inserted } of changes) {
          model.update({ start, end: start + length, text: inserted });
          expect(semanticTokens(model.ast)).toEqual(semanticTokens(parseDockerfile(model.ast.text)));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the instructions behind an edit and moves them', () => {
    const model = new DocumentModel('FROM a:1\nRUN one\nRUN two\nRUN three\nRUN four\n');
    const last = model.ast.instructions[4];
    model.update({ start: 17, end: 17, text: 'RUN more\n' });
    expect(model.ast.instructions[5]).toBe(last);
    expect(last!.line).toBe(6);
  });

  it('finds the difference when the whole text is replaced', () => {
    const model = new DocumentModel('FROM a:1\nRUN one\nRUN two\nRUN three\n');
    const last = model.ast.instructions[3];
    model.replace('FROM a:1\nRUN one\nRUN changed\nRUN three\n');
    expect(model.ast).toEqual(parseDockerfile('FROM a:1\nRUN one\nRUN changed\nRUN three\n'));
    expect(model.ast.instructions[3]).toBe(last);
  });
});
