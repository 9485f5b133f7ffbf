/**
 * The Dockerfile language engine: one parser for editor, linter, embedded builder and checks.
 *
 * - `parseDockerfile` gives a lossless tree of any text (`ast.ts`, `lexer/`, `instructions/`).
 * - `analyse` links the stages and expands variables instruction by instruction, as BuildKit's converter does (`analysis/`).
 * - `lint` says what is wrong, with fixes (`rules/`, `pragmas.ts`).
 * - `DocumentModel` keeps the tree while the text is edited and re-reads only what was touched (`document.ts`).
 * - `completions`, `hover`, `references`, `rename`, `semanticTokens`, ... answer an editor with plain data (`features/`).
 * - `scriptsOf` gives the parsed shell scripts of an instruction (`shell/`); `refactorings` and `formatEdits` give edits.
 * - `IgnoreMatcher` decides what a `.dockerignore` leaves out (`dockerignore.ts`).
 *
 * All of it is pure and never throws on bad input; offsets count UTF-16 units, lines and columns begin at 1.
 */
export * from './ast';
export { analyse, joinPath } from './analysis/evaluate';
export { parseImageReference } from './analysis/image-reference';
export type { ImageReference } from './analysis/image-reference';
export { findStage, variablesAt } from './analysis/model';
export type { BaseImage, BuildModel, BuildOptions, Stage, StageUse, Step, Variable } from './analysis/model';
export { parsePlatform } from './analysis/platform';
export type { Platform } from './analysis/platform';
export { parsePort } from './analysis/ports';
export { isGitSource, isHttpSource, sourcesOf } from './analysis/check-step';
export { suggest } from './didyoumean';
export * from './dockerignore';
export { filesOf, reportContext } from './ignore/context-report';
export type {
  ContextFile,
  ContextNode,
  ContextReport,
  ContextTotals,
  DecidingPattern,
} from './ignore/context-report';
export { reportPatterns } from './ignore/pattern-report';
export type { PatternReport } from './ignore/pattern-report';
export { acceptedEdits, applyEdits } from './fix';
export type { TextEdit } from './fix';
export { isFlagTrue } from './instructions/flag-rules';
export { secretIdsIn } from './instructions/mount-fields';
export { parseDuration } from './instructions/duration';
export { heredocText } from './lexer/heredoc';
export { lineAt, positionAt } from './lexer/positions';
export type { Position, Range } from './lexer/positions';
export { lint, lintAst } from './lint';
export type { Diagnostic, LintResult } from './lint';
export { commentsOf, parseDockerfile } from './parse';
export { findRule, RULES } from './rules/registry';
export type { HadolintConfig, LintOptions } from './rules/options';
export { SEVERITIES } from './rules/rule';
export type { Fix, Rule, RuleSource, Severity } from './rules/rule';
export { environmentOf } from './words/environment';
export type { Environment } from './words/environment';
export { expandWord } from './words/expand';
export type { Expansion } from './words/expand';
export { DocumentModel } from './document';
export { fixAll } from './fix';
export { formatDockerfile, formatEdits } from './format';
export type { FormatOptions } from './format';
export { formatReport, reaches, REPORT_FORMATS } from './report';
export type { FileReport, ReportedProblem, ReportFormat } from './report';
export type { InstalledImageName } from './refactor/pin-tag';
export { refactorings, suggestDockerignore } from './refactor/refactorings';
export { dialectOf, inFile, scriptsOf } from './shell/scripts';
export type { Dialect, EmbeddedScript } from './shell/scripts';
export { parseShell } from './shell/parse-shell';
export { simpleCommands, walkShell } from './shell/walk';
export { completions } from './features/completion';
export type { CompletionContext, CompletionItem, CompletionKind } from './features/completion-types';
export { foldingRanges } from './features/folding';
export type { FoldingRange } from './features/folding';
export { hintsOf, inlayHints, signatureHelp } from './features/hints';
export type { InlayHint, SignatureForm, SignatureHelp } from './features/hints';
export { documentLinks } from './features/links';
export type { DocumentLink } from './features/links';
export { hover } from './features/hover';
export type { Hover } from './features/hover';
export { instructionAt, stageOf } from './features/locate';
export { definition, entityAt, occurrencesOf, references, rename } from './features/references';
export type { Entity, Occurrence } from './features/references';
export { selectionRanges } from './features/selection';
export { semanticTokens, TOKEN_TYPES } from './features/semantic-tokens';
export type { SemanticToken, TokenType } from './features/semantic-tokens';
export { documentSymbols, stageLabel } from './features/symbols';
export type { DockerfileSymbol } from './features/symbols';
