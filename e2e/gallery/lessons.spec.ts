import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../fixtures';
import { Lesson } from '../pages/lesson';
import { Shell } from '../pages/shell';

/** Pictures of five lessons: a slide with a figure that answers, and a lab whose check explains itself. */
const folder = join(process.env['DRYDOCK_E2E_OUTPUT'] ?? 'out/e2e', 'gallery');
const slides = [
  ['lesson-virtual-machines', 'containers/containers-and-virtual-machines', 'weigh-them-yourself'],
  ['lesson-layers', 'containers/layers-images-containers', 'change-a-file-delete-a-file'],
  ['lesson-ports', 'containers/running-containers', 'who-gets-an-answer'],
  ['lesson-orchestration', 'orchestration/why-orchestration', 'fail-a-machine'],
] as const;

for (const theme of ['Light', 'Dark'] as const) {
  test(`pictures of lessons, ${theme.toLowerCase()}`, async ({ app, page }) => {
    test.setTimeout(120_000);
    mkdirSync(folder, { recursive: true });
    const shell = new Shell(page);
    const lesson = new Lesson(page);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
    const take = async (name: string): Promise<void> => {
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(700);
      await page.screenshot({ path: join(folder, `${name}-${theme.toLowerCase()}.png`) });
    };
    await shell.ready();
    await shell.useTheme(theme);
    for (const [name, key, slide] of slides) {
      await lesson.open(key, 'deck', slide);
      await page.getByRole('group', { name: /^Interactive figure/ }).waitFor();
      await take(name);
    }
    await lesson.open('containers/why-containers', 'it-works-on-my-machine', 'pack');
    await lesson.editor.locator('.view-line').first().waitFor();
    await lesson.tab('Dockerfile').click();
    await lesson.checkWork();
    await expect(lesson.check('works-anywhere')).toHaveAttribute('data-state', 'failed', { timeout: 60_000 });
    await take('lesson-lab');
  });
}
