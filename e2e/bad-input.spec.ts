/** What the world does to the app: it is killed, its disk fills up or closes, and courses come broken. */
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright/test';
import { drop, foldersWith, zipFolder } from './disk';
import { expect, test } from './fixtures';
import { launch } from './launch';
import { ask } from './pages/bridge';
import { Lesson } from './pages/lesson';
import { Library } from './pages/library';
import { Shell } from './pages/shell';

const shipped = fileURLToPath(new URL('../lessons/containers', import.meta.url));
const lesson = 'containers/your-first-image';
const workspace = `lab/${lesson}/first-build`;

/** The Dockerfile of the lab as it is on the disk. */
async function savedText(page: Page): Promise<string> {
  const reply = await ask(page, 'workspaces.read', workspace, 'Dockerfile');
  if (!reply.ok) throw new Error(reply.error.message);
  return (reply.value as { text: string }).text;
}

/** Records slides one after the other for as long as the page lives, and says each on the console once it is kept. */
function recordForEver(page: Page, round: number): void {
  void page
    .evaluate(async (prefix) => {
      const { drydock } = window as unknown as {
        drydock: { invoke: (method: string, facts: unknown) => Promise<{ ok: boolean }> };
      };
      for (let i = 0; ; i++) {
        const slide = `${prefix}-${i}`;
        const fact = { kind: 'slide-seen', lesson: 'containers/why-containers', slide };
        if ((await drydock.invoke('progress.record', [fact])).ok) console.log(`kept ${slide}`);
      }
    }, `kill-${round}`)
    .catch(() => undefined); // ends with the app
}

test('killed while it types and records, the app finds all that it acknowledged', async ({ profile }) => {
  test.setTimeout(180_000);
  const kept: string[] = [];
  let text = '';
  for (let round = 1; round <= 5; round++) {
    const app = await launch({ profile });
    const page = await app.firstWindow();
    page.on('console', (message) => {
      if (message.text().startsWith('kept ')) kept.push(message.text().slice('kept '.length));
    });
    const lab = new Lesson(page);
    await lab.open(lesson, 'first-build');
    if (round > 1) expect(await savedText(page)).toContain(text);
    const state = await ask(page, 'progress.state');
    expect(kept.filter((slide) => !JSON.stringify(state).includes(`"${slide}"`))).toEqual([]);

    text = `FROM busybox:1.36\n# round ${round}: `;
    await lab.write(text);
    recordForEver(page, round);
    const typing = page.keyboard.type('0123456789 '.repeat(40), { delay: 5 }).catch(() => undefined);
    await sleep(200 + Math.random() * 1500);
    const gone = app.waitForEvent('close');
    app.process().kill('SIGKILL');
    await Promise.all([gone, typing]);
  }
  expect(kept.length).toBeGreaterThan(5);
});

test.describe('a disk that takes nothing', () => {
  const small = process.env['DRYDOCK_E2E_SMALL_DISK'];

  test('a folder that was closed is said, nothing is lost, and saving goes on', async ({ page, profile }) => {
    test.skip(process.platform === 'win32', 'permissions of folders work otherwise there');
    const lab = new Lesson(page);
    await lab.open(lesson, 'first-build');
    await lab.write('FROM busybox:1.36\n');
    const [folder = ''] = await foldersWith(join(profile, 'workspaces'), 'Dockerfile');
    await chmod(folder, 0o500);
    try {
      await lab.type('# typed while closed\n');
      await expect(page.getByText(/Could not save .*access is denied/).first()).toBeVisible();
      await expect(lab.lines).toContainText('# typed while closed');
    } finally {
      await chmod(folder, 0o700);
    }
    await expect.poll(() => savedText(page), { timeout: 15_000 }).toContain('# typed while closed');
  });

  test('a full disk is said, nothing is lost, and saving goes on', async () => {
    test.skip(small === undefined, 'needs a small disk, which only root can mount: run npm test as root');
    if (small === undefined) return;
    const profile = await mkdtemp(join(small, 'profile-'));
    const app = await launch({ profile });
    try {
      const page = await app.firstWindow();
      const lab = new Lesson(page);
      await lab.open(lesson, 'first-build');
      await lab.write('FROM busybox:1.36\n');
      await fill(join(small, 'filler'));
      await lab.type(`# ${'typed while full '.repeat(600)}\n`);
      await expect(page.getByText(/the disk is full/).first()).toBeVisible();
      await expect(lab.lines).toContainText('typed while full');
      await rm(join(small, 'filler'));
      await expect.poll(() => savedText(page), { timeout: 15_000 }).toContain('typed while full');
    } finally {
      await app.close();
      await rm(join(small, 'filler'), { force: true });
      await rm(profile, { recursive: true, force: true });
    }
  });
});

