import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { root } from '../paths';
import type { Bench } from './bench';

const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    imports: z.array(z.string()).optional(),
    css: z.array(z.string()).optional(),
  }),
);

/** What the window loads before it can show anything: what its page names, their static imports and their styles. */
export const bench: Bench = {
  name: 'size',
  run() {
    const folder = join(root, 'out/renderer');
    const named = namedBy(readFileSync(join(folder, 'index.html'), 'utf8'));
    if (!named.some((file) => file.endsWith('.js'))) throw new Error('The page names no script.');
    const manifest = manifestSchema.parse(
      JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')),
    );
    const chunks = Object.values(manifest);
    const files = new Set<string>();
    const visit = (file: string) => {
      if (files.has(file)) return;
      files.add(file);
      const chunk = chunks.find((one) => one.file === file);
      chunk?.css?.forEach(visit);
      chunk?.imports?.forEach((key) => visit(manifest[key]?.file ?? key));
    };
    named.forEach(visit);
    const bytes = [...files].reduce(
      (sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length,
      0,
    );
    return Promise.resolve([
      {
        what: 'first load of the renderer, gzip',
        value: bytes / 1024,
        unit: 'KB',
        budget: { of: 'value', most: 350 },
      },
    ]);
  },
};

/** Files that a page loads by itself, relative to it. */
function namedBy(html: string): readonly string[] {
  return [...html.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="\/([^"]+)"/g)].flatMap(
    ([, file]) => file ?? [],
  );
}
