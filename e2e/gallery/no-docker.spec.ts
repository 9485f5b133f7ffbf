/** A recording in pictures: no Docker on the machine, from the start to a page served by a container. */
import { expect, test } from '../fixtures';
import { launch } from '../launch';
import { Containers } from '../pages/containers';
import { Lesson } from '../pages/lesson';
import { Shell } from '../pages/shell';
import { pictures } from './pictures';

const page1 = [
  '<style>body{font:18px/1.6 system-ui;margin:48px;color:#123}h1{font-size:34px;margin:0 0 8px}</style>',
  '<h1>Harbour of Aurora</h1><p>Built and served with no Docker and no network.</p>',
].join('');
const source = `FROM busybox:1.36
WORKDIR /srv
RUN echo '${page1}' > index.html
RUN uname -srm > kernel.txt && cat kernel.txt
EXPOSE 8080
CMD ["httpd", "-f", "-v", "-p", "8080"]
`;

for (const theme of ['Light', 'Dark'] as const) {
  test(`no Docker on the machine, ${theme.toLowerCase()}`, async ({ profile }) => {
    test.setTimeout(300_000);
    const nobody = `unix://${profile}/nobody.sock`;
    const app = await launch({ profile, env: { DOCKER_HOST: nobody, CONTAINER_HOST: nobody } });
    try {
      const page = await app.firstWindow();
      const shell = new Shell(page);
      const lesson = new Lesson(page);
      const containers = new Containers(page);
      const picture = await pictures(app, page, theme.toLowerCase());
      let number = 0;
      const take = (name: string) => picture(`no-docker-${++number}-${name}`);
      await shell.ready();
      await shell.useTheme(theme);
      await expect(shell.engineChip).toContainText('Embedded');
      await shell.goTo('Library');
      await take('start');
      await lesson.open('containers/your-first-image', 'first-build');
      await take('lab');
      await lesson.write(source);
      await lesson.build();
      await expect(lesson.buildState).toHaveAttribute('data-state', 'done', { timeout: 120_000 });
      await take('built');
      await page.getByRole('button', { name: 'Run…' }).click();
      await expect(containers.form.getByLabel('Port inside 1')).toHaveValue('8080');
      await take('run');
      await containers.form.getByRole('button', { name: 'Run', exact: true }).click();
      await expect(containers.state).toHaveAttribute('data-state', 'running', { timeout: 60_000 });
      await containers.tab('Terminal').click();
      await page.getByRole('button', { name: 'New terminal' }).click();
      await expect(containers.screen).toContainText('#', { timeout: 20_000 });
      await page.keyboard.type('cat kernel.txt; ls -l; ps\n');
      await expect(containers.screen).toContainText('httpd -f', { timeout: 20_000 });
      await take('terminal');
      await containers.tab('Preview').click();
      await expect(containers.inside.getByRole('heading')).toBeVisible({ timeout: 20_000 });
      await take('preview');
      await shell.goTo('Containers');
      await containers.tab('Use').click();
      await expect(page.getByRole('img', { name: /^Memory: / })).toBeVisible({ timeout: 15_000 });
      await page.waitForTimeout(5_000); // a line needs a few samples
      await take('use');
      await containers.tab('Under the hood').click();
      await page.getByTestId('hood').waitFor();
      await take('hood');
      await page.getByRole('button', { name: 'Make a container by hand' }).click();
      await page.getByRole('button', { name: 'New terminal' }).click({ timeout: 30_000 });
      await expect(containers.screen).toContainText('#', { timeout: 20_000 });
      await page.keyboard.type('unshare -p -f -m sh -c "mount -t proc proc /proc; ps"\n');
      await expect(containers.screen).toContainText('mount -t proc', { timeout: 20_000 });
      await take('playground');
      await shell.goTo('Settings');
      await page.getByTestId('embedded-use').scrollIntoViewIfNeeded();
      await page.getByRole('group', { name: 'Room on the disk' }).scrollIntoViewIfNeeded();
      await expect(page.getByTestId('embedded-use')).toContainText(/Memory\s*\d/);
      await take('engine');
    } finally {
      await app.close();
    }
  });
}
