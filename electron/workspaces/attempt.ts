import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { DrawnValues, Variables } from '../shared/course/variables';
import { drawVariables, fillText } from '../shared/course/variables';
import { atomicWrite } from '../storage/atomic-write';
import { decodeText } from '../storage/read-text';
import type { SourceFile } from './source';

const values = z.record(z.string(), z.string());
const stored = z.object({ files: values, previous: values.nullable() });
type Stored = z.infer<typeof stored>;

const nothing: Stored = { files: {}, previous: null };
const STEPS = 2 ** 32;

/** What was drawn for a workspace's files, and for those before the last reset: a small file beside them. */
export class Attempt {
  readonly #path: string;

  constructor(root: string) {
    this.#path = join(root, 'variables.json');
  }

  /** What was drawn for the files that are there; nothing where the lab has no variables. */
  async current(): Promise<DrawnValues> {
    return (await this.#read()).files;
  }

  /** Draws for a new attempt; what was drawn before belongs to the previous files. */
  async draw(variables: Variables): Promise<DrawnValues> {
    const { files } = await this.#read();
    const drawn = drawVariables(variables, () => randomInt(STEPS - 1) / STEPS);
    if (Object.keys(drawn).length > 0 || Object.keys(files).length > 0) {
      await this.#write({ files: drawn, previous: files });
    }
    return drawn;
  }

  /** The previous files are back, and what was drawn for them. */
  async undo(): Promise<void> {
    const { previous } = await this.#read();
    if (previous !== null) await this.#write({ files: previous, previous: null });
  }

  async #read(): Promise<Stored> {
    try {
      return stored.parse(JSON.parse(await readFile(this.#path, 'utf8')));
    } catch {
      return nothing; // never drawn, or damaged: the texts then show their variables' names
    }
  }

  async #write(content: Stored): Promise<void> {
    await atomicWrite(this.#path, Buffer.from(JSON.stringify(content)));
  }
}

/** A lab's files with what was drawn in their places; files that are no text stay as they are. */
export function fillFiles(files: readonly SourceFile[], drawn: DrawnValues): readonly SourceFile[] {
  if (Object.keys(drawn).length === 0) return files;
  return files.map((file) => {
    const text = decodeText(file.bytes);
    return text.ok ? { ...file, bytes: Buffer.from(fillText(text.value, drawn)) } : file;
  });
}
