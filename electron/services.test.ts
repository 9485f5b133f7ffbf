import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandlers } from './handlers';
import type { Shell } from './handlers/app';
import type { Desktop } from './handlers/desktop';
import { Presentation } from './presentation';
import { Printing } from './printing';
import { profileAt } from './profile';
import { type Services, openServices } from './services';
import { SettingsStore } from './settings';
import type { Handlers } from './shared/contract';
import { methodNames } from './shared/contract.names';

const lessons = fileURLToPath(new URL('../lessons', import.meta.url));

/** A learner who says yes to everything but has no desktop. */
const desktop: Desktop = {
  chooseFolder: () => Promise.resolve(null),
  chooseFile: () => Promise.resolve(null),
  chooseTarget: () => Promise.resolve(null),
  confirm: () => Promise.resolve(true),
  openInBrowser: () => Promise.resolve(),
  openFolder: () => Promise.resolve(),
  copy: () => undefined,
};
const shell: Shell = {
  info: () => ({ version: '0', platform: 'linux', electron: '0', profile: '', dark: false }),
  run: () => Promise.resolve(),
  externalHost: () => null,
  engineUse: () => null,
};

let folder: string;
let services: Services;
let handlers: Handlers;
let events: string[];

async function open(): Promise<void> {
  const profile = profileAt(folder);
  events = [];
  services = await openServices({
    profile,
    settings: SettingsStore.open(profile.settings),
    lessons,
    build: 'test',
    emit: (event) => events.push(event),
    notify: () => undefined,
  });
  handlers = createHandlers(services, {
    shell,
    desktop,
    presentation: new Presentation(
      {
        displays: () => [],
        onDisplays: () => () => undefined,
        showSlides: () => undefined,
        openPresenter: () => undefined,
        closePresenter: () => undefined,
      },
      () => undefined,
    ),
    printing: new Printing({
      open: () => ({ pdf: () => Promise.resolve(new Uint8Array()), close: () => undefined }),
    }),
  });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-services-'));
  await open();
});
afterEach(async () => {
  await services.close();
  await rm(folder, { recursive: true });
});

describe('the services together', () => {
  it('answer every method of the contract', () => {
    expect(Object.keys(handlers).sort()).toEqual([...methodNames].sort());
  });

  it('mark a quiz, tell the window, and remember it in the next run', async () => {
    const lesson = 'containers/why-containers';
    const { quiz } = await handlers['courses.lesson'](lesson, '');
    const question = quiz?.questions.find(({ kind }) => kind === 'single');
    if (question?.kind !== 'single') throw new Error('the lesson has no single choice');
    const right = question.options.findIndex(({ correct }) => correct);
    const wrong = question.options.findIndex(({ correct }) => !correct);
    expect(await handlers['quiz.answer'](lesson, question.id, { choices: [wrong] })).toEqual({
      correct: false,
    });
    expect(await handlers['quiz.answer'](lesson, question.id, { choices: [right] })).toEqual({
      correct: true,
    });
    expect(events).toContain('progress.changed');
    await services.close();
    await open();
    const state = await handlers['progress.state']();
    expect(state.lessons[lesson]?.quiz[question.id]).toMatchObject({ correct: true, tries: 2 });
  });

  it('say which question or step there is none of', async () => {
    await expect(
      handlers['quiz.answer']('containers/why-containers', 'nothing', { choices: [0] }),
    ).rejects.toMatchObject({ data: { kind: 'not-found' } });
    const lab = (await handlers['courses.list']())
      .flatMap((course) => course.lessons)
      .flatMap((lesson) => lesson.items)
      .find((item) => item.kind === 'lab');
    if (lab?.kind !== 'lab') throw new Error('the shipped course has no lab');
    await expect(handlers['checks.run'](lab.key, 'nothing')).rejects.toMatchObject({
      data: { kind: 'not-found' },
    });
  });

  it('find a word of a shipped lesson', async () => {
    expect(await handlers['search.query']('container')).not.toEqual([]);
  });

  it('keep what a learner wrote, and forget progress only as far as asked', async () => {
    const made = await handlers['workspaces.scratch']('Dockerfile', 'FROM busybox\n');
    expect((await handlers['workspaces.read'](made.id, 'Dockerfile')).text).toBe('FROM busybox\n');
    await handlers['progress.record']([
      { kind: 'slide-seen', lesson: 'containers/why-containers', slide: 'a' },
    ]);
    expect(await handlers['progress.reset']('all')).toBe(true);
    expect(
      (await handlers['progress.state']()).lessons['containers/why-containers']?.slidesSeen ?? [],
    ).toEqual([]);
    expect((await handlers['workspaces.read'](made.id, 'Dockerfile')).text).toBe('FROM busybox\n');
  });
});
