import type * as Monaco from 'monaco-editor/editor/editor.api';
import type { LanguageClient } from '../language-client';
import { ruleMarkdown } from '../rule-text';
import { askAbout } from './ask';
import { rangeOf } from './convert';
import { hoverLinks } from './hover-links';

/** What is under the pointer, and why the rules broken there matter. */
export function hoverProvider(client: LanguageClient): Monaco.languages.HoverProvider {
  return {
    async provideHover(model, position) {
      const found = await askAbout(client, model, 'hover', model.getOffsetAt(position));
      const span = found?.hover?.range ?? found?.broken[0]?.span;
      if (!found || !span) return null;
      const rules = [...new Map(found.broken.map(({ rule }) => [rule.id, rule])).values()];
      const contents = [...rules.map(ruleMarkdown), ...(found.hover?.contents ?? [])];
      const links = hoverLinks(rules, found.hover?.topic);
      return {
        range: rangeOf(model, span),
        contents: [...contents.map((value) => ({ value })), ...(links ? [links] : [])],
      };
    },
  };
}

/** The forms of the instruction that is being written. */
export function signatureProvider(client: LanguageClient): Monaco.languages.SignatureHelpProvider {
  return {
    signatureHelpTriggerCharacters: [],
    async provideSignatureHelp(model, position) {
      const help = await askAbout(client, model, 'signature', model.getOffsetAt(position));
      if (!help) return null;
      const signatures = help.forms.map(({ label, parts }) => ({
        label,
        documentation: help.summary,
        parameters: parts.map(([start, end]): Monaco.languages.ParameterInformation => ({
          label: [start, end],
        })),
      }));
      const value = { signatures, activeSignature: help.activeForm, activeParameter: help.activeArgument };
      return { value, dispose: () => undefined };
    },
  };
}
