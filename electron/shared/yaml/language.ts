import type { Document } from 'yaml';
import type { Offers } from './complete';
import type { YamlProblem } from './problem';
import type { Schema } from './schema';
import type { YamlSource } from './source';
import type { Habits } from './validate';

/** What can be offered of the workspace and the machine. */
export interface YamlFacts {
  /** Paths of the workspace. */
  readonly files: readonly string[];
  /** Images of the engine, `name:tag`. */
  readonly images: readonly string[];
}

/** A language that is written in YAML. */
export interface YamlLanguage {
  readonly name: 'compose' | 'kubernetes' | 'hadolint' | 'yaml';
  readonly habits: Habits;
  /** The schema of a document; undefined where nothing is known of it. */
  schemaOf(document: Document): Schema | undefined;
  /** What a schema cannot say of one document. */
  check?(document: Document): readonly YamlProblem[];
  /** What concerns several documents of a file. */
  checkAll?(source: YamlSource): readonly YamlProblem[];
  offers(facts: YamlFacts): Offers;
}
