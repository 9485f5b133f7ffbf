/** What is wrong with the names and texts that Kubernetes gives a form; undefined when nothing is. */

/** The name of an object: one label of DNS for some kinds, several with dots between for the rest. */
export function nameProblem(kind: string, name: string): string | undefined {
  const isLabel = kind === 'Service' || kind === 'Namespace';
  const pattern = isLabel ? /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/ : /^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/;
  if (/:/.test(name) && /Role/.test(kind)) return undefined; // the only names that may have colons
  const most = isLabel ? 63 : 253;
  if (name.length > most)
    return `The name is ${String(name.length)} characters long; ${String(most)} is the most.`;
  if (kind === 'Service' && /^\d/.test(name)) return 'The name of a Service begins with a letter.';
  if (pattern.test(name)) return undefined;
  const other = isLabel ? 'and -' : '- and dots';
  return `"${name}" is no name for a ${kind}: lower case letters, digits, ${other}, a letter or digit at both ends.`;
}

/** The value of a label. */
export function labelProblem(value: string): string | undefined {
  if (value.length > 63)
    return 'The value of a label has at most 63 characters; a longer text belongs in annotations.';
  if (value === '' || /^[A-Za-z0-9](?:[-\w.]*[A-Za-z0-9])?$/.test(value)) return undefined;
  return `"${value}" is no value for a label: letters, digits, -, _ and dots only; any text may stand in annotations.`;
}

const FIELDS = [
  ['minute', 0, 59],
  ['hour', 0, 23],
  ['day of the month', 1, 31],
  ['month', 1, 12],
  ['day of the week', 0, 7],
] as const;

const NAMES = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)$/i;

/** A time table in the form of cron. */
export function scheduleProblem(schedule: string): string | undefined {
  if (/^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every \S+)$/.test(schedule))
    return undefined;
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) {
    return `A schedule has five fields (minute, hour, day, month, day of the week), not ${String(parts.length)}.`;
  }
  for (const [index, [name, least, most]] of FIELDS.entries()) {
    for (const part of parts[index]!.split(',')) {
      const match = /^(?:\*|\?|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(part);
      const ends = match ? [match[1], match[2]].filter((end) => end !== undefined) : [];
      const isRight = ends.every(
        (end) => (index > 2 && NAMES.test(end)) || (/^\d+$/.test(end) && +end >= least && +end <= most),
      );
      if (!match || !isRight || match[3] === '0') {
        return `"${part}" is no ${name}; it goes from ${String(least)} to ${String(most)}.`;
      }
    }
  }
  return undefined;
}

/** Base64, as the data of a Secret. */
export function base64Problem(text: string): string | undefined {
  const packed = text.replace(/\s+/g, '');
  const isBase64 = packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(packed);
  return isBase64 ? undefined : 'Under "data" a Secret has base64; write plain text under "stringData".';
}

const UNITS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** An amount as a number; undefined for none. */
export function quantity(text: string): number | undefined {
  const match = /^([+-]?[\d.]+)([numkKMGTPE]i?)?$/.exec(text);
  if (!match) return /^[+-]?[\d.]+[eE][+-]?\d+$/.test(text) ? Number(text) : undefined;
  return Number(match[1]) * (match[2] ? (UNITS[match[2]] ?? NaN) : 1);
}
