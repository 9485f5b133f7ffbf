/** Pictures of five lessons: a slide with a figure that answers, and a lab whose check explains itself. */
import { expect, test } from '../fixtures';
import { Lesson } from '../pages/lesson';
import { Shell } from '../pages/shell';
import { pictures } from './pictures';

const slides = [
  ['lesson-virtual-machines', 'containers/containers-and-virtual-machines', 'weigh-them-yourself'],
  ['lesson-layers', 'containers/layers-images-containers', 'change-a-file-delete-a-file'],
  ['lesson-ports', 'containers/running-containers', 'who-gets-an-answer'],
  ['lesson-orchestration', 'orchestration/why-orchestration', 'fail-a-machine'],
] as const;

for (const theme of ['Light', 'Dark'] as const) {
  test(`pictures of lessons, ${theme.toLowerCase()}`, async ({ app, page }) => {
    test.setTimeout(120_000);
    const shell = new Shell(page);
    const lesson = new Lesson(page);
    const take = await pictures(app, page, theme.toLowerCase());
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
