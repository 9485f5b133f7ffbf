import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';

const IMAGE = 'busybox:1.36';

/** A context whose five steps no build had before. */
export function echoSteps(): string {
  const mark = unseen();
  const steps = Array.from({ length: 5 }, (_, step) => `RUN echo ${mark} ${step} > /file${step}\n`);
  return context(steps.join(''));
}

/** A thousand files of 1 KB that no build had before, in forty folders. */
export function manyFiles(): string {
  const folder = context('COPY files /files\n');
  for (let number = 0; number < 1_000; number++) {
    const inside = join(folder, 'files', `folder-${number % 40}`);
    mkdirSync(inside, { recursive: true });
    writeFileSync(join(inside, `file-${number}`), randomBytes(1_024));
  }
  return folder;
}

/** One file of 20 MB that no build had before. */
export function largeFile(): string {
  const folder = context('COPY large /large\n');
  writeFileSync(join(folder, 'large'), randomBytes(20_000_000));
  return folder;
}

function context(steps: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-bench-context-'));
  writeFileSync(join(folder, 'Dockerfile'), `FROM ${IMAGE}\n${steps}`);
  return folder;
}

function unseen(): string {
  return randomBytes(6).toString('hex');
}
