import { computed, inject, onMounted, provide } from 'vue';
import type { ComputedRef, InjectionKey } from 'vue';
import type { LessonKey } from '../../electron/shared/course/model';
import { useGlossaryStore } from '../stores/glossary';
import { useNoticesStore } from '../stores/notices';
import { whenIdle } from '../when-idle';
import { markTerms } from './mark-terms';

/** Marks the words of the glossary in a piece of the page, but those that are taught on the slide given. */
export type MarkTerms = (root: Element, slide?: string) => void;

const key: InjectionKey<ComputedRef<MarkTerms | undefined>> = Symbol('terms');

/** Has words explained in everything below this component, by the glossary of the lesson's course. */
export function provideTerms(lesson: () => LessonKey): void {
  const glossary = useGlossaryStore();
  const notices = useNoticesStore();
  const mark = computed<MarkTerms | undefined>(() => {
    if (!glossary.loaded || glossary.terms.length === 0) return undefined;
    const key = lesson();
    const matcher = glossary.matcher(key.split('/')[0] ?? '');
    return (root, slide = '') => markTerms(root, matcher, { lesson: key, slide });
  });
  provide(key, mark);
  onMounted(() => whenIdle(() => void notices.attempt(glossary.load)));
}

/** How words are marked here; undefined where nobody explains any. */
export function useTerms(): ComputedRef<MarkTerms | undefined> | undefined {
  return inject(key, undefined);
}
