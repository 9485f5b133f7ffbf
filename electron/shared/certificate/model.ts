import { z } from 'zod';
import { tallyLesson } from '../course/completion';
import type { CourseSummary, LessonSummary } from '../course/model';
import { DrydockError } from '../errors';
import type { ProgressState } from '../progress/state';
import { enginesOf } from './records';

const name = z.string().min(1).max(200);
const tally = z.strictObject({ done: z.number().int().min(0), total: z.number().int().min(0) });

/** Lab steps that were passed on one engine. */
const engineSchema = z.strictObject({
  engine: name,
  /** Whether that engine only simulated what it reported. */
  simulated: z.boolean(),
  steps: z.number().int().min(1),
});

/** What a certificate says. Everything in it comes from the journal of one profile; the name is what was typed. */
export const certificateSchema = z.strictObject({
  name,
  course: z.strictObject({ id: name, title: name, version: name }),
  /** ISO 8601, as are the dates below. */
  completedAt: z.iso.datetime(),
  issuedAt: z.iso.datetime(),
  lessons: z
    .array(
      z.strictObject({
        title: name,
        completedAt: z.iso.datetime(),
        /** What the author expects, in minutes, and what was active, in seconds. */
        minutes: z.number().min(0),
        seconds: z.number().int().min(0),
        slides: tally,
        questions: tally,
        steps: tally,
        engines: z.array(engineSchema),
      }),
    )
    .min(1)
    .max(1000),
  drydock: name,
});
export type Certificate = z.infer<typeof certificateSchema>;

/** A certificate with the signature of the profile that it comes from. */
export const signedCertificateSchema = z.strictObject({
  format: z.literal('drydock-certificate'),
  version: z.literal(1),
  certificate: certificateSchema,
  algorithm: z.literal('Ed25519'),
  /** SubjectPublicKeyInfo (RFC 8410), base64. */
  publicKey: z.base64().max(200),
  /** Over the UTF-8 bytes of `canonicalJson(certificate)`, base64. */
  signature: z.base64().max(200),
});
export type SignedCertificate = z.infer<typeof signedCertificateSchema>;

/** What goes into a certificate besides the progress. */
export interface CertificateRequest {
  readonly name: string;
  readonly now: Date;
  /** Version of Drydock. */
  readonly drydock: string;
}

/**
 * What was done in a course, for its certificate.
 *
 * @throws DrydockError `refused` when the course is not completed, `invalid-input` when no name is given.
 */
export function certificateOf(
  course: CourseSummary,
  state: ProgressState,
  { name: typed, now, drydock }: CertificateRequest,
): Certificate {
  const who = typed.trim().replace(/\s+/g, ' ').slice(0, 200);
  const completedAt = Object.hasOwn(state.completedCourses, course.id)
    ? state.completedCourses[course.id]
    : undefined;
  if (who === '')
    throw refusal('invalid-input', 'A certificate needs a name.', 'Type the name that is to stand on it.');
  if (completedAt === undefined) {
    const open = course.lessons.filter(({ key }) => (state.lessons[key]?.completedAt ?? null) === null);
    throw refusal(
      'refused',
      `The course "${course.title}" is not completed yet: ${open.length} of ${course.lessons.length} lessons are open.`,
      open[0] === undefined ? 'Open the course once more.' : `The next one is "${open[0].title}".`,
    );
  }
  return {
    name: who,
    course: { id: course.id, title: course.title, version: course.version },
    completedAt,
    issuedAt: now.toISOString(),
    lessons: course.lessons.flatMap((lesson) => lessonRecord(lesson, state) ?? []),
    drydock,
  };
}

function lessonRecord(lesson: LessonSummary, state: ProgressState): Certificate['lessons'][number] | null {
  const progress = state.lessons[lesson.key];
  if (!progress?.completedAt) return null; // added to the course after it was completed
  const { slides, questions, steps } = tallyLesson(lesson, state);
  return {
    title: lesson.title,
    completedAt: progress.completedAt,
    minutes: lesson.minutes,
    seconds: progress.seconds,
    ...{ slides, questions, steps },
    engines: enginesOf(lesson, state),
  };
}

/**
 * A value as JSON with sorted keys and no white space, so that a signature does not depend on how it was written down.
 * Numbers are those of JSON.stringify. For the plain data of a certificate, this is JCS (RFC 8785).
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join(',')}}`;
}

function refusal(kind: 'invalid-input' | 'refused', message: string, remedy: string): DrydockError {
  return new DrydockError({ kind, message, remedy });
}
