import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { CourseGlossary } from '../../electron/shared/course/model';
import { termMatcher, termsFor } from '../../electron/shared/glossary/match';
import type { TermMatcher } from '../../electron/shared/glossary/match';
import { invoke, on } from '../api';

/** The words that courses explain. Read when they are first needed; a lesson is readable before they are there. */
export const useGlossaryStore = defineStore('glossary', () => {
  const glossaries = shallowRef<readonly CourseGlossary[]>([]);
  const terms = computed(() => glossaries.value.flatMap((glossary) => glossary.terms));
  const loaded = shallowRef(false);
  const matchers = new Map<string, TermMatcher>();
  let asked: Promise<void> | undefined;

  async function read(): Promise<void> {
    const read = await invoke('courses.glossaries');
    matchers.clear();
    glossaries.value = read;
    loaded.value = true;
  }

  /** Reads the terms once, and again whenever a course changes. @throws DrydockError when they cannot be had. */
  function load(): Promise<void> {
    if (!asked) on('courses.changed', () => void read());
    asked ??= read().catch((thrown: unknown) => {
      asked = undefined;
      throw thrown;
    });
    return asked;
  }

  /** Finds the terms that count in a course. */
  function matcher(course: string): TermMatcher {
    const known = matchers.get(course);
    if (known) return known;
    const made = termMatcher(termsFor(course, glossaries.value));
    matchers.set(course, made);
    return made;
  }

  const byName = computed(() => new Map(terms.value.map((term) => [`${term.course}/${term.id}`, term])));

  return { terms, loaded, byName, load, matcher };
});
