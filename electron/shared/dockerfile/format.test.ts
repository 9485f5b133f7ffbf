import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixAll } from './fix';
import { formatDockerfile } from './format';
import { lint } from './lint';
import { parseDockerfile } from './parse';
import { toSexp } from './testing/sexp';

describe('formatting', () => {
  it('writes instructions, arrays and continuations in one style', () => {
    const text =
      'from  a:1 as b\n\n\n\nrun\ta && \\  \nb && \\\n\t# note\n\tc  \n  cmd [ "x","y" ]\nENV A=1 \\\n  B="c \\\n d"';
    expect(formatDockerfile(text)).toBe(
      'FROM a:1 AS b\n\nRUN a && \\\n    b && \\\n    # note\n        c\nCMD ["x", "y"]\nENV A=1 \\\n    B="c \\\n d"\n',
    );
  });

  it('leaves heredocs, words split over lines and unknown instructions alone', () => {
    const text = 'FROM a:1\nRUN <<EOF\n  x  \n\n\n\nEOF\nRUN ab\\\ncd\nFOO  x\n';
    expect(formatDockerfile(text)).toBe(text);
  });

  it('can keep or lower the case', () => {
    expect(formatDockerfile('From a AS b\n', { case: 'keep' })).toBe('From a AS b\n');
    expect(formatDockerfile('FROM a AS b\n', { case: 'lower' })).toBe('from a as b\n');
  });

  const line = fc.constantFrom(
    ...[
      'FROM a:1',
      ' from b as c',
      'run a && \\',
      '  b',
      '\tc "d \\',
      'e" \\',
      '# x',
      '',
      '',
      '  # y',
      'CMD [ "a" ]',
      'ENV A=1 \\',
    ],
    ...[
      '  B=2',
      'ENV K v  w',
      'RUN <<E',
      'E',
      'x\\',
      'ONBUILD run  x',
      '\\',
      'LABEL a="b" ',
      "RUN 'a \\",
      "b'",
    ],
  );
  const source = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));

  it('is idempotent and changes no argument', () => {
    fc.assert(
      fc.property(source, (text) => {
        const once = formatDockerfile(text);
        expect(formatDockerfile(once)).toBe(once);
        const squeeze = (one: string): string =>
          toSexp(parseDockerfile(one))
            .replace(/(?:\s|\\t)+/g, ' ')
            .replace(/"as"/gi, '"as"');
        expect(squeeze(once)).toBe(squeeze(text));
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('fix-all', () => {
  it('adds nothing to a command that cannot be read', () => {
    const text = 'FROM a:1\nRUN apt-get update && echo "x\n';
    expect(fixAll(text, lint)).toBe(text);
  });

  it('applies the safe fixes and leaves nothing of them', () => {
    const text =
      'FROM a:1 as b\ncopy x y /z\nRUN sudo apt-get update && apt-get install curl=1\nCMD run it\nEXPOSE 80/TCP\n';
    const fixed = fixAll(text, lint);
    expect(fixed).toContain('FROM a:1 AS b\nCOPY x y /z/');
    expect(fixed).toContain('RUN apt-get update && apt-get install -y curl=1 && rm -rf /var/lib/apt/lists/*');
    expect(fixed).toContain('CMD ["run", "it"]\nEXPOSE 80/tcp');
    expect(lint(fixed).flatMap((one) => one.fixes.filter((fix) => fix.safe))).toEqual([]);
    expect(fixAll(fixed, lint)).toBe(fixed);
  });
});
