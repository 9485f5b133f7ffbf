/** Everything that passes between the window and the language worker. All of it is plain data. */
import type {
  BaseImage,
  CompletionItem,
  ContextReport,
  Diagnostic,
  DockerfileSymbol,
  Fix,
  FoldingRange,
  HadolintConfig,
  Hover,
  InlayHint,
  InstalledImageName,
  Occurrence,
  PatternReport,
  Rule,
  SemanticToken,
  SignatureHelp,
  Span,
  TextEdit,
} from '../../../electron/shared/dockerfile';
import type { RuleSetting } from '../../../electron/shared/settings';
import type { ArgumentsOf, Asked, ResultOf } from '../worker/protocol';

export { documentKey } from '../worker/protocol';
export type { FromWorker, MessageEnd } from '../worker/protocol';

/** What the worker must know of the workspace besides the file itself. */
export interface WorkspaceFacts {
  /** In front of a file's path in its key; see `documentKey`. */
  readonly root: string;
  /** The build context, paths relative to the workspace. */
  readonly files: readonly { readonly path: string; readonly size: number }[];
  /** Texts of the files that end in `.dockerignore`, by path. */
  readonly ignoreFiles: Readonly<Record<string, string>>;
  /** What `.hadolint.yaml` says; absent where there is none. */
  readonly hadolint?: HadolintConfig;
  /** The images that the engine has; absent while none was asked. */
  readonly images?: readonly InstalledImageName[];
  /** What the engine knows of those images that files are built from, by name. */
  readonly bases?: Readonly<Record<string, BaseImage>>;
  /** What the engine builds for, like `linux/arm64`; absent while none answers. */
  readonly platform?: string;
  /** What the learner set for rules, by id. */
  readonly rules: Readonly<Record<string, RuleSetting>>;
}

/** A change that is offered for a place. */
export interface LanguageAction extends Fix {
  readonly kind: 'quickfix' | 'refactor' | 'fix-all';
  /** The rule whose problem goes away. */
  readonly rule?: string;
}

/** Names a fix of a problem; `line` is 1-based. */
export interface WantedFix {
  readonly rule: string;
  readonly line: number;
  readonly title: string;
}

/** A hover, and what the rules say that are broken at the same place. */
export interface ExplainedHover {
  readonly hover: Hover | undefined;
  readonly broken: readonly { readonly rule: Rule; readonly span: Span }[];
}

/** An image's name in the text, and what it stands for. */
export interface ImageAt {
  readonly span: Span;
  readonly reference: string;
}

/** An image that a file is built from. */
export interface BaseAt {
  /** Variables replaced. */
  readonly name: string;
  /** Whether the file names users, so that those of the image matter. */
  readonly namesUsers: boolean;
}

/** A name that can be renamed. */
export interface NameAt {
  readonly span: Span;
  readonly name: string;
}

/** Where a place of the text leads: to a page, or to a file by its key. */
export type EditorLink = Span & ({ readonly url: string } | { readonly key: string; readonly path: string });

/** The stages of a file as a graph; lines are 1-based. */
export interface BuildGraph {
  readonly stages: readonly GraphStage[];
  readonly edges: readonly GraphEdge[];
}

/** The build context, and the ignore file that counts for it. */
export interface SentContext extends ContextReport {
  /** Path of the ignore file; absent where there is none. */
  readonly ignoreFile?: string;
}

/** One stage. */
export interface GraphStage {
  readonly index: number;
  /** The name as written, or `stage 0`. */
  readonly label: string;
  /** What `--target` calls it: its name, or its number. */
  readonly target: string;
  readonly isNamed: boolean;
  /** The image or stage it stands on, variables replaced. */
  readonly base: string;
  readonly line: number;
  readonly endLine: number;
  /** Whether the last stage needs it. */
  readonly needed: boolean;
  readonly steps: readonly { readonly text: string; readonly line: number }[];
}

/** What one stage takes from another. */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  readonly kind: 'base' | 'copy' | 'mount';
  readonly line: number;
}

/** What a Dockerfile leaves to whoever builds it. */
export interface AskedValues {
  /** Arguments, with their default as it is written. */
  readonly args: readonly { readonly name: string; readonly fallback?: string }[];
  /** Ids of the secrets that its RUN instructions mount. */
  readonly secrets: readonly string[];
}

/** The questions about a file. Offsets and spans count UTF-16 units from the start of its text. */
export interface LanguageMethods {
  diagnostics: () => readonly Diagnostic[];
  actions: (span: Span) => readonly LanguageAction[];
  /** The text with one fix of one problem made; undefined when there is no such problem any more. */
  fixed: (wanted: WantedFix) => string | undefined;
  /** The text with all fixes made that are safe. */
  fixedAll: () => string;
  completion: (offset: number) => readonly CompletionItem[];
  hover: (offset: number) => ExplainedHover;
  /** The image that is named at a place, variables replaced; undefined for a stage and for `scratch`. */
  imageAt: (offset: number) => ImageAt | undefined;
  /** The images that the stages are built from. */
  bases: () => readonly BaseAt[];
  signature: (offset: number) => SignatureHelp | undefined;
  definition: (offset: number) => Span | undefined;
  references: (offset: number) => readonly Occurrence[];
  nameAt: (offset: number) => NameAt | undefined;
  rename: (offset: number, name: string) => { edits: TextEdit[] } | { problem: string };
  symbols: () => readonly DockerfileSymbol[];
  folding: () => readonly FoldingRange[];
  selection: (offsets: readonly number[]) => readonly (readonly Span[])[];
  tokens: () => readonly SemanticToken[];
  format: () => readonly TextEdit[];
  hints: () => readonly InlayHint[];
  links: () => readonly EditorLink[];
  graph: () => BuildGraph;
  asks: () => AskedValues;
  /** What is sent to the builder with this Dockerfile; its text does not matter. */
  context: () => SentContext;
  /** An ignore file to begin with, for the files that are there. */
  ignoreSuggestion: () => string;
  /** What a line of an ignore file can name. */
  ignorePaths: () => readonly { readonly path: string; readonly isFolder: boolean }[];
  /** Of an ignore file: what each of its lines does. */
  ignorePatterns: () => readonly PatternReport[];
}
export type LanguageMethod = keyof LanguageMethods;
export type LanguageArguments<M extends LanguageMethod> = ArgumentsOf<LanguageMethods, M>;
export type LanguageResult<M extends LanguageMethod> = ResultOf<LanguageMethods, M>;

/** Asks for every rule there is. */
export interface RulesMessage {
  readonly type: 'rules';
  readonly id: number;
}

/** What the window says. */
export type ToWorker = Asked<LanguageMethods, WorkspaceFacts> | RulesMessage;
