import type { Environment } from './environment';
import { replacePattern, trimPrefix, trimSuffix, WordError } from './glob';
import { WordSplitter } from './splitter';

/** How words are read; the defaults are those for instruction arguments. */
export interface ExpandOptions {
  /** The escape character; `\` by default. */
  escape?: string;
  /** Keep quotes in the result. */
  rawQuotes?: boolean;
  /** Keep escape characters in the result. */
  rawEscapes?: boolean;
  /** Quotes are ordinary characters (heredoc bodies). */
  ignoreQuotes?: boolean;
  /** Leave `$name` as written when it has no value. */
  keepUnset?: boolean;
}

/** The outcome of expanding a word. With `error` set the other fields hold what was read until then. */
export interface Expansion {
  value: string;
  /** The value split at unquoted space, after substitution. */
  words: string[];
  /** Names that were looked up and found. */
  matched: ReadonlySet<string>;
  /** Names that were looked up and not found. */
  unmatched: ReadonlySet<string>;
  error: string | undefined;
  /** The id of the hard error that `error` describes. */
  errorCode?: 'BadSubstitution' | 'UnterminatedQuote';
}

const PLAIN = /^[^$'"\\`\s]*$/;
const MAX_DEPTH = 100;
const NONE: ReadonlySet<string> = new Set();

/** Characters that mean nothing anywhere in a word. */
const PLAIN_RUN = /[^$'"\\`/}\s]+/y;

/**
 * Expands quotes, escapes and `$name`, `${name}`, `${name:-word}`, `:+ :? - + ?`, `# ## % %%`, `/ //` in an argument, with the
 * result of BuildKit's word lexer (frontend/dockerfile/shell). Never throws.
 */
export function expandWord(source: string, environment: Environment, options: ExpandOptions = {}): Expansion {
  if (PLAIN.test(source)) {
    return {
      value: source,
      words: source ? [source] : [],
      matched: NONE,
      unmatched: NONE,
      error: undefined,
    };
  }
  const reader = new WordReader(source, environment, options);
  try {
    const { value, words } = reader.readUntil(undefined, options.rawEscapes ?? false);
    return { value, words, matched: reader.matched, unmatched: reader.unmatched, error: undefined };
  } catch (error) {
    if (!(error instanceof WordError)) throw error;
    return {
      value: '',
      words: [],
      matched: reader.matched,
      unmatched: reader.unmatched,
      error: error.message,
      errorCode: error.code,
    };
  }
}

class WordReader {
  readonly matched = new Set<string>();
  readonly unmatched = new Set<string>();
  readonly #source: string;
  readonly #environment: Environment;
  readonly #options: ExpandOptions;
  readonly #escape: string;
  #at = 0;
  #depth = 0;
  #rawEscapes: boolean;

  constructor(source: string, environment: Environment, options: ExpandOptions) {
    this.#source = source;
    this.#environment = environment;
    this.#options = options;
    this.#escape = options.escape ?? '\\';
    this.#rawEscapes = options.rawEscapes ?? false;
  }

  readUntil(stop: string | undefined, rawEscapes: boolean): { value: string; words: string[] } {
    const outer = this.#rawEscapes;
    this.#rawEscapes = rawEscapes;
    if (++this.#depth > MAX_DEPTH) throw new WordError('The substitutions are nested too deeply.');
    const splitter = new WordSplitter();
    let value = '';
    while (this.#at < this.#source.length) {
      PLAIN_RUN.lastIndex = this.#at;
      const run = PLAIN_RUN.exec(this.#source)?.[0];
      if (run) {
        this.#at += run.length;
        value += run;
        splitter.addRaw(run);
        continue;
      }
      const char = this.#peek();
      if (char === stop) {
        this.#at++;
        this.#leave(outer);
        return { value, words: splitter.finish() };
      }
      if (char === '$') {
        const text = this.#dollar();
        value += text;
        splitter.add(text);
      } else if ((char === "'" || char === '"') && !this.#options.ignoreQuotes) {
        const text = char === "'" ? this.#singleQuoted() : this.#doubleQuoted();
        value += text;
        splitter.addRaw(text);
      } else if (char === this.#escape) {
        this.#at++;
        if (this.#rawEscapes) {
          value += char;
          splitter.addRaw(char);
        }
        const escaped = this.#next();
        if (escaped === undefined) break;
        value += escaped;
        splitter.addRaw(escaped);
      } else {
        this.#at++;
        value += char;
        splitter.add(char);
      }
    }
    if (stop !== undefined) throw new WordError(`The "${stop}" that closes the substitution is missing.`);
    this.#leave(outer);
    return { value, words: splitter.finish() };
  }

  #leave(rawEscapes: boolean): void {
    this.#rawEscapes = rawEscapes;
    this.#depth--;
  }

  #peek(): string {
    return this.#source[this.#at] ?? '';
  }

  #next(): string | undefined {
    const char = this.#source[this.#at];
    if (char !== undefined) this.#at++;
    return char;
  }

  #singleQuoted(): string {
    const close = this.#source.indexOf("'", this.#at + 1);
    if (close < 0)
      throw new WordError('A single quote is opened here and never closed.', 'UnterminatedQuote');
    const text = this.#source.slice(this.#at, close + 1);
    this.#at = close + 1;
    return this.#options.rawQuotes ? text : text.slice(1, -1);
  }

  #doubleQuoted(): string {
    const quote = this.#options.rawQuotes ? '"' : '';
    let value = quote;
    this.#at++;
    for (;;) {
      const char = this.#source[this.#at];
      if (char === undefined)
        throw new WordError('A double quote is opened here and never closed.', 'UnterminatedQuote');
      if (char === '"') {
        this.#at++;
        return value + quote;
      }
      if (char === '$') {
        value += this.#dollar();
        continue;
      }
      this.#at++;
      if (char !== this.#escape) {
        value += char;
        continue;
      }
      if (this.#rawEscapes) value += char;
      const next = this.#peek();
      if (next === '') continue;
      if (next === '"' || next === '$' || next === this.#escape) {
        value += next;
        this.#at++;
      } else value += char;
    }
  }

  #dollar(): string {
    this.#at++;
    if (this.#peek() !== '{') {
      const name = this.#name();
      if (!name) return '$';
      const value = this.#lookUp(name);
      if (value === undefined && this.#options.keepUnset) return `$${name}`;
      return value ?? '';
    }
    this.#at++;
    const first = this.#peek();
    if (first === '') throw new WordError('A "${" is opened here and its "}" is missing.');
    if (first === '{' || first === '}' || first === ':') {
      throw new WordError('The substitution has no variable name between "${" and "}".');
    }
    return this.#braced(this.#name());
  }

  #braced(name: string): string {
    const operator = this.#next() ?? '';
    if (operator === '}') {
      const value = this.#lookUp(name);
      if (value === undefined && this.#options.keepUnset) return `\${${name}}`;
      return value ?? '';
    }
    if (operator === '/') return this.#replace(name);
    const colon = operator === ':';
    const modifier = colon ? (this.#next() ?? '') : operator;
    const written = colon ? `:${modifier}` : modifier;
    if (!colon && !'+-?#%'.includes(modifier || ' ')) throw unsupported(written);
    const word = this.readUntil('}', modifier === '#' || modifier === '%').value;
    const value = this.#lookUp(name);
    if (value === undefined && this.#options.keepUnset) return `\${${name}${written}${word}}`;
    return applyModifier(name, value, modifier, written, word, colon);
  }

  #replace(name: string): string {
    const all = this.#peek() === '/';
    if (all) this.#at++;
    const pattern = this.readUntil('/', true).value;
    const replacement = this.readUntil('}', true).value;
    const value = this.#lookUp(name);
    if (value === undefined && this.#options.keepUnset) return `\${${name}/${pattern}/${replacement}}`;
    return replacePattern(value ?? '', pattern, replacement, all);
  }

  #name(): string {
    const rest = this.#source.slice(this.#at, this.#at + 256);
    const match = /^(?:\p{Nd}+|[@*#?\-$!]|[\p{L}_][\p{L}\p{Nd}_]*)/u.exec(rest);
    this.#at += match?.[0].length ?? 0;
    return match?.[0] ?? '';
  }

  #lookUp(name: string): string | undefined {
    const value = this.#environment.get(name);
    (value === undefined ? this.unmatched : this.matched).add(name);
    return value;
  }
}

function unsupported(modifier: string): WordError {
  return new WordError(`"${modifier}" is not a substitution that a Dockerfile knows.`);
}

function applyModifier(
  name: string,
  value: string | undefined,
  modifier: string,
  written: string,
  word: string,
  emptyIsUnset: boolean,
): string {
  const missing = value === undefined || (emptyIsUnset && value === '');
  switch (modifier) {
    case '-':
      return missing ? word : (value ?? '');
    case '+':
      return missing ? '' : word;
    case '?':
      if (!missing) return value ?? '';
      throw new WordError(
        `The variable "${name}" is required: ${word || `it must not be ${value === undefined ? 'unset' : 'empty'}`}.`,
      );
    case '#':
    case '%': {
      const greedy = word.startsWith(modifier);
      const pattern = greedy ? word.slice(1) : word;
      return modifier === '#'
        ? trimPrefix(value ?? '', pattern, greedy)
        : trimSuffix(value ?? '', pattern, greedy);
    }
    default:
      throw unsupported(written);
  }
}
