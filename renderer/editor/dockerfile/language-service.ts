import {
  applyEdits,
  completions,
  definition,
  documentSymbols,
  entityAt,
  findRule,
  foldingRanges,
  formatEdits,
  hover,
  inlayHints,
  references,
  rename,
  RULES,
  selectionRanges,
  semanticTokens,
  signatureHelp,
  suggestDockerignore,
} from '../../../electron/shared/dockerfile';
import { actionsAt, fixedText } from './actions';
import { buildGraph } from './build-graph';
import { pathsOf, patternsOf, sentContext } from './ignore-files';
import { LanguageDocument } from './language-document';
import type {
  FromWorker,
  LanguageArguments,
  LanguageMethod,
  LanguageResult,
  QuestionMessage,
  ToWorker,
  WorkspaceFacts,
} from './protocol';
import { completionContext, lintOptions, noFacts } from './workspace-context';

type Answers = {
  readonly [M in LanguageMethod]: (
    document: LanguageDocument,
    facts: WorkspaceFacts,
    ...args: LanguageArguments<M>
  ) => LanguageResult<M>;
};

const model = (document: LanguageDocument, facts: WorkspaceFacts) =>
  document.model(lintOptions(facts, document.key));

const answers: Answers = {
  diagnostics: (document, facts) => document.lint(lintOptions(facts, document.key)).diagnostics,
  actions(document, facts, span) {
    const options = lintOptions(facts, document.key);
    const { diagnostics, model: found } = document.lint(options);
    return actionsAt(found, diagnostics, span, options, facts.images);
  },
  fixed: (document, facts, { rule, line, title }) => {
    const { diagnostics } = document.lint(lintOptions(facts, document.key));
    const fix = diagnostics
      .filter((found) => found.rule === rule && found.line === line)
      .flatMap(({ fixes }) => fixes)
      .find((one) => one.title === title);
    return fix && applyEdits(document.ast.text, fix.edits);
  },
  fixedAll: (document, facts) => fixedText(document.ast.text, lintOptions(facts, document.key)),
  completion: (document, facts, offset) =>
    completions(document.ast, offset, completionContext(facts, document.key)),
  hover: (document, facts, offset) => ({
    hover: hover(document.ast, offset),
    broken: document
      .lint(lintOptions(facts, document.key))
      .diagnostics.filter(({ span }) => span.start <= offset && offset <= span.end)
      .flatMap(({ rule: id, span }) => {
        const rule = findRule(id);
        return rule ? [{ rule, span: { start: span.start, end: span.end } }] : [];
      }),
  }),
  imageAt(document, facts, offset) {
    const use = model(document, facts)
      .stages.flatMap((stage) => stage.uses)
      .find(({ span, stage }) => !stage && span.start <= offset && offset <= span.end);
    if (!use || !use.name || use.name === 'scratch') return undefined;
    return { span: { start: use.span.start, end: use.span.end }, reference: use.name };
  },
  signature: (document, _facts, offset) => signatureHelp(document.ast, offset),
  definition: (document, facts, offset) => definition(model(document, facts), offset),
  references: (document, facts, offset) => references(model(document, facts), offset),
  nameAt(document, facts, offset) {
    const found = entityAt(model(document, facts), offset);
    if (!found) return undefined;
    const { start, end } = found.span;
    return { span: { start, end }, name: document.ast.text.slice(start, end) };
  },
  rename: (document, facts, offset, name) => rename(model(document, facts), offset, name),
  symbols: (document, facts) => documentSymbols(model(document, facts)),
  folding: (document, facts) => foldingRanges(model(document, facts)),
  selection: (document, facts, offsets) =>
    offsets.map((offset) => selectionRanges(model(document, facts), offset)),
  tokens: (document) => semanticTokens(document.ast),
  format: (document) => formatEdits(document.ast),
  hints: (document) => inlayHints(document.ast),
  graph: (document, facts) => buildGraph(model(document, facts)),
  context: (document, facts) => sentContext(facts, document.key),
  ignoreSuggestion: (_document, facts) => suggestDockerignore(facts.files.map(({ path }) => path)),
  ignorePaths: (_document, facts) => pathsOf(facts),
  ignorePatterns: (document, facts) => patternsOf(facts, document.key, document.text),
};

/** The language engine behind the editor: holds the open files and answers questions about them. */
export class LanguageService {
  private facts = noFacts;
  private readonly documents = new Map<string, LanguageDocument>();

  /** Takes one message. Undefined where it asks for no answer. */
  receive(message: ToWorker): FromWorker | undefined {
    switch (message.type) {
      case 'facts':
        this.facts = message.facts;
        for (const document of this.documents.values()) document.forget();
        return undefined;
      case 'document': {
        const { key, version, text } = message;
        const known = this.documents.get(key);
        if (known) known.update(text, version);
        else this.documents.set(key, new LanguageDocument(key, text, version));
        return undefined;
      }
      case 'close':
        this.documents.delete(message.key);
        return undefined;
      case 'rules':
        return { type: 'answer', id: message.id, value: RULES };
      case 'question':
        return this.answer(message);
    }
  }

  private answer(message: QuestionMessage): FromWorker {
    const document = this.documents.get(message.key);
    if (document?.version !== message.version) return { type: 'stale', id: message.id };
    try {
      return { type: 'answer', id: message.id, value: this.ask(document, message) };
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      const failure = `The language service could not answer "${message.method}" for ${message.key}: ${reason}`;
      return { type: 'failed', id: message.id, message: failure };
    }
  }

  private ask<M extends LanguageMethod>(
    document: LanguageDocument,
    { method, args }: { readonly method: M; readonly args: LanguageArguments<M> },
  ): LanguageResult<M> {
    return answers[method](document, this.facts, ...args);
  }
}
