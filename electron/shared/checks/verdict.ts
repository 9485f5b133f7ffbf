import { formatBytes } from '../format-bytes';
import type { OutcomeCode } from './codes';
import type { BuildEvidence } from './evidence';

/** Why a check failed. */
export interface Verdict {
  readonly code: OutcomeCode;
  readonly found?: string;
  readonly expected?: string;
  /** The last line that a program wrote to standard error, which often tells why. */
  readonly said?: string;
  /** Shown where the lab's author has nothing to say: what was found, what was expected, and why it matters. */
  readonly message: string;
}

/** A pattern of a lab: `^` and `$` match at line ends, as the schema tested it. */
export function matches(pattern: string, text: string): boolean {
  return new RegExp(pattern, 'm').test(text);
}

/** The text that a pattern asks for, where it is hardly more than that; undefined for a real pattern. */
function plainText(pattern: string): string | undefined {
  const bare = pattern
    .replace(/^\^/, '')
    .replace(/(?:\\s\*)?\$?$/, '')
    .replace(/\/\?$/, '')
    .replaceAll('\\b', '')
    .replace(/\\([.\-/])/g, '$1');
  return bare === '' || /[\\^$*+?()[\]{}|]/.test(bare) ? undefined : bare;
}

/** What a text should hold: `with "High water"`, or `that matches ^\d+$`. */
export function withPattern(pattern: string): string {
  const plain = plainText(pattern);
  return plain === undefined ? `that matches ${pattern}` : `with "${plain}"`;
}

/** What a value should be: `/app`, or `a value that matches ^\d+$`. */
export function valueOf(pattern: string): string {
  return plainText(pattern) ?? `a value that matches ${pattern}`;
}

/** What an engine says of a container that cannot be started, without the names of all who pass it on. */
export function withoutMiddlemen(refusal: string): string {
  return refusal
    .replace(/\b([0-9a-f]{12})[0-9a-f]{52}\b/g, '$1')
    .replace(
      /failed to create (?:shim )?task(?: for container)?: |OCI runtime create failed: |runc create failed: /g,
      '',
    )
    .replace(/unable to start container process: /g, '');
}

/** The verdict on an image that does not exist because its build failed. */
export function buildFailed(build: Extract<BuildEvidence, { ok: false }>): Verdict {
  const { failure } = build;
  const line = failure.line === undefined ? '' : ` (line ${failure.line})`;
  return {
    code: 'build-failed',
    found: whatFailed(build),
    expected: 'a build that succeeds',
    message: `The image could not be built${line}: ${failure.message} ${failure.hint}`,
  };
}

/** Lines of a failed step's log that say why it failed; the last ones do. */
const SAID_LINES = 3;

/** Which line failed, how, and what its command said last; the engine's own words where no command spoke. */
function whatFailed({ failure, steps }: Extract<BuildEvidence, { ok: false }>): string {
  const step = steps.find(({ id }) => id === failure.step);
  const where = [
    ...(failure.line === undefined ? [] : [`line ${failure.line}`]),
    ...(step ? [excerpt(step.text, 60)] : []),
  ].join(', ');
  const said = step?.log.trim().split('\n').slice(-SAID_LINES).join('\n') ?? '';
  const reason = said === '' ? failure.details : excerpt(said, 300);
  return `${where === '' ? '' : `${where}: `}${failure.message}${reason === undefined ? '' : `\n${reason}`}`;
}

/** `range` in words: "at least 2", "at most 3", "2 to 3", "exactly 2". */
export function rangeInWords(range: {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}): string {
  const { atLeast, atMost } = range;
  if (atLeast !== undefined && atLeast === atMost) return `exactly ${atLeast}`;
  if (atLeast !== undefined && atMost !== undefined) return `${atLeast} to ${atMost}`;
  if (atLeast !== undefined) return `at least ${atLeast}`;
  return atMost === undefined ? 'any number' : `at most ${atMost}`;
}

/** A size as it is spoken of, and exactly: `4.3 MB (4,322,816 bytes)`. */
export function sizeInWords(bytes: number): string {
  const exact = `${bytes.toLocaleString('en')} bytes`;
  return bytes < 1000 ? exact : `${formatBytes(bytes)} (${exact})`;
}

/** Where a number lies against a range. */
export function compareToRange(
  value: number,
  range: { readonly atLeast?: number | undefined; readonly atMost?: number | undefined },
): 'below' | 'inside' | 'above' {
  if (range.atLeast !== undefined && value < range.atLeast) return 'below';
  if (range.atMost !== undefined && value > range.atMost) return 'above';
  return 'inside';
}

/** The last line of what a program wrote, as a verdict tells it; nothing where it wrote nothing. */
export function said(text: string): Pick<Verdict, 'said'> {
  const line = text.trim().split('\n').at(-1);
  return line ? { said: excerpt(line) } : {};
}

/** The same as the end of a message. */
export function lastWords(text: string): string {
  const words = said(text).said;
  return words === undefined ? '' : ` It said: "${words}"`;
}

/** A text short enough for a sentence. */
export function excerpt(text: string, length = 200): string {
  const folded = text.trim();
  return folded.length > length ? `${folded.slice(0, length - 1)}…` : folded;
}
