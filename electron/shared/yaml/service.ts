import type { CompletionItem } from '../dockerfile/features/completion-types';
import { languageFor } from './choose';
import { completeYaml } from './complete';
import type { YamlHover } from './hover';
import { hoverYaml } from './hover';
import type { YamlFacts, YamlLanguage } from './language';
import type { YamlProblem } from './problem';
import type { YamlSource } from './source';
import { readYaml } from './source';
import { validate } from './validate';

/** More than that says nothing new about a file. */
const mostProblems = 200;

/** What is wrong with a YAML file of a language that the editor knows. Never throws, whatever the text. */
export function checkYaml(path: string, text: string): YamlProblem[] {
  return problemsOf(readYaml(text), languageFor(path, text));
}

/** The same for a text that was read already. */
export function problemsOf(source: YamlSource, language: YamlLanguage): YamlProblem[] {
  const problems: YamlProblem[] = source.errors.map(({ start, end, message }) => ({
    rule: 'yaml',
    severity: 'error',
    start,
    end,
    message,
  }));
  // A text that is no YAML has half a tree; what is missing in it is missing for that reason.
  if (problems.length === 0) {
    for (const document of source.documents) {
      const schema = language.schemaOf(document);
      if (schema) problems.push(...validate(document, schema, language.habits));
      problems.push(...(language.check?.(document) ?? []));
    }
    problems.push(...(language.checkAll?.(source) ?? []));
  }
  return problems.sort((a, b) => a.start - b.start || a.end - b.end).slice(0, mostProblems);
}

/** Proposals for what can stand at an offset. */
export function completionsIn(
  path: string,
  text: string,
  offset: number,
  facts: YamlFacts,
): CompletionItem[] {
  return completeYaml(text, offset, languageFor(path, text).offers(facts));
}

/** Says what the key or value at an offset is for. */
export function hoverIn(path: string, text: string, offset: number): YamlHover | undefined {
  const language = languageFor(path, text);
  return hoverYaml(readYaml(text), offset, (document) => language.schemaOf(document));
}
