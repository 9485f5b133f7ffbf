import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { version } from '../../package.json';
import { SigningKey, verifyCertificate } from '../certificates';
import { readCourse } from '../courses/read-course';
import { certificateOf } from '../shared/certificate/model';
import { signatureMeaning } from '../shared/certificate/records';
import { DrydockError } from '../shared/errors';
import { atomicWrite } from '../storage/atomic-write';
import { readText } from '../storage/read-text';
import type { CliContext, ExitCode, JsonOption } from './context';
import { EXIT, writeJson } from './context';
import { withProgress } from './progress';

/** Options of `drydock progress certificate`. */
export interface CertificateCommandOptions extends JsonOption {
  readonly name: string;
  readonly output?: string;
  readonly profile?: string;
}

/** Options of `drydock progress verify`. */
export interface VerifyCommandOptions extends JsonOption {
  readonly key?: string;
}

/** Largest certificate that is read, in bytes; one of a hundred lessons has about 40 kB. */
const largest = 1024 * 1024;

/** `drydock progress certificate`: what a learner did in a completed course, signed with the key of their profile. */
export async function certificateCommand(
  context: CliContext,
  name: string,
  options: CertificateCommandOptions,
): Promise<ExitCode> {
  const { summary } = await readCourse(courseFolder(name), 'folder');
  if (summary.lessons.length === 0) {
    const [problem] = summary.problems;
    throw new DrydockError({
      kind: 'invalid-course',
      message: `The course in ${summary.folder} cannot be read${problem ? `: ${problem.message}` : ''}.`,
      remedy: 'Name the folder of the course, or the id of one that comes with Drydock.',
    });
  }
  const signed = await withProgress(options.profile, async (progress, places) => {
    const certificate = certificateOf(summary, progress.state(), {
      name: options.name,
      now: new Date(),
      drydock: version,
    });
    return (await SigningKey.open(places.signingKey)).sign(certificate);
  });
  const text = `${JSON.stringify(signed, null, 2)}\n`;
  if (options.output === undefined) context.out(text);
  else {
    const path = resolve(options.output);
    await atomicWrite(path, text);
    if (options.json) writeJson(context, { path });
    else context.out(`Wrote ${path}. ${signatureMeaning}\n`);
  }
  return EXIT.ok;
}

/** `drydock progress verify`: whether a certificate is as it was signed, by which key, and what that means. */
export async function verifyCommand(
  context: CliContext,
  file: string,
  options: VerifyCommandOptions,
): Promise<ExitCode> {
  const path = resolve(file);
  const read = await readText(path, largest);
  if (!read.ok) {
    throw new DrydockError({
      kind: 'not-found',
      message: `${path} ${read.reason}.`,
      remedy: 'Name a certificate that Drydock saved as signed JSON.',
    });
  }
  const result = verifyCertificate(read.value, options.key);
  if (options.json) writeJson(context, { ...result, meaning: signatureMeaning });
  else if (!result.valid) context.out(`Not valid: ${result.reason}\n`);
  else {
    const { name, course, completedAt, lessons } = result.certificate;
    const engines = lessons.flatMap((lesson) => lesson.engines);
    const steps = engines.reduce((sum, each) => sum + each.steps, 0);
    const simulated = engines.reduce((sum, each) => sum + (each.simulated ? each.steps : 0), 0);
    const names = [...new Set(engines.map(({ engine }) => engine))].join(', ');
    context.out(
      `Valid: ${name} completed "${course.title}" ${course.version} on ${completedAt.slice(0, 10)}, ` +
        `${lessons.length} lessons, ${steps} lab steps${names ? ` on ${names}` : ''}, ${simulated} of them simulated.\n` +
        `Key: ${result.fingerprint}\n${signatureMeaning}\n`,
    );
  }
  return result.valid ? EXIT.ok : EXIT.negative;
}

/** A folder as it is, or the shipped course of that id: `lessons/` beside the command line of this checkout. */
function courseFolder(name: string): string {
  if (existsSync(join(name, 'course.yaml')) || !/^[a-z0-9-]+$/.test(name)) return resolve(name);
  return join(dirname(realpathSync(process.argv[1] ?? '')), '../../lessons', name);
}
