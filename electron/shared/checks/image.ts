import type { ImageDetails } from '../engine/image';
import type { Evidence, FileEvidence, Finding } from './evidence';
import type { Check } from './schema';
import type { Verdict } from './verdict';
import {
  buildFailed,
  compareToRange,
  excerpt,
  matches,
  rangeInWords,
  sizeInWords,
  valueOf,
  withPattern,
} from './verdict';

type ImageCheck = Extract<Check, { kind: 'image' }>;
type FileRule = ImageCheck['files'][number];
type ConfigRule = NonNullable<ImageCheck['config']>;

/** Decides what an image must be; null when it is. The first part that does not hold is reported. */
export function judgeImage(check: ImageCheck, evidence: Evidence<'image'>): Verdict | null {
  const { build } = evidence;
  if (!build.ok) return buildFailed(build);
  return (
    (check.config ? judgeConfig(check.config, build.image) : null) ??
    judgeFiles(check.files, evidence.files) ??
    judgeFindings(check, evidence.findings) ??
    judgeLayers(check, build.image) ??
    judgeSize(check, build.image)
  );
}

function judgeConfig(rule: ConfigRule, { config }: ImageDetails): Verdict | null {
  const fields: (readonly [instruction: string, pattern: string | undefined, value: string | null])[] = [
    ['USER', rule.user, config.user],
    ['WORKDIR', rule.workingDir, config.workingDir],
    ['CMD', rule.cmd, config.cmd?.join(' ') ?? null],
    ['ENTRYPOINT', rule.entrypoint, config.entrypoint?.join(' ') ?? null],
    ['STOPSIGNAL', rule.stopSignal, config.stopSignal],
    ['HEALTHCHECK', rule.healthcheck, config.healthcheck?.test.join(' ') ?? null],
    ...Object.entries(rule.env ?? {}).map(
      ([name, pattern]) => [`ENV ${name}`, pattern, config.env[name] ?? null] as const,
    ),
    ...Object.entries(rule.labels ?? {}).map(
      ([name, pattern]) => [`LABEL ${name}`, pattern, config.labels[name] ?? null] as const,
    ),
  ];
  for (const [field, pattern, value] of fields) {
    if (pattern === undefined || (value !== null && matches(pattern, value))) continue;
    return wrongValue(field, value, valueOf(pattern));
  }
  for (const port of rule.exposedPorts ?? []) {
    const wanted = port.includes('/') ? port : `${port}/tcp`;
    if (!config.exposedPorts.includes(wanted))
      return wrongValue('EXPOSE', config.exposedPorts.join(' '), wanted);
  }
  for (const volume of rule.volumes ?? []) {
    if (!config.volumes.includes(volume)) return wrongValue('VOLUME', config.volumes.join(' '), volume);
  }
  return null;
}

function wrongValue(field: string, value: string | null, expected: string): Verdict {
  const found = value === null || value === '' ? 'nothing' : value;
  return {
    code: 'wrong-value',
    found: value ?? '',
    expected,
    message: `The image's ${field} is ${found}; expected ${expected}. Only the last stage's configuration is in the image.`,
  };
}

function judgeFiles(rules: readonly FileRule[], files: Evidence<'image'>['files']): Verdict | null {
  for (const rule of rules) {
    const verdict = judgeFile(rule, files[rule.path] ?? null);
    if (verdict) return verdict;
  }
  return null;
}

function judgeFile(rule: FileRule, evidence: FileEvidence | null): Verdict | null {
  const { path } = rule;
  if (!rule.exists) {
    if (!evidence) return null;
    const message = `${path} is in the image and should not be: whoever has the image can read it.`;
    return { code: 'file-present', found: path, expected: `no ${path}`, message };
  }
  if (!evidence) {
    const message = `There is no ${path} in the image. It has to be copied or made by a step, at exactly that path.`;
    return { code: 'file-missing', found: 'no such file', expected: path, message };
  }
  const { file, content } = evidence;
  if (rule.content !== undefined && !matches(rule.content, content ?? '')) {
    return {
      code: 'wrong-content',
      found: excerpt(content ?? ''),
      expected: `content ${withPattern(rule.content)}`,
      message: `${path} is in the image, but its content is not what was expected.`,
    };
  }
  const mode = file.mode.toString(8).padStart(3, '0');
  if (rule.mode !== undefined && Number.parseInt(rule.mode, 8) !== file.mode) {
    const message = `${path} has the permissions ${mode}, expected ${rule.mode}. COPY keeps those of the file in the context.`;
    return { code: 'wrong-mode', found: mode, expected: rule.mode, message };
  }
  const uid = rule.uid ?? file.uid;
  const gid = rule.gid ?? file.gid;
  if (uid === file.uid && gid === file.gid) return null;
  return {
    code: 'wrong-owner',
    found: `${file.uid}:${file.gid}`,
    expected: `${uid}:${gid}`,
    message: `${path} belongs to ${file.uid}:${file.gid}, expected ${uid}:${gid}. COPY gives files to root unless --chown says otherwise.`,
  };
}

function judgeFindings(check: ImageCheck, findings: readonly Finding[]): Verdict | null {
  const finding = findings[0];
  if (!finding) return null;
  return {
    code: 'found-in-layer',
    found: finding.where,
    expected: `nothing ${withPattern(check.nowhere[finding.rule]?.pattern ?? '')} anywhere`,
    message: `What should be nowhere in the image was found: ${finding.where}. What a later step deletes stays in the earlier layer.`,
  };
}

function judgeLayers(check: ImageCheck, image: ImageDetails): Verdict | null {
  if (!check.layers) return null;
  const count = image.layers.length;
  const place = compareToRange(count, check.layers);
  if (place === 'inside') return null;
  const expected = `${rangeInWords(check.layers)} layers`;
  return {
    code: place === 'above' ? 'too-many-layers' : 'too-few-layers',
    found: `${count}`,
    expected,
    message: `The image has ${count} layers, expected ${expected}. Each RUN, COPY and ADD makes one.`,
  };
}

function judgeSize(check: ImageCheck, image: ImageDetails): Verdict | null {
  if (check.sizeBelow === undefined || image.size < check.sizeBelow) return null;
  return {
    code: 'too-large',
    found: sizeInWords(image.size),
    expected: `less than ${sizeInWords(check.sizeBelow)}`,
    message: `The image has ${sizeInWords(image.size)}, expected less than ${sizeInWords(check.sizeBelow)}. The base counts, and so does what a later step deletes.`,
  };
}
