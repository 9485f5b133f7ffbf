import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { reportingFailure, say, since, StepError } from '../log';
import { root } from '../paths';
import { buildInitramfs } from './agent';
import { tryGuest } from './boot';
import { buildKernel } from './kernel';
import { type GuestFile, GUEST_FOLDER, changedFiles, readManifest, writeManifest } from './manifest';
import { type Part, requirePackages } from './toolchain';

const PARTS: readonly Part[] = ['firmware', 'agent', 'kernel'];

/**
 * `npm run guest [-- --only PART] [-- --check]`: rebuilds the guest from Debian's sources and ours, writes checksums and
 * versions, and proves that it boots. `--only agent` takes seconds. `--check` builds and compares, and changes nothing.
 */
export function main(args: readonly string[]): Promise<number> {
  return reportingFailure(async () => {
    const { values } = parseArgs({
      args: [...args],
      options: { only: { type: 'string', multiple: true }, check: { type: 'boolean' } },
    });
    const parts = choose(values.only);
    requirePackages(parts);
    const rebuilt = parts.flatMap((part) => build(part, values.check ?? false));
    if (values.check) return compare(rebuilt);
    writeManifest(
      rebuilt.map(({ file }) => file),
      existsSync(join(GUEST_FOLDER, 'manifest.json')) ? readManifest() : [],
    );
    const { kernel, bootMs } = await tryGuest();
    say(`It boots: Linux ${kernel} ran a container after ${(bootMs / 1000).toFixed(1)} s.`);
    return 0;
  });
}

interface Built {
  readonly file: GuestFile;
  /** Whether the committed file has other bytes. */
  readonly differs: boolean;
}

function build(part: Part, check: boolean): Built[] {
  const start = performance.now();
  const built = filesOf(part).map(({ file, bytes }) => {
    const path = join(GUEST_FOLDER, file);
    const differs = !existsSync(path) || !readFileSync(path).equals(bytes);
    if (differs && !check) writeFileSync(path, bytes);
    return { file, differs };
  });
  const changed = built.filter(({ differs }) => differs).map(({ file }) => file);
  say(
    `Built ${part} in ${since(start)}: ${changed.length > 0 ? `${changed.join(', ')} changed` : 'the same bytes'}.`,
  );
  return built;
}

function filesOf(part: Part): { readonly file: GuestFile; readonly bytes: Buffer }[] {
  switch (part) {
    case 'agent':
      return [{ file: 'initramfs', bytes: buildInitramfs() }];
    case 'kernel': {
      const work = join(root, 'out/guest');
      mkdirSync(work, { recursive: true });
      const bytes = buildKernel(work);
      copyFileSync(join(work, 'linux/linux-source-6.1/.config'), join(work, 'kernel.config'));
      return [{ file: 'kernel', bytes }];
    }
    case 'firmware':
      return [
        { file: 'bios.bin', bytes: readFileSync('/usr/share/seabios/bios.bin') },
        { file: 'vgabios.bin', bytes: readFileSync('/usr/share/seabios/vgabios-stdvga.bin') },
      ];
  }
}

function compare(rebuilt: readonly Built[]): number {
  const differing = [...rebuilt.filter(({ differs }) => differs).map(({ file }) => file)];
  const unlisted = changedFiles(readManifest());
  if (differing.length === 0 && unlisted.length === 0) return 0;
  say(
    `Not what the sources give: ${[...new Set([...differing, ...unlisted])].join(', ')}. Run npm run guest.`,
  );
  return 1;
}

/** @throws StepError for a part that is none. */
function choose(only: readonly string[] | undefined): readonly Part[] {
  const unknown = only?.find((name) => !PARTS.some((part) => part === name));
  if (unknown !== undefined) throw new StepError(`There is no part "${unknown}": use ${PARTS.join(', ')}.`);
  return only ? PARTS.filter((part) => only.includes(part)) : PARTS;
}
