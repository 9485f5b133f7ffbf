import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson, certificateOf } from '../shared/certificate/model';
import type { CourseSummary, LessonSummary } from '../shared/course/model';
import type { ProgressFact } from '../shared/progress/events';
import { emptyProgress, reduceAll } from '../shared/progress/reduce';
import { SigningKey } from './signing-key';
import { verifyCertificate } from './verify';

const lesson: LessonSummary = {
  ...{
    key: 'c/l',
    id: 'l',
    number: 1,
    title: 'Layers',
    objectives: [],
    minutes: 20,
    topics: [],
    problems: [],
  },
  items: [
    { kind: 'quiz', id: 'quiz', path: 'quiz.yaml', questions: [{ id: 'q', prompt: '' }] },
    { kind: 'lab', id: 'x', key: 'c/l/x', title: 'X', minutes: 10, stepIds: ['s', 't'] },
  ],
};
const course: CourseSummary = {
  ...{
    id: 'c',
    version: '1.0.0',
    title: 'Containers',
    summary: '',
    authors: [],
    license: '',
    language: 'en',
  },
  ...{ origin: 'shipped', folder: '/c', completion: { quizShare: 1, labs: 'all' }, problems: [] },
  lessons: [lesson],
};
const facts: ProgressFact[] = [
  { kind: 'item-time-spent', lesson: 'c/l', item: 'x', seconds: 600 },
  { kind: 'quiz-answered', lesson: 'c/l', question: 'q', correct: true, answer: '' },
  { kind: 'step-passed', lab: 'c/l/x', step: 's', points: 1, engine: 'docker', simulated: false },
  { kind: 'step-passed', lab: 'c/l/x', step: 't', points: 1, engine: 'pretend', simulated: true },
  { kind: 'lesson-completed', lesson: 'c/l' },
  { kind: 'course-completed', course: 'c' },
];
const at = '2026-03-01T10:00:00.000Z';
const state = reduceAll(facts.map((fact, n) => ({ v: 1, id: `event-${n}`, at, fact })));
const request = { name: ' Ada  Example ', now: new Date(at), drydock: '0.1.0' };
const certificate = certificateOf(course, state, request);

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'drydock-key-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a certificate', () => {
  it('says what was done, on which engine, and what was only simulated', () => {
    expect(certificate).toMatchObject({
      name: 'Ada Example',
      lessons: [
        {
          title: 'Layers',
          minutes: 20,
          seconds: 600,
          questions: { done: 1, total: 1 },
          engines: [
            { engine: 'docker', simulated: false, steps: 1 },
            { engine: 'pretend', simulated: true, steps: 1 },
          ],
        },
      ],
    });
  });

  it('is refused for an open course and for nobody', () => {
    expect(() => certificateOf(course, emptyProgress, request)).toThrow('1 of 1 lessons are open');
    expect(() => certificateOf(course, state, { ...request, name: ' ' })).toThrow('needs a name');
  });
});

describe('its signature', () => {
  it('is that of the profile, whose key stays and belongs to its owner alone', async () => {
    const path = join(folder, 'keys/certificate.pem');
    const key = await SigningKey.open(path);
    const text = JSON.stringify((await SigningKey.open(path)).sign(certificate), null, 4);
    expect(verifyCertificate(text)).toEqual({ valid: true, certificate, fingerprint: key.fingerprint });
    expect(verifyCertificate(text, key.fingerprint).valid).toBe(true);
    expect(verifyCertificate(text, 'SHA256:another')).toMatchObject({ valid: false });
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(text).not.toContain((await readFile(path, 'utf8')).split('\n')[1]);
  });

  it('breaks with every change', async () => {
    const key = await SigningKey.open(join(folder, 'k.pem'));
    const text = JSON.stringify(key.sign(certificate));
    for (const [from, to] of [
      ['Ada Example', 'Eve Example'],
      ['"simulated":true', '"simulated":false'],
      ['"seconds":600', '"seconds":601'],
    ] as const)
      expect(verifyCertificate(text.replace(from, to))).toMatchObject({ valid: false });
    const other = await SigningKey.open(join(folder, 'other.pem'));
    const mixed = { ...key.sign(certificate), publicKey: other.sign(certificate).publicKey };
    expect(verifyCertificate(JSON.stringify(mixed)).valid).toBe(false);
  });

  it('is not there in anything else', () => {
    fc.assert(fc.property(fc.string(), (text) => !verifyCertificate(text).valid));
    fc.assert(fc.property(fc.json(), (text) => !verifyCertificate(text).valid));
  });

  it('does not make a new key in place of a damaged one', async () => {
    const path = join(folder, 'k.pem');
    await writeFile(path, 'no key');
    await expect(SigningKey.open(path)).rejects.toThrow('is damaged');
    expect(await readFile(path, 'utf8')).toBe('no key');
  });
});

describe('canonicalJson', () => {
  it('is the same for the same value in any order, and is JSON', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'é' }], a: true })).toBe(
      '{"a":true,"b":[1,{"c":"é","d":null}]}',
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
