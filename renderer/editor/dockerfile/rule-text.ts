import type { Rule } from '../../../electron/shared/dockerfile';
import { editorMessages } from '../messages';

/** A rule's explanation as Markdown: what it asks for, why, and both examples. */
export function ruleMarkdown(rule: Rule): string {
  const text = editorMessages.rule;
  const names = [rule.id, ...rule.aliases].map((name) => `\`${name}\``).join(' ');
  return [
    `**${rule.title}** ${names}`,
    rule.why,
    ...(rule.bad ? [`${text.bad}\n${code(rule.bad)}`] : []),
    ...(rule.good ? [`${text.good}\n${code(rule.good)}`] : []),
  ].join('\n\n');
}

function code(source: string): string {
  return `\n\`\`\`dockerfile\n${source}\n\`\`\``;
}
