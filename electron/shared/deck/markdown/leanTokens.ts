import type { Env, MarkdownIt, StateInline, Token } from 'markdown-it';

/** A token with the fields of markdown-it's own, set in one place and always in the same order. */
class LeanToken {
  constructor(
    public type: string,
    public tag: string,
    public nesting: Token['nesting'],
    public level: number,
    public block: boolean,
    public content = '',
  ) {}
  attrs: Token['attrs'] = null;
  map: Token['map'] = null;
  children: Token['children'] = null;
  markup = '';
  info = '';
  meta: Token['meta'] = null;
  hidden = false;
}

/** The state of one inline text, with the fields of markdown-it's own. */
class LeanInlineState {
  readonly posMax: number;
  readonly tokens_meta: unknown[];
  pos = 0;
  level = 0;
  pending = '';
  pendingLevel = 0;
  cache = {};
  backticks = {};
  backticksScanned = false;
  skipHtmlSpecial = false;
  linkLevel = 0;
  delimiters = [];
  _prev_delimiters = [];
  constructor(
    readonly src: string,
    readonly md: MarkdownIt,
    readonly env: Env,
    readonly tokens: Token[],
  ) {
    this.posMax = src.length;
    this.tokens_meta = Array<unknown>(tokens.length);
  }
}

/** Without one of these a text has no markup in it, and need not be walked through character by character. */
const MAY_BE_MARKUP = /[\\`~*_[\]<&${}^:\n]/;

/**
 * The published markdown-it defines each field of a token through a helper, which makes tokens larger and slower to
 * make than they have to be: with these a deck is parsed in about two thirds of the time.
 */
export function leanTokens(md: MarkdownIt): void {
  const OwnToken = new md.core.State('', md, {}).Token;
  Object.setPrototypeOf(LeanToken.prototype, OwnToken.prototype as object);
  const make = (...fields: ConstructorParameters<typeof LeanToken>): Token =>
    new LeanToken(...fields) as LeanToken & Token; // its methods come from the prototype

  md.block.State = class extends md.block.State {
    override push(type: string, tag: string, nesting: Token['nesting']): Token {
      if (nesting < 0) this.level--;
      const token = make(type, tag, nesting, this.level, true);
      if (nesting > 0) this.level++;
      this.tokens.push(token);
      return token;
    }
  };

  const parse = md.inline.parse.bind(md.inline);
  md.inline.parse = (source, parser, env, tokens) => {
    if (MAY_BE_MARKUP.test(source)) parse(source, parser, env, tokens);
    else if (source !== '') tokens.push(make('text', '', 0, 0, false, source));
  };

  const OwnState = md.inline.State;
  Object.setPrototypeOf(LeanInlineState.prototype, OwnState.prototype as object);
  md.inline.State = LeanInlineState as unknown as typeof OwnState; // its other methods come from the prototype

  Object.assign(LeanInlineState.prototype, {
    Token: OwnToken,

    pushPending(this: StateInline): Token {
      const token = make('text', '', 0, this.pendingLevel, false, this.pending);
      this.tokens.push(token);
      this.pending = '';
      return token;
    },

    push(this: StateInline, type: string, tag: string, nesting: Token['nesting']): Token {
      if (this.pending) this.pushPending();
      if (nesting < 0) {
        this.level--;
        this.delimiters = this._prev_delimiters.pop() ?? [];
      }
      const token = make(type, tag, nesting, this.level, false);
      if (nesting > 0) {
        this.level++;
        this._prev_delimiters.push(this.delimiters);
        this.delimiters = [];
      }
      this.pendingLevel = this.level;
      this.tokens.push(token);
      this.tokens_meta.push(nesting > 0 ? { delimiters: this.delimiters } : undefined);
      return token;
    },
  });
}
