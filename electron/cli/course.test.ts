import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { StandIns } from '../engines/embedded/bundled/stand-ins';
import { foldersInRepository } from '../engines/embedded/make-embedded';
import { testEngine } from '../engines/embedded/testing/engine';
import { Engines, ownSurroundings } from '../engines/select';
import { parseDeck } from '../shared/deck';
import { readCourse } from '../courses/read-course';
import type { CheckedCourse } from './course';
import { runCli } from './program';

const course = fileURLToPath(new URL('../../lessons/containers', import.meta.url));
const data = await mkdtemp(join(tmpdir(), 'drydock-course-'));
const engines = new Engines(ownSurroundings(), async () => testEngine(data));
afterAll(async () => {
  await engines.close();
  await rm(data, { recursive: true, force: true });
});

async function check(path: string, ...options: string[]) {
  let out = '';
  await runCli(['course', 'check', path, '--json', ...options], {
    engines,
    standIns: new StandIns(foldersInRepository(process.cwd()).guest + '/images'),
    out: (text) => void (out += text),
    err: () => undefined,
    signal: new AbortController().signal,
  });
  return JSON.parse(out) as CheckedCourse;
}

describe('the labs of the course', { timeout: 600_000 }, () => {
  // On Docker they are proved by .ci/run, before the tests: both together take longer than the tests may.
  it('prove themselves on the embedded engine, every one', async () => {
    const { problems, proofs } = await check(course, '--engine', 'embedded');
    expect(problems).toEqual([]);
    expect(proofs.filter(({ ok, skipped }) => !ok || skipped !== undefined)).toEqual([]);
    expect(proofs.length).toBeGreaterThan(150);
  });
});

describe('a course whose engine was not chosen', () => {
  it('is proved on each that its labs claim, and told where none answers', async () => {
    const bare = { env: { DOCKER_HOST: `unix://${data}/no.sock` }, home: data, platform: 'linux' as const };
    const own = new Engines({ ...bare, exists: () => false }, () => engines.select('embedded'));
    let out = '';
    const code = await runCli(['course', 'check', course, '--lab', 'say-it-in-podman'], {
      engines: own,
      standIns: new StandIns(data),
      out: (text) => void (out += text),
      err: () => undefined,
      signal: new AbortController().signal,
    });
    expect(code).toBe(0);
    expect(out).toMatch(/LAB +FILES +EXPECTED +EMBEDDED/);
    expect(out).toMatch(/other-ways\/say-it-in-podman +solution +every check passes +ok \d/);
    expect(out).toMatch(/Proved on embedded: 1 lab, \d proofs, all hold/);
    expect(out).toMatch(/Not proved on docker, which 1 lab claims: /);
    expect(out).toMatch(/Not proved on podman, which 1 lab claims: /);
  });
});

describe("the courses keep the issue's measure", () => {
  it.each(['containers', 'orchestration'])('%s', async (name) => {
    const folder = fileURLToPath(new URL(`../../lessons/${name}`, import.meta.url));
    const { lessons } = await readCourse(folder, 'folder');
    const sources = await readFile(join(folder, 'SOURCES.md'), 'utf8');
    for (const lesson of lessons) {
      const { title, key } = lesson.summary;
      const { slides } = parseDeck(lesson.deck?.source ?? '');
      expect(slides.length, `${key}: slides`).toBeGreaterThanOrEqual(10);
      expect(slides.length, `${key}: slides`).toBeLessThanOrEqual(25);
      expect(
        slides.filter(({ notes }) => notes === '').map(({ title: of }) => of),
        `${key}: notes`,
      ).toEqual([]);
      const questions = lesson.quiz?.questions ?? [];
      expect(questions.length, `${key}: questions`).toBeGreaterThanOrEqual(6);
      expect(new Set(questions.map(({ kind }) => kind)).size, `${key}: kinds`).toBeGreaterThanOrEqual(3);
      expect(sources, `${name}/SOURCES.md`).toContain(title);
    }
    const labs = lessons.flatMap((lesson) => lesson.labs);
    if (name === 'containers') expect(labs.length).toBeGreaterThanOrEqual(26);
    for (const { content } of labs) {
      const { solutions, wrong, steps, minutes } = content.file;
      expect(new Set(['solution', ...solutions]).size, `${content.key}: solutions`).toBeGreaterThanOrEqual(2);
      expect(wrong.length, `${content.key}: typical mistakes`).toBeGreaterThanOrEqual(3);
      expect(minutes, `${content.key}: minutes`).toBeLessThanOrEqual(25);
      expect(minutes, `${content.key}: minutes`).toBeGreaterThanOrEqual(5);
      for (const step of steps) {
        expect(step.hints.length, `${content.key}, ${step.id}: hints`).toBeGreaterThan(0);
        for (const check of step.checks) {
          expect(check.onFail.length, `${content.key}, ${check.id}: onFail`).toBeGreaterThan(0);
          expect(check.onFail.filter(({ slide }) => slide === undefined)).toEqual([]);
        }
      }
    }
  });
});
