import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import type * as DeckReader from '../../electron/shared/deck';
import { root } from '../paths';

/** The reader of decks as it is shipped: bundled, without what the runner of these scripts adds to every function. */
export async function bundledReader(): Promise<typeof DeckReader> {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-bench-deck-'));
  try {
    await build({
      configFile: false,
      logLevel: 'silent',
      root,
      ssr: { noExternal: true },
      build: {
        ssr: join(root, 'electron/shared/deck/index.ts'),
        outDir: folder,
        emptyOutDir: true,
        target: 'node18',
        rollupOptions: { output: { entryFileNames: 'deck.mjs' } },
      },
    });
    return (await import(pathToFileURL(join(folder, 'deck.mjs')).href)) as typeof DeckReader;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
