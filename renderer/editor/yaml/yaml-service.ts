import { readHadolint } from '../../../electron/shared/hadolint/config';
import type { YamlFacts } from '../../../electron/shared/yaml/language';
import { completionsIn, hoverIn } from '../../../electron/shared/yaml/service';
import { symbolsOf } from '../../../electron/shared/yaml/symbols';
import { DocumentService } from '../worker/service';
import type { YamlMethods } from './protocol';
import { YamlDocument } from './yaml-document';

/** The engine of YAML files behind the editor. */
export function yamlService(): DocumentService<YamlMethods, YamlFacts, YamlDocument> {
  return new DocumentService<YamlMethods, YamlFacts, YamlDocument>(
    { files: [], images: [] },
    (key, text, version) => new YamlDocument(key, text, version),
    {
      diagnostics: (document) => document.problems,
      completion: (document, facts, offset) => completionsIn(document.key, document.text, offset, facts),
      hover: (document, _facts, offset) => hoverIn(document.key, document.text, offset),
      symbols: (document) => symbolsOf(document.source),
      hadolint: (document) => readHadolint(document.text).config,
      fixed: (document, _facts, wanted) => document.fixed(wanted),
      fixedAll: (document) => document.fixedAll(),
      actions: (document, _facts, start, end) => document.actions(start, end),
    },
  );
}
