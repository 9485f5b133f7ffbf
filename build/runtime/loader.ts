import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What Electron's own default app does with `electron <folder>`: nothing more is needed to develop and to test. */
const loader = `const { app } = require('electron');
const path = require('node:path');
const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (!given) throw new Error('Give the folder of the app: electron <folder>');
const folder = path.resolve(given);
const manifest = require(path.join(folder, 'package.json'));
app.setAppPath(folder);
app.setName(manifest.productName || manifest.name);
app.setVersion(manifest.version);
require(path.join(folder, manifest.main));
`;

/** Gives a runtime without a default app a way to start the app whose folder is on the command line. */
export function writeLoader(runtime: string): void {
  const folder = join(runtime, 'resources/app');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ name: 'loader', main: 'loader.js' })}\n`);
  writeFileSync(join(folder, 'loader.js'), loader);
}
