import { DocumentModel } from '../document';
import { IgnoreMatcher, IgnorePatternError } from '../dockerignore';
import { completions } from '../features/completion';
import { hover } from '../features/hover';
import { semanticTokens } from '../features/semantic-tokens';
import { applyEdits, fixAll } from '../fix';
import { formatDockerfile } from '../format';
import { lint } from '../lint';
import { parseDockerfile } from '../parse';
import { parseShell } from '../shell/parse-shell';
import { walkShell } from '../shell/walk';
import { expandWord } from '../words/expand';
import type { Random } from './random';

/** Something that must survive any text. */
export interface FuzzTarget {
  readonly name: string;
  /** How often the tests try it; the fuzzing script goes on for as long as it is told. */
  readonly runs: number;
  /** Tries one text. @throws Error that shows the text, when a promise is broken */
  try(random: Random): void;
}

const SEED = [
  '# syntax=docker/dockerfile:1\n# check=skip=X\nARG V=1\nFROM --platform=$BUILDPLATFORM alpine:${V:-3} AS build\n',
  'ENV A=b C="d $A" E=\'f\'\nLABEL x.y=z\nRUN --mount=type=cache,target=/c --network=none apt-get update && \\\n  x | y\n',
  'COPY --from=build --chown=1:1 a b /c/\nADD https://e.org/x.tar.gz /\nCOPY <<-"EOF" /f\n\ttext $A\n\tEOF\n',
  'HEALTHCHECK --interval=5s CMD ["a"]\nEXPOSE 80/tcp 1-2\nONBUILD RUN echo `date`\nSHELL ["/bin/bash","-c"]\nUSER 1\n',
  'RUN <<EOF\nset -e\nfor x in 1; do echo $x; done\nEOF\nCMD ["a", "b"]\nVOLUME /v\nWORKDIR /w\nSTOPSIGNAL 9\n',
].join('');

const FILE_PIECES = [
  ...'\\ " \' ${ } << \n [ ] -- \u{1f433} \r ` $ = # \ud800 \ufeff \u0085 \t EOF'.split(' '),
  'FROM ',
  'RUN ',
];
const WORD_PIECES = '$ { } : - + ? # % / " \' \\ A b \u00a0 * \ud55c ${A ${A:- \ud800'.split(' ');
const SHELL_PIECES =
  'a " \' $( ) ` ${ } | && || ; & \n if then fi for in do done case esac while < > >> << $(( )) { } ( # \\ = $a ! [[ ]] 2>&1'
    .split(' ')
    .flatMap((token) => [token, `${token} `]);
const IGNORE_PIECES = '* ** ? [ ] ^ - \\ ! / a b . \n # ( { \u00a0 \ud800'.split(' ');

/** Everything in the Dockerfile engine that reads a text someone else wrote. */
export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'parser',
    runs: 10_000,
    try: (random) => {
      const text = random.mutate(SEED, FILE_PIECES);
      guarded(text, () => {
        for (const { start, end } of parseDockerfile(text).instructions) inside(text, { start, end });
      });
    },
  },
  {
    name: 'edits',
    runs: 2_000,
    try: (random) => {
      const first = random.mutate(SEED, FILE_PIECES);
      const second = random.mutate(first, FILE_PIECES);
      guarded(`${first}\n--- becomes ---\n${second}`, () => {
        const model = new DocumentModel(first);
        model.replace(second);
        if (JSON.stringify(model.ast) !== JSON.stringify(parseDockerfile(second))) {
          throw new Error('The edited tree is not the tree of a fresh parse.');
        }
      });
    },
  },
  {
    name: 'linter',
    runs: 2_000,
    try: (random) => {
      const text = random.mutate(SEED, FILE_PIECES);
      guarded(text, () => {
        for (const { span, line, endLine, fixes } of lint(text, { dockerignore: 'a\n' })) {
          inside(text, span);
          if (line < 1 || line > endLine) throw new Error(`A problem goes from line ${line} to ${endLine}.`);
          for (const fix of fixes) applyEdits(text, fix.edits);
        }
      });
    },
  },
  {
    name: 'language features',
    runs: 2_000,
    try: (random) => {
      const text = random.mutate(SEED, FILE_PIECES);
      const at = random.below(text.length + 1);
      guarded(`${text}\n--- at ${at} ---`, () => {
        const ast = parseDockerfile(text);
        hover(ast, at);
        for (const { range } of completions(ast, at)) inside(text, range);
        for (const token of semanticTokens(ast)) {
          const start = ast.lineStarts[token.line - 1]! + token.column - 1;
          inside(text, { start, end: start + token.length });
        }
        const formatted = formatDockerfile(text);
        if (formatDockerfile(formatted) !== formatted) throw new Error('Formatting twice changes more.');
      });
    },
  },
  {
    name: 'fix all',
    runs: 300,
    try: (random) => {
      const text = random.mutate(SEED, FILE_PIECES);
      guarded(text, () => {
        const fixed = fixAll(text, lint);
        if (fixAll(fixed, lint) !== fixed)
          throw new Error('There is more to fix after everything was fixed.');
      });
    },
  },
  {
    name: 'words',
    runs: 10_000,
    try: (random) => {
      const text = random.text(WORD_PIECES, 30);
      const options = { rawQuotes: random.below(2) === 1, ignoreQuotes: random.below(2) === 1 };
      guarded(text, () => expandWord(text, new Map([['A', 'aab/b']]), options));
    },
  },
  {
    name: 'shell',
    runs: 10_000,
    try: (random) => {
      const text = random.text(SHELL_PIECES, 40);
      guarded(text, () => {
        const script = parseShell(text);
        for (const problem of script.problems) inside(text, problem);
        walkShell(script, { word: (word) => inside(text, word), part: (part) => inside(text, part) });
      });
    },
  },
  {
    name: 'ignore files',
    runs: 10_000,
    try: (random) => {
      const text = random.text(IGNORE_PIECES, 20);
      guarded(text, () => {
        try {
          IgnoreMatcher.parse(text).matches('a/b');
        } catch (error) {
          if (!(error instanceof IgnorePatternError)) throw error;
        }
      });
    },
  },
];

/** Fails where a place is not in the text. */
export function inside(text: string, { start, end }: { start: number; end: number }): void {
  if (start < 0 || start > end || end > text.length) throw new Error(`The place ${start}-${end} is outside.`);
}

/** Does something, and shows the text where it fails. */
export function guarded(text: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new Error(`${String(error)}\nThe text: ${JSON.stringify(text)}`, { cause: error });
  }
}
