import type * as Monaco from 'monaco-editor/editor/editor.api';
import type { Rule } from '../../../../electron/shared/dockerfile';
import { slideOfRule } from '../../../rules/rule-slides';
import type { SlideOfRule } from '../../../rules/rule-slides';
import { useCoursesStore } from '../../../stores/courses';
import { editorMessages } from '../../messages';
import type { EditorRequest } from '../editor-requests';
import { requestCommand } from './code-lens';

/**
 * The way from a hover to the slides that teach what it is about, and to the rules that are broken there; undefined
 * where there is none. Only our own command can be run from it.
 */
export function hoverLinks(
  rules: readonly Rule[],
  topic: string | undefined,
): Monaco.IMarkdownString | undefined {
  const slides = new Map<string, SlideOfRule>();
  const courses = useCoursesStore().courses ?? [];
  const subjects = [...rules, ...(topic === undefined ? [] : [{ id: topic, aliases: [], topic }])];
  for (const subject of subjects) {
    const slide = slideOfRule(subject, courses);
    if (slide) slides.set(`${slide.lesson} ${slide.slide}`, slide);
  }
  const text = editorMessages.hoverLinks;
  const links = [
    ...[...slides.values()].map((slide) => linkTo(text.slide(slide.title), { type: 'slide', slide })),
    ...rules.map(({ id }) => linkTo(text.rule(id), { type: 'rule', rule: id })),
  ];
  if (links.length === 0) return undefined;
  return { value: links.join('  ·  '), isTrusted: { enabledCommands: [requestCommand] } };
}

function linkTo(title: string, request: EditorRequest): string {
  const plain = title.replace(/[[\]\\`*_<>]/g, '\\$&');
  const argument = encodeURIComponent(JSON.stringify([request])).replace(/[()]/g, (char) =>
    char === '(' ? '%28' : '%29',
  );
  return `[${plain}](command:${requestCommand}?${argument})`;
}
