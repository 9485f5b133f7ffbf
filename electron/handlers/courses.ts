import type { Catalogue } from '../courses';
import type { Search } from '../search';
import type { Handlers } from '../shared/contract';
import type { Desktop } from './desktop';

type Methods = Extract<keyof Handlers, `courses.${string}` | `search.${string}`>;

/** Handlers of the library and of the search in it. */
export function courseHandlers(
  catalogue: Catalogue,
  search: Search,
  desktop: Desktop,
): Pick<Handlers, Methods> {
  return {
    'courses.list': async () => catalogue.list(),
    'courses.lesson': async (lesson, slide) => catalogue.lesson(lesson, slide),
    'courses.glossaries': async () => catalogue.glossaries(),
    async 'courses.choose'(what) {
      const path =
        what === 'folder'
          ? await desktop.chooseFolder('Open a course folder')
          : await desktop.chooseFile('Open a course zip', { name: 'Course', extensions: ['zip', 'drydock'] });
      return path === null ? null : catalogue.add(path);
    },
    'courses.open': (path) => catalogue.add(path),
    'courses.close': (course) => catalogue.remove(course),
    async 'search.query'(text) {
      await search.update(catalogue.loaded()); // only what changed since is read
      return search.query(text);
    },
  };
}
