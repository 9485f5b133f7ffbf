import { join } from 'node:path';
import vue from '@vitejs/plugin-vue';
import type { InlineConfig } from 'vite';
import { root } from '../stale.mjs';

/** The window's page. Served from app://drydock/, so that absolute paths from '/' hold for every route. */
export function rendererConfig(): InlineConfig {
  return {
    configFile: false,
    root: join(root, 'renderer'),
    base: '/',
    logLevel: 'warn',
    plugins: [vue()],
    define: { __VUE_OPTIONS_API__: false, __VUE_PROD_DEVTOOLS__: false },
    worker: { format: 'es' },
    build: {
      target: 'chrome114',
      outDir: join(root, 'out/renderer'),
      emptyOutDir: true,
      assetsInlineLimit: 0, // the content security policy wants files, not data URLs
      modulePreload: { polyfill: false }, // the polyfill is an inline script
      reportCompressedSize: false,
      manifest: true, // read by the benchmark of the first load
      chunkSizeWarningLimit: 5000,
      rolldownOptions: {
        checks: { pluginTimings: false },
        output: {
          // One file for all of the first load: each file costs the main process, busy with its own start, a request.
          codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
        },
      },
    },
  };
}

/**
 * The pages of the other windows: the notes of a talk, and pages to be printed. A build of their own, so that the
 * app's first load carries nothing of them, and they nothing of the app's.
 */
export function windowsConfig(): InlineConfig {
  const app = rendererConfig();
  return {
    ...app,
    build: {
      ...app.build,
      emptyOutDir: false, // the app's page is there already
      assetsDir: 'windows',
      manifest: false,
      rolldownOptions: {
        input: ['presenter', 'print'].map((page) => join(root, `renderer/${page}.html`)),
        checks: { pluginTimings: false },
      },
    },
  };
}
