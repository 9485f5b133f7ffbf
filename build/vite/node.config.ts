import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import type { InlineConfig } from 'vite';
import { inputHash, root } from '../stale.mjs';
import { withoutNativeAddons } from './native-addons';

/**
 * The entries of the main process: name in out/main -> source. A utility process or worker is a bundle of its own,
 * since all entries of one bundle share the file that is read first.
 */
const mainEntries: Readonly<Record<string, string>> = {
  main: 'electron/main.ts',
};

/** What a bundle for Node needs besides the parts all of them share. */
interface NodeBundle {
  readonly entries: Readonly<Record<string, string>>;
  readonly outDir: string;
  /** Electron 25 has Node 18, the oldest that main and preload run on. */
  readonly target: 'node18' | 'node20';
  readonly singleFile: boolean;
}

const bundles = {
  main: { entries: mainEntries, outDir: 'out/main', target: 'node18', singleFile: false },
  preload: {
    entries: { preload: 'electron/preload.ts' },
    outDir: 'out/preload',
    target: 'node18',
    singleFile: true,
  },
  cli: { entries: { cli: 'electron/cli.ts' }, outDir: 'out/cli', target: 'node20', singleFile: false },
  machine: {
    entries: { machine: 'electron/engines/embedded/machine/worker.ts' },
    outDir: 'out/machine',
    target: 'node18',
    singleFile: true,
  },
} as const satisfies Record<string, NodeBundle>;

const builtins = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/** CommonJS for Node, with everything inside but Electron and Node's own modules. */
export function nodeConfig(name: keyof typeof bundles): InlineConfig {
  const bundle: NodeBundle = bundles[name];
  const input = Object.fromEntries(
    Object.entries(bundle.entries)
      .map(([entry, source]) => [entry, join(root, source)] as const)
      .filter(([entry, source]) => entry === name || existsSync(source)),
  );
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define: { __DRYDOCK_BUILD__: JSON.stringify(inputHash(name)) },
    plugins: [withoutNativeAddons()],
    resolve: { conditions: ['node', 'module', 'import', 'default'], mainFields: ['module', 'main'] },
    ssr: { noExternal: true, external: ['electron', ...builtins] },
    build: {
      ssr: true,
      target: bundle.target,
      outDir: join(root, bundle.outDir),
      emptyOutDir: true,
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      rolldownOptions: {
        input,
        checks: { pluginTimings: false },
        external: ['electron', ...builtins],
        output: {
          format: 'cjs',
          // Half the text to read and scan at each start; names stay, so that a stack trace can be read.
          minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
          // What the window waits for in one file; what can wait is in others.
          ...(bundle.singleFile
            ? {}
            : { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } }),
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs',
          ...(bundle.singleFile ? { codeSplitting: false } : {}),
        },
      },
    },
  };
}
