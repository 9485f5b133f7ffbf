import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { reportingFailure, say } from '../log';
import { root } from '../paths';
import { buildTargets } from '../vite/build';
import { runE2e } from './e2e';

/** `npm run gallery`: takes the README's pictures of the real app and puts them beside the script that takes them. */
export function main(args: readonly string[]): Promise<number> {
  return reportingFailure(async () => {
    const output = join(root, 'out/gallery');
    if (!(await buildTargets())) return 1;
    process.env['DRYDOCK_GALLERY'] = '1';
    const code = await runE2e(['gallery', ...args], output);
    const taken = join(output, 'gallery');
    const kept = join(root, 'e2e/gallery');
    mkdirSync(kept, { recursive: true });
    cpSync(taken, kept, { recursive: true });
    say(`${String(readdirSync(taken).length)} pictures are in e2e/gallery.`);
    return code;
  });
}
