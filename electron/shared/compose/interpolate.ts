/** Variables that a text may name; undefined for one that is not set. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A text with its variables filled in, and what there is to say about it. */
export interface Interpolation {
  readonly text: string;
  /** Names without a value and without a default, which became nothing. */
  readonly unset: readonly string[];
  /** Why the text could not be filled in; the text is then as it was. */
  readonly error?: string;
}

/** Deeper than this nobody nests defaults on purpose. */
const MAX_DEPTH = 20;

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;

/** A mistake in a `${...}` expression. */
class InterpolationError extends Error {}

/**
 * Fills in `$NAME`, `${NAME}` and `${NAME:-word}` with `-`, `+` and `?`, each with and without the colon, which makes
 * an empty value count as none (Compose Specification, 12-interpolation). `$$` is a dollar sign. Never throws.
 */
export function interpolate(source: string, variables: Variables): Interpolation {
  if (!source.includes('$')) return { text: source, unset: [] };
  const reader = new Reader(source, variables);
  try {
    return { text: reader.readText(0), unset: reader.unset };
  } catch (thrown) {
    if (!(thrown instanceof InterpolationError)) throw thrown;
    return { text: source, unset: [], error: thrown.message };
  }
}

class Reader {
  readonly unset: string[] = [];
  #at = 0;
  /** Above 0 nothing is looked up: the branch that is read is not the one taken. */
  #skipping = 0;

  constructor(
    readonly source: string,
    readonly variables: Variables,
  ) {}

  /** Reads to the end, or with a depth to the brace that closes it, which is left to the caller. */
  readText(depth: number): string {
    if (depth > MAX_DEPTH) throw new InterpolationError('variables are nested too deeply');
    let text = '';
    while (this.#at < this.source.length) {
      const character = this.source[this.#at]!;
      if (character === '}' && depth > 0) return text;
      if (character !== '$') {
        text += character;
        this.#at++;
      } else text += this.#readVariable(depth);
    }
    if (depth > 0) throw new InterpolationError('a "${" is not closed by "}"');
    return text;
  }

  #readVariable(depth: number): string {
    this.#at++;
    const next = this.source[this.#at];
    if (next === '$') {
      this.#at++;
      return '$';
    }
    if (next === '{') return this.#readBraced(depth);
    const name = this.#readName();
    if (name === undefined) {
      throw new InterpolationError('a "$" stands before what is no variable; write "$$" for a dollar sign');
    }
    return this.#lookUp(name);
  }

  #readBraced(depth: number): string {
    this.#at++;
    const name = this.#readName();
    if (name === undefined) throw new InterpolationError('"${" is not followed by a variable name');
    const operator = /:?[-+?]/y;
    operator.lastIndex = this.#at;
    const found = operator.exec(this.source)?.[0];
    if (found === undefined) {
      if (this.source[this.#at] !== '}') {
        const unknown = this.source[this.#at];
        throw new InterpolationError(
          unknown === undefined
            ? 'a "${" is not closed by "}"'
            : `"${unknown}" is not possible after the name in "\${${name}"`,
        );
      }
      this.#at++;
      return this.#lookUp(name);
    }
    this.#at += found.length;
    const value = this.#valueOf(name);
    const has = value !== undefined && !(found.startsWith(':') && value === '');
    const sign = found.at(-1);
    const takesWord = sign === '+' ? has : !has;
    if (!takesWord) this.#skipping++;
    const word = this.readText(depth + 1);
    if (!takesWord) this.#skipping--;
    this.#at++; // the closing brace
    if (sign === '+') return has ? word : '';
    if (has) return value;
    if (sign === '?' && this.#skipping === 0) {
      throw new InterpolationError(`the variable ${name} must be set${word ? `: ${word}` : ''}`);
    }
    return sign === '?' ? '' : word;
  }

  #readName(): string | undefined {
    NAME.lastIndex = this.#at;
    const name = NAME.exec(this.source)?.[0];
    if (name !== undefined) this.#at += name.length;
    return name;
  }

  /** What an object has by birth, such as `constructor`, is no variable. */
  #valueOf(name: string): string | undefined {
    return Object.hasOwn(this.variables, name) ? this.variables[name] : undefined;
  }

  #lookUp(name: string): string {
    const value = this.#valueOf(name);
    if (value === undefined && this.#skipping === 0) this.unset.push(name);
    return value ?? '';
  }
}
