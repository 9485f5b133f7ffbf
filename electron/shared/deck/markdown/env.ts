import type { Env } from 'markdown-it';
import type { DeckMetadata } from '../metadata';
import type { ProblemList } from '../problems';

/** What our rules share while one deck is parsed. */
export interface DeckEnv {
  readonly metadata: DeckMetadata;
  readonly problems: ProblemList;
  /** 0-based line of each opening fence of a div -> line of its closing fence. */
  readonly divs: ReadonlyMap<number, number>;
  /** 0-based line of the first block that was nested too deeply to be one. */
  tooDeepLine: number | undefined;
}

const KEY = 'deck';

/** The environment to hand to markdown-it. */
export function markdownEnv(deck: DeckEnv): Env {
  return { [KEY]: deck };
}

/** What was handed over by `markdownEnv`. */
export function deckEnv(env: Env): DeckEnv {
  return env[KEY] as DeckEnv;
}
