/** What the glossary says. */
export const glossaryMessages = {
  title: 'Glossary',
  search: 'Find a term',
  read: (title: string) => `Read “${title}”`,
  keys: 'Enter: read the slide',
  count: (n: number) => (n === 1 ? '1 term' : `${n} terms`),
  also: (forms: readonly string[]) => `also: ${forms.join(', ')}`,
  nothing: 'No such term',
  nothingText: (query: string) => `The courses in the library explain nothing that has “${query}”.`,
  empty: 'No glossary yet',
  emptyText:
    'None of the courses in the library explains its words. A course does in its file glossary.yaml.',
  failed: 'The glossary could not be read',
} as const;
