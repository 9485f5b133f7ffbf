import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const folders = [
  join(root, 'electron/shared/deck/fixtures'),
  join(root, 'electron/shared/deck/fixtures/corpus'),
  join(root, '../shared/decks'), // not in every checkout
];

/** Decks with every construct and oddity that we know of, and those of the shipped lessons. */
export const decks: readonly { readonly path: string; readonly source: string }[] = [
  ...folders.flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [],
  ),
  ...readdirSync(join(root, 'lessons'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) =>
      readdirSync(join(root, 'lessons', name)).map((lesson) =>
        join(root, 'lessons', name, lesson, 'slides.md'),
      ),
    ),
]
  .filter((path) => path.endsWith('.md') && existsSync(path))
  .map((path) => ({ path, source: readFileSync(path, 'utf8') }));
