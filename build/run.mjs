#!/usr/bin/env node
// The door of every npm script: `node build/run.mjs <command> [arguments]`. It uses nothing but Node itself,
// so that it works on a clone with no node_modules.
import { createRequire } from 'node:module';
import { bootstrap } from './bootstrap.mjs';
import { isFresh, root } from './stale.mjs';

const [command = '', ...args] = process.argv.slice(2);
/** @type {Record<string, string>} */
const scripts = {
  start: './start.ts',
  build: './vite/build.ts',
  test: './test/test.ts',
  package: './package/package.ts',
  bench: './bench/index.ts',
  fuzz: './fuzz/index.ts',
  gallery: './test/gallery.ts',
  guest: './guest/index.ts',
  images: './guest/images/index.ts',
  truth: './truth.ts',
};
const script = scripts[command];
if (!script && command !== 'drydock') {
  process.stderr.write(`Unknown command "${command}": use ${Object.keys(scripts).join(', ')} or drydock.\n`);
  process.exit(2);
}
await bootstrap();

if (script) {
  await loadTypeScript();
  const { main } = await import(script);
  process.exit(await main(args));
}
await drydock();

/** The command line is used in loops and scripts: when its bundle is fresh, nothing else is loaded. */
async function drydock() {
  if (!isFresh('cli') || !isFresh('machine')) {
    await loadTypeScript();
    const { buildTargets } = await import('./vite/build.ts');
    if (!(await buildTargets(['cli', 'machine']))) process.exit(1);
  }
  const cli = `${root}/out/cli/cli.cjs`;
  process.argv = [process.execPath, cli, ...args];
  createRequire(import.meta.url)(cli);
}

async function loadTypeScript() {
  const { register } = await import('tsx/esm/api');
  register();
}
