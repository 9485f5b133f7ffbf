import type { CourseGlossary, GlossaryTerm } from '../course/model';

/** Where a word of the glossary stands in a text: [from, to). */
export interface TermPlace {
  readonly from: number;
  readonly to: number;
  readonly term: GlossaryTerm;
}

/** Finds the words of a glossary in texts. */
export interface TermMatcher {
  readonly find: (text: string) => readonly TermPlace[];
}

/** The terms that count in a course: its own first, then those of the courses that its glossary includes. */
export function termsFor(course: string, all: readonly CourseGlossary[]): readonly GlossaryTerm[] {
  const own = all.find((glossary) => glossary.course === course);
  const names = [course, ...(own?.include ?? [])];
  return [...new Set(names)].flatMap((name) => all.find((each) => each.course === name)?.terms ?? []);
}

/**
 * A matcher for whole words in any case, the longest first, with a plural in s. A term in capitals (`CMD`, `OCI`) is
 * matched as it is written, since in lower case it would be another word. The first term of a form counts.
 */
export function termMatcher(terms: readonly GlossaryTerm[]): TermMatcher {
  const byForm = new Map<string, GlossaryTerm>();
  for (const term of terms)
    for (const form of [term.term, ...term.also]) {
      const key = isCapital(form) ? form : oneSpace(form.toLowerCase());
      if (!byForm.has(key)) byForm.set(key, term);
    }
  if (byForm.size === 0) return { find: () => [] };
  const forms = [...byForm.keys()].sort((a, b) => b.length - a.length).map(escape);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_./-])(${forms.join('|')})(s?)(?![\\p{L}\\p{N}_/-])`, 'giu');
  return {
    find: (text) =>
      [...text.matchAll(pattern)].flatMap((match): TermPlace[] => {
        const [whole, matched = ''] = match;
        const word = oneSpace(matched);
        const term = byForm.get(word) ?? byForm.get(word.toLowerCase());
        return term ? [{ from: match.index, to: match.index + whole.length, term }] : [];
      }),
  };
}

const isCapital = (form: string): boolean => /^[A-Z]{2,}$/.test(form);

const oneSpace = (text: string): string => text.replace(/\s+/g, ' ');

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/ /g, '\\s+');
