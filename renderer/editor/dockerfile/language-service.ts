import {
  applyEdits,
  completions,
  definition,
  documentLinks,
  documentSymbols,
  entityAt,
  findRule,
  foldingRanges,
  formatEdits,
  hintsOf,
  hover,
  references,
  rename,
  RULES,
  selectionRanges,
  semanticTokens,
  signatureHelp,
  suggestDockerignore,
} from '../../../electron/shared/dockerfile';
import { actionsAt, fixedText } from './actions';
import { askedValues } from './asked-values';
import { buildGraph } from './build-graph';
import { pathsOf, patternsOf, sentContext } from './ignore-files';
import { LanguageDocument } from './language-document';
import type { FromWorker, LanguageMethods, ToWorker, WorkspaceFacts } from './protocol';
import type { Answers } from '../worker/service';
import { DocumentService } from '../worker/service';
import { buildOptions, completionContext, lintOptions, noFacts } from './workspace-context';

const model = (document: LanguageDocument, facts: WorkspaceFacts) =>
  document.model(lintOptions(facts, document.key));

const answers: Answers<LanguageMethods, WorkspaceFacts, LanguageDocument> = {
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
    hover: hover(document.ast, offset, buildOptions(facts)),
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
  bases(document, facts) {
    const { stages } = model(document, facts);
    const names = stages.flatMap(({ base, baseName }) => (base || baseName === 'scratch' ? [] : [baseName]));
    const namesUsers = document.ast.instructions.some(
      ({ name, flags }) => name === 'USER' || flags.some((flag) => flag.name === 'chown'),
    );
    return [...new Set(names)].map((name) => ({ name, namesUsers }));
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
  hints: (document, facts) => hintsOf(model(document, facts)),
  links: (document, facts) =>
    documentLinks(
      model(document, facts),
      facts.files.map(({ path }) => path),
    ).map((link) => ('path' in link ? { ...link, key: facts.root + link.path } : link)),
  graph: (document, facts) => buildGraph(model(document, facts)),
  asks: (document) => askedValues(document.ast),
  context: (document, facts) => sentContext(facts, document.key),
  ignoreSuggestion: (_document, facts) => suggestDockerignore(facts.files.map(({ path }) => path)),
  ignorePaths: (_document, facts) => pathsOf(facts),
  ignorePatterns: (document, facts) => patternsOf(facts, document.key, document.text),
};

/** The language engine behind the editor: holds the open files and answers questions about them. */
export class LanguageService {
  private readonly documents = new DocumentService<LanguageMethods, WorkspaceFacts, LanguageDocument>(
    noFacts,
    (key, text, version) => new LanguageDocument(key, text, version),
    answers,
  );

  /** Takes one message. Undefined where it asks for no answer. */
  receive(message: ToWorker): FromWorker | undefined {
    if (message.type === 'rules') return { type: 'answer', id: message.id, value: RULES };
    return this.documents.receive(message);
  }
}
