import type { CourseFolder } from '../courses/course-folder';
import type { Engine } from '../engines/engine';
import type { CliContext } from './context';

/** Bytes of a lab's file that is looked through for names of images. */
const LARGEST_READ = 1024 * 1024;

/** Labs name images of Docker Hub: those that an engine lacks and Drydock has a stand-in for are brought to it. */
export async function bringStandIns(
  context: CliContext,
  engine: Engine,
  course: CourseFolder,
): Promise<void> {
  if (engine.kind === 'embedded') return; // it has them
  const texts: string[] = [];
  for (const path of course.files) {
    const read = path.includes('/labs/') ? await course.bytes(path, LARGEST_READ) : undefined;
    if (read?.ok) texts.push(read.value.toString('latin1'));
  }
  const names = (await context.standIns.list())
    .filter((image) => image.names.some((name) => texts.some((text) => mentions(text, name))))
    .map((image) => image.names[0]!);
  for (const name of await context.standIns.load(engine, names, context.signal))
    context.err(`Loaded Drydock's stand-in for ${name} into ${engine.id}\n`);
}

function mentions(text: string, image: string): boolean {
  for (let at = text.indexOf(image); at >= 0; at = text.indexOf(image, at + 1)) {
    if (!/[\w.-]/.test(text[at + image.length] ?? ' ')) return true;
  }
  return false;
}
