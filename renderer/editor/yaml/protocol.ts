import type { CompletionItem, HadolintConfig, TextEdit } from '../../../electron/shared/dockerfile';
import type { YamlFacts } from '../../../electron/shared/yaml/language';
import type { YamlHover } from '../../../electron/shared/yaml/hover';
import type { YamlProblem } from '../../../electron/shared/yaml/problem';
import type { YamlSymbol } from '../../../electron/shared/yaml/symbols';
import type { Asked } from '../worker/protocol';

/** A problem with the line it is in; 1-based, columns too, the end exclusive. */
export interface PlacedYamlProblem extends YamlProblem {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Names a fix of a problem; `line` is 1-based. */
export interface WantedYamlFix {
  readonly rule: string;
  readonly line: number;
  readonly title: string;
}

/** The questions about a YAML file. */
export interface YamlMethods {
  diagnostics: () => readonly PlacedYamlProblem[];
  completion: (offset: number) => readonly CompletionItem[];
  hover: (offset: number) => YamlHover | undefined;
  symbols: () => readonly YamlSymbol[];
  /** Of a `.hadolint.yaml`: its settings. */
  hadolint: () => HadolintConfig;
  /** The text with one fix of one problem made; undefined when there is no such problem any more. */
  fixed: (wanted: WantedYamlFix) => string | undefined;
  /** The text with all fixes made that are safe. */
  fixedAll: () => string;
  /** The edits of the fixes of problems that touch a span. */
  actions: (start: number, end: number) => readonly YamlAction[];
}

/** A fix that is offered at a place. */
export interface YamlAction {
  readonly title: string;
  readonly rule: string;
  readonly edits: readonly TextEdit[];
}

/** What the window says. */
export type ToYamlWorker = Asked<YamlMethods, YamlFacts>;
