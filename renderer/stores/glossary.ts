import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { GlossaryTerm } from '../../electron/shared/course/model';
import { termMatcher, termsFor } from '../../electron/shared/glossary/match';
import type { TermMatcher } from '../../electron/shared/glossary/match';
import { invoke, on } from '../api';
import { useCoursesStore } from './courses';

/** The words that courses explain. Read when they are first needed; a lesson is readable before they are there. */
export const useGlossaryStore = defineStore('glossary', () => {
  const terms = shallowRef<readonly GlossaryTerm[]>([]);
  const loaded = shallowRef(false);
  const courses = useCoursesStore();
  const matchers = new Map<string, TermMatcher>();
  let asked: Promise<void> | undefined;

  async function read(): Promise<void> {
    terms.value = await invoke('courses.glossary');
    matchers.clear();
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
    const shipped = new Set(
      (courses.courses ?? []).filter(({ origin }) => origin === 'shipped').map(({ id }) => id),
    );
    const made = termMatcher(termsFor(course, terms.value, shipped));
    matchers.set(course, made);
    return made;
  }

  const byName = computed(() => new Map(terms.value.map((term) => [`${term.course}/${term.id}`, term])));

  return { terms, loaded, byName, load, matcher };
});
