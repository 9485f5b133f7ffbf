import { resolve } from 'node:path';
import type { ImageFile } from '../shared/engine/image';
import { DrydockError } from '../shared/errors';
import type { CliContext, ExitCode, JsonOption } from './context';
import { EXIT, sizeInWords, writeJson, writeTable } from './context';

/** Options of every command that asks an engine. */
export interface EngineOption extends JsonOption {
  readonly engine: string;
}

/** `drydock images` */
export async function imagesCommand(context: CliContext, options: EngineOption): Promise<ExitCode> {
  const images = await (await context.engines.select(options.engine)).images.list();
  if (options.json) writeJson(context, images);
  else {
    const rows = images.map((image) => [
      image.tags.join(', ') || '(no name)',
      shortId(image.id),
      sizeInWords(image.size),
      image.created,
      image.ours ? 'yes' : '',
    ]);
    writeTable(context, ['NAME', 'ID', 'SIZE', 'CREATED', 'BUILT BY DRYDOCK'], rows);
  }
  return EXIT.ok;
}

/** `drydock inspect REF`: always JSON, since that is what it is for. */
export async function inspectCommand(
  context: CliContext,
  reference: string,
  options: EngineOption,
): Promise<ExitCode> {
  writeJson(context, await (await context.engines.select(options.engine)).images.inspect(reference));
  return EXIT.ok;
}

/** `drydock history REF`: newest first. */
export async function historyCommand(
  context: CliContext,
  reference: string,
  options: EngineOption,
): Promise<ExitCode> {
  const history = await (await context.engines.select(options.engine)).images.history(reference);
  if (options.json) writeJson(context, history);
  else {
    const rows = history.map((entry) => [sizeInWords(entry.size), entry.created, entry.createdBy]);
    writeTable(context, ['SIZE', 'CREATED', 'CREATED BY'], rows);
  }
  return EXIT.ok;
}

/** `drydock files REF [--layer N]` */
export async function filesCommand(
  context: CliContext,
  reference: string,
  options: EngineOption & { readonly layer?: string },
): Promise<ExitCode> {
  const engine = await context.engines.select(options.engine);
  const files = await engine.images.files(reference, parseLayer(options.layer));
  if (options.json) writeJson(context, files);
  else writeTable(context, ['CHANGE', 'MODE', 'OWNER', 'SIZE', 'PATH'], files.map(fileRow));
  return EXIT.ok;
}

/** `drydock save REF -o FILE` */
export async function saveCommand(
  context: CliContext,
  reference: string,
  options: EngineOption & { readonly output: string },
): Promise<ExitCode> {
  const file = resolve(options.output);
  await (await context.engines.select(options.engine)).images.save([reference], file);
  if (options.json) writeJson(context, { file });
  else context.out(`Saved ${reference} to ${file}\n`);
  return EXIT.ok;
}

function fileRow(file: ImageFile): readonly string[] {
  const target = file.linkTarget === undefined ? '' : ` -> ${file.linkTarget}`;
  const mode = file.mode.toString(8).padStart(4, '0');
  return [
    file.change ?? '',
    mode,
    `${file.uid}:${file.gid}`,
    sizeInWords(file.size),
    `${file.path}${target}`,
  ];
}

function parseLayer(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw new DrydockError({
    kind: 'invalid-input',
    message: `"${text}" is no layer.`,
    remedy: 'Layers are numbered from 0, the base.',
  });
}

function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}
