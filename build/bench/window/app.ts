import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright/test';
import { Shell } from '../../../e2e/pages/shell';
import { launch, makeProfile } from '../../../e2e/launch';
import { generatedDeck } from '../decks';

/** A started app whose library can be used, with the probe in its page. */
export interface OpenApp {
  readonly app: ElectronApplication;
  readonly page: Page;
}

/** Sizes of the decks in the generated course, each the only part of a lesson. */
export const deckSizes = [200, 1000] as const;

/** Milliseconds that a learner at least takes from seeing the library to clicking something in it. */
export const beforeClick = 1000;

/** The id of the generated course. */
export const courseId = 'bench';

const probe = readFileSync(new URL('./probe.page.js', import.meta.url), 'utf8');

/** A profile folder and a course with long decks, for the time of `work`. */
export async function withProfile<T>(work: (profile: string) => Promise<T>): Promise<T> {
  const profile = await makeProfile();
  const course = await mkdtemp(join(tmpdir(), 'drydock-bench-course-'));
  try {
    await writeCourse(course);
    await writeFile(join(profile, 'settings.json'), JSON.stringify({ courseFolders: [course] }));
    return await work(profile);
  } finally {
    await rm(profile, { recursive: true, force: true });
    await rm(course, { recursive: true, force: true });
  }
}

/** Starts the app, waits until its library can be used, and ends it after `work`. */
export async function withApp<T>(
  profile: string,
  work: (opened: OpenApp) => Promise<T>,
  args: readonly string[] = [],
): Promise<T> {
  const app = await launch({ profile, args });
  try {
    const page = await app.firstWindow();
    await new Shell(page).ready();
    await page.evaluate(probe);
    return await work({ app, page });
  } finally {
    await app.close();
  }
}

/** Something the learner can see. */
export interface Sight {
  readonly selector: string;
  /** Text in the first element of that selector, letter case aside. */
  readonly text?: string;
}

/** What is done in the window: the event it makes there, and how it is done. */
export interface Cause {
  readonly event: 'click' | 'keydown' | 'input';
  readonly act: () => Promise<unknown>;
}

/**
 * Milliseconds from an event in the window to the end of the first frame that has the sight laid out and painted.
 * The clock starts when the browser took the event (`event.timeStamp`), so that waiting for a busy page counts.
 */
export async function timeTo(page: Page, { event, act }: Cause, sight: Sight): Promise<number> {
  await arm(page, event, [sight]);
  await act();
  return taken(page, 0);
}

/** Makes the probe measure from the next event of that type to each sight, one after the other. */
export async function arm(page: Page, event: Cause['event'], sights: readonly Sight[]): Promise<void> {
  await page.evaluate(`drydockProbe.arm(${JSON.stringify(event)}, ${JSON.stringify(sights)})`);
}

/** Waits for the sight of that index and returns the milliseconds from the event to it. */
export async function taken(page: Page, index: number): Promise<number> {
  return (await page.evaluate(`drydockProbe.taken(${index})`)) as number;
}

async function writeCourse(folder: string): Promise<void> {
  const lessons = deckSizes.map((slides, index) => `0${index + 1}-${slides}-slides`);
  await writeFile(
    join(folder, 'course.yaml'),
    `schema: 1\nid: ${courseId}\nversion: 1.0.0\ntitle: Long decks\nsummary: Generated.\nauthors: [Bench]\n` +
      `license: CC-BY-4.0\nlanguage: en\nlessons: [${lessons.join(', ')}]\n`,
  );
  for (const [index, slides] of deckSizes.entries()) {
    const lesson = join(folder, lessons[index] ?? '');
    await mkdir(lesson);
    await writeFile(
      join(lesson, 'lesson.yaml'),
      `title: ${slides} slides\nobjectives: [Measure]\nminutes: 5\nitems: [{ deck: slides.md }]\n`,
    );
    await writeFile(join(lesson, 'slides.md'), generatedDeck(slides));
  }
}
