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
    isEntry: z.boolean().optional(),
    imports: z.array(z.string()).optional(),
    css: z.array(z.string()).optional(),
  }),
);

/** What the window loads before it can show anything: the entry, its static imports and their styles. */
export const bench: Bench = {
  name: 'size',
  run() {
    const folder = join(root, 'out/renderer');
    const manifest = manifestSchema.parse(
      JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')),
    );
    const files = new Set<string>();
    const visited = new Set<string>();
    const visit = (key: string) => {
      const chunk = manifest[key];
      if (!chunk || visited.has(key)) return;
      visited.add(key);
      for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
      chunk.imports?.forEach(visit);
    };
    for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key);
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