/** A course folder of its own with what an author may get wrong, or mean ill. */
async function damagedCourse(folder: string): Promise<void> {
  await cp(shipped, folder, { recursive: true });
  const course = await readFile(join(folder, 'course.yaml'), 'utf8');
  await writeFile(join(folder, 'course.yaml'), course.replace(/^id: .*$/m, 'id: wreck'));
  const second = join(folder, '02-your-first-image');
  await writeFile(join(second, 'slides.md'), Buffer.from([...Buffer.from('## One\n\nA '), 0xff, 0xfe, 0x0a]));
  await writeFile(join(second, 'quiz.yaml'), Buffer.alloc(20 * 1024 * 1024, 'a'));
  await rm(join(second, 'lesson.yaml'));
  await symlink('/etc/passwd', join(second, 'lesson.yaml'));
  await chmod(join(folder, '01-why-containers/quiz.yaml'), 0o000);
}

test('files that are linked out, of another encoding or huge are named, and the rest works', async ({
  page,
  profile,
}) => {
  const folder = join(profile, 'wreck');
  await damagedCourse(folder);
  await new Shell(page).ready();
  expect(await ask(page, 'courses.open', folder)).toMatchObject({ ok: true });
  const course = new Library(page).course('wreck');
  await expect(course).toContainText(/02-your-first-image\/lesson\.yaml/);
  await expect(course).toContainText(/02-your-first-image\/lesson\.yaml.*leads out of the course folder/s);
  expect((await course.textContent())?.match(/02-your-first-image\/lesson\.yaml/g)).toHaveLength(1);
  await expect(course).toContainText(/01-why-containers\/quiz\.yaml.*access is denied/s);
  await expect(course).not.toContainText('root:');
  await course.getByRole('link', { name: 'Why containers' }).first().click();
  await expect(page).toHaveURL(/#\/lesson\/wreck\/why-containers/);

  await rm(join(folder, '02-your-first-image/lesson.yaml'));
  await cp(join(shipped, '02-your-first-image/lesson.yaml'), join(folder, '02-your-first-image/lesson.yaml'));
  await new Shell(page).goTo('Library'); // the folder is watched: no need to open it again
  await expect(course).toContainText(/02-your-first-image\/quiz\.yaml/);
  await expect(course).toContainText(/02-your-first-image\/slides\.md:\d+/);
});

test('a folder or zip that is dropped onto the window opens as a course', async ({ page, profile }) => {
  const renamed = (id: string) => (path: string, bytes: Buffer) =>
    path === 'course.yaml' ? Buffer.from(String(bytes).replace(/^id: .*$/m, `id: ${id}`)) : bytes;
  const zip = join(profile, 'harbour.zip');
  await zipFolder(shipped, zip, renamed('harbour'));
  await new Shell(page).ready();
  await drop(page, zip);
  await expect(new Library(page).course('harbour')).toContainText('Opened zip');

  const folder = join(profile, 'quay');
  await cp(shipped, folder, { recursive: true });
  const yaml = join(folder, 'course.yaml');
  await writeFile(yaml, renamed('quay')('course.yaml', await readFile(yaml)));
  await drop(page, folder);
  await expect(new Library(page).course('quay')).toContainText('Opened folder');

  const broken = join(profile, 'broken.zip');
  await writeFile(broken, (await readFile(zip)).subarray(0, 5000));
  await drop(page, broken);
  await expect(page.getByText(/broken\.zip/).first()).toBeVisible();
});

/** Fills a disk to its last byte. */
async function fill(file: string): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true });
  for (const size of [1 << 20, 1 << 12, 1]) {
    for (;;) {
      const took = await writeFile(file, Buffer.alloc(size), { flag: 'a' }).then(
        () => true,
        () => false, // full for this size
      );
      if (!took) break;
    }
  }
}
