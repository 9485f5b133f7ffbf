/** Pictures of what engines hold: an image's layers, a container, its terminal and its preview. See gallery.spec.ts. */
import { expect, test } from '../fixtures';
import { Containers } from '../pages/containers';
import { Lesson } from '../pages/lesson';
import { Shell } from '../pages/shell';
import { pictures } from './pictures';

const page1 = [
  '<style>body{font:18px/1.6 system-ui;margin:48px;color:#123}h1{font-size:34px;margin:0 0 8px}a{color:#0b5a73}</style>',
  '<h1>Harbour of Aurora</h1><p>Three ships at the quay, one on its way out.</p><p><a href=/log.txt>Log book</a></p>',
].join('');
const source = `FROM busybox:1.36
WORKDIR /srv
RUN echo '${page1}' > index.html
RUN seq 60000 > log.txt && seq 90000 > /tmp/cargo.lst
RUN rm /tmp/cargo.lst && sed -i 's/^1$/One/' log.txt
EXPOSE 8080
CMD ["httpd", "-f", "-v", "-p", "8080"]
`;

const services = `services:
  web:
    image: busybox:1.36
    command: [sh, -c, "echo serving the levels at port 80; httpd -f -v -p 80"]
    ports: ["127.0.0.1::80"]
    depends_on:
      levels: { condition: service_healthy }
    stop_grace_period: 1s
  levels:
    image: busybox:1.36
    command: [sh, -c, "for n in 1 2 3 4 5 6 7; do echo level at buoy $$n; done; sleep 600"]
    healthcheck: { test: [CMD, "true"], interval: 1s }
    stop_grace_period: 1s
`;
const secret = `FROM busybox:1.36
ARG SHIP
COPY . /src
RUN --mount=type=secret,id=token TOKEN_FILE=/run/secrets/token sh /src/fetch.sh
`;

for (const theme of ['Light', 'Dark'] as const) {
  test(`what engines hold, ${theme.toLowerCase()}`, async ({ app, page }) => {
    test.setTimeout(180_000);
    const shell = new Shell(page);
    const lesson = new Lesson(page);
    const containers = new Containers(page);
    const take = await pictures(app, page, theme.toLowerCase());
    await shell.ready();
    await shell.useTheme(theme);
    await page.locator('#engine').scrollIntoViewIfNeeded();
    await take('engines');
    await lesson.open('containers/your-first-image', 'first-build');
    await lesson.write(source);
    await lesson.build();
    await expect(lesson.buildState).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
    await lesson.write(source.replace('60000', '70000'));
    await lesson.build();
    await expect(lesson.buildState).toContainText('from the cache', { timeout: 60_000 });
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByTestId('build-comparison').waitFor();
    await take('history');
    await page.getByRole('button', { name: 'Run…' }).click();
    await expect(containers.form.getByLabel('Port inside 1')).toHaveValue('8080');
    await take('run');
    await containers.form.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(containers.state).toHaveAttribute('data-state', 'running', { timeout: 30_000 });
    await containers.tab('Preview').click();
    await expect(containers.inside.getByRole('heading')).toBeVisible();
    await take('preview');
    await containers.tab('Terminal').click();
    await page.getByRole('button', { name: 'New terminal' }).click();
    await expect(containers.screen).toContainText('#');
    await page.keyboard.type('ls -l; wget -qO- localhost:8080 | head -c 60; echo; ps\n');
    await expect(containers.screen).toContainText('httpd -f');
    await take('terminal');

    await shell.goTo('Containers');
    await containers.tab('Use').click();
    await expect(page.getByRole('img', { name: /^Memory: / })).toBeVisible({ timeout: 15_000 });
    await page.waitForTimeout(6000); // a line needs a few samples
    await take('containers');
    await containers.tab('Under the hood').click();
    await page.getByTestId('hood').waitFor();
    await take('hood');
    await containers.act('Kill');

    await shell.goTo('Images');
    await page.getByRole('searchbox', { name: 'Filter by name' }).fill('containers-');
    await page.locator('[data-name^="drydock/containers-first-build"]').first().click();
    await page.getByTestId('image-score').waitFor();
    const image = page.getByTestId('image');
    await image.getByRole('button', { name: /rm \/tmp\/cargo/ }).click();
    await image.locator('[data-path="/tmp/cargo.lst"]').waitFor();
    await take('images');

    await lesson.open('containers/building-well', 'a-secret-mount');
    await lesson.write(secret);
    await page.getByTestId('build-options').click();
    await take('build-options');
    await page.getByTestId('build-values-button').click();
    await expect(page.getByTestId('from-lab')).toBeVisible();
    await take('build-values');
    await page.keyboard.press('Escape');

    await lesson.open('containers/several-containers', 'two-services', 'compose.yaml');
    await lesson.paste(services);
    const compose = page.getByTestId('compose');
    await expect(compose.locator('[data-service="levels"]')).toBeVisible();
    await compose.getByRole('button', { name: 'Up', exact: true }).click();
    await expect(compose.getByRole('button', { name: 'Cancel' })).toBeHidden({ timeout: 60_000 });
    await expect(compose.locator('[data-service="web"]')).toHaveAttribute('data-state', 'running');
    await take('compose-project');
    await compose.getByRole('button', { name: 'Down', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Down' }).click();
    await expect(compose.locator('[data-service="web"]')).toHaveAttribute('data-state', 'none', {
      timeout: 30_000,
    });
  });
}
