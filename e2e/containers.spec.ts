import { expect, test } from './fixtures';
import { seriousProblems } from './accessibility';
import { Containers } from './pages/containers';
import { Lesson } from './pages/lesson';
import { Shell } from './pages/shell';

/** An image of its own for every run of this test, so that its layers are its own too. */
const mark = String(Date.now());
const source = [
  'FROM busybox:1.36',
  `RUN mkdir /www && echo "<h1>Afloat ${mark}</h1><a href=second.html>On</a>" > /www/index.html`,
  "RUN echo \"<p id=out>Second</p><script>fetch('/index.html').then(r=>r.text()).then(t=>out.title=t.slice(4,10));" +
    "fetch('https://example.invalid/').catch(()=>out.lang='no')</script>\" > /www/second.html",
  'RUN seq 9000 > /ballast.txt',
  'RUN rm /ballast.txt',
  'EXPOSE 8080',
  'CMD ["httpd", "-f", "-v", "-p", "8080", "-h", "/www"]',
  '',
].join('\n');

test('an image is built, looked into, run, typed into, previewed and stopped', async ({ app, page }) => {
  test.setTimeout(180_000);
  const lab = new Lesson(page);
  const containers = new Containers(page);
  let name = '';
  await lab.open('containers/your-first-image', 'first-build');
  await lab.write(source);
  await lab.build();
  await expect(lab.buildState).toHaveAttribute('data-state', 'done', { timeout: 60_000 });

  await test.step('run it beside the code, with a terminal from the first byte', async () => {
    await page.getByRole('button', { name: 'Run…' }).click();
    await expect(containers.form.getByLabel('Port inside 1')).toHaveValue('8080');
    await containers.form.getByRole('button', { name: 'Add: Environment' }).click();
    await containers.form.getByLabel('Variable 1').fill('SHIP');
    await containers.form.getByLabel('Value 1').fill('Aurora');
    await containers.form.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(containers.state).toHaveAttribute('data-state', 'running', { timeout: 30_000 });
    await expect(containers.terminal).toHaveAttribute('data-state', 'open');
    name = (await containers.detail.getAttribute('aria-label')) ?? '';
  });

  await test.step('type into a shell inside', async () => {
    await page.getByRole('button', { name: 'New terminal' }).click();
    await expect(page.getByRole('tab', { name: 'Shell' })).toHaveAttribute('aria-selected', 'true');
    await expect(containers.screen).toContainText('#');
    await page.keyboard.type('echo on board of $SHIP; cd /tmp; touch hold; stty size\n');
    await expect(containers.screen).toContainText('on board of Aurora');
    await expect(containers.screen).not.toContainText('0 0');
    await page.keyboard.press('ControlOrMeta+Shift+F');
    await page.getByRole('searchbox', { name: 'Find in the terminal' }).fill('aurora');
    await expect(containers.terminal.getByText('Not found')).toBeHidden();
    await page.keyboard.press('Escape');
    await page.keyboard.press('F6'); // the keyboard is not caught inside
    await expect(containers.terminal.getByRole('button', { name: 'Find in the terminal' })).toBeFocused();
  });

  await test.step('see what it serves, and that this reaches nothing else', async () => {
    await containers.tab('Preview').click();
    await expect(containers.inside.getByRole('heading')).toHaveText(`Afloat ${mark}`);
    await containers.inside.getByRole('link', { name: 'On' }).click();
    await expect(containers.preview.getByRole('textbox', { name: 'Path' })).toHaveValue('/second.html');
    await expect(containers.inside.locator('#out')).toHaveAttribute('title', 'Afloat'); // its own origin answers
    await expect(containers.inside.locator('#out')).toHaveAttribute('lang', 'no'); // and no other
    const frame = page.frames().find((each) => each.url().startsWith('preview:'));
    const reached = await frame?.evaluate(async () => {
      const tries = [
        'app://drydock/index.html',
        'http://127.0.0.1:1/',
        'preview://00000000-0000-4000-8000-000000000000/',
      ];
      const answers = await Promise.all(
        tries.map((url) =>
          fetch(url).then(
            (r) => r.status < 400,
            () => false,
          ),
        ),
      );
      return {
        answers,
        bridge: 'drydock' in window,
        opened: window.open('https://example.invalid/') !== null,
      };
    });
    expect(reached).toEqual({ answers: [false, false, false], bridge: false, opened: false });
    await frame?.evaluate(() => void (location.href = 'https://example.invalid/')).catch(() => undefined);
    await expect
      .poll(() => page.frames().map((each) => new URL(each.url()).protocol))
      .not.toContain('https:');
    await containers.preview.getByRole('textbox', { name: 'Path' }).fill('/nowhere');
    await page.keyboard.press('Enter');
    await expect(containers.preview.getByText('The container answered 404')).toBeVisible();
  });

  await test.step('watch its logs, its use, its processes and its files', async () => {
    await containers.tab('Logs').click();
    await expect(page.getByTestId('container-logs')).toContainText('response:404');
    await containers.tab('Processes').click();
    await expect(page.getByTestId('container-processes')).toContainText('httpd -f');
    await containers.tab('Files').click();
    await expect(containers.detail.locator('[data-path="/tmp/hold"]')).toHaveAttribute(
      'data-change',
      'added',
    );
    await containers.tab('Use').click();
    await expect(page.getByRole('img', { name: /^Memory: / })).toBeVisible({ timeout: 15_000 });
  });

  await test.step('look into its layers', async () => {
    await new Shell(page).goTo('Images');
    const image = page.getByTestId('image');
    await page.locator('[data-name^="drydock/containers-first-build"]').first().click();
    await expect(page.getByTestId('image-score')).toContainText('Wasted');
    await page.getByTestId('wasted').click();
    await expect(page.getByText('/ballast.txt').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await image.getByRole('button', { name: /rm \/ballast/ }).click();
    await expect(image.locator('[data-path="/ballast.txt"]')).toHaveAttribute('data-change', 'removed');
    await image.getByRole('button', { name: /mkdir \/www/ }).click();
    await image.locator('[data-path="/www/index.html"]').click();
    await expect(page.getByTestId('file-content')).toContainText(`Afloat ${mark}`);
    expect(await seriousProblems(page)).toEqual([]);
    await image.getByRole('link', { name: 'Go to line 4 of the Dockerfile' }).click();
    await expect(lab.editor.locator('.current-line, .view-overlays .current-line').first()).toBeVisible();
    await expect(page.locator('.line-numbers.active-line-number')).toHaveText('4');
  });

  await test.step('compare two builds', async () => {
    await lab.type('# a change\nRUN true\n');
    await lab.build();
    await expect(lab.buildState).toContainText('from the cache', { timeout: 60_000 });
    await page.getByRole('tab', { name: 'History' }).click();
    const comparison = page.getByTestId('build-comparison');
    await expect(comparison.getByRole('row').filter({ hasText: 'RUN true' })).toContainText('new');
    await expect(comparison.getByRole('row').filter({ hasText: 'seq 9000' })).toContainText('cached');
  });

  await test.step('compare two images', async () => {
    await new Shell(page).goTo('Images');
    await page.locator('[data-name^="drydock/containers-first-build"]').first().click();
    await page.getByTestId('image').getByRole('button', { name: 'Compare with…' }).click();
    const others = page.getByRole('dialog', { name: 'Compare with another image' });
    await others.locator('[data-name^="busybox"]').first().click();
    const comparison = page.getByTestId('image-comparison');
    const www = comparison.locator('[data-path="/www"]').first();
    await expect(www).toHaveAttribute('data-change', 'removed', { timeout: 20_000 });
    await expect(comparison.getByRole('status').first()).toContainText('removed');
    await comparison.getByRole('button', { name: 'Other way round' }).click();
    await expect(www).toHaveAttribute('data-change', 'added', { timeout: 20_000 });
    expect(await seriousProblems(page)).toEqual([]);
  });

  await test.step('stop and remove it', async () => {
    await new Shell(page).goTo('Containers');
    await containers.listed(name).click(); // others may run on this engine too
    await containers.tab('Terminal').click();
    await expect(containers.screen).toContainText('on board of Aurora'); // as it was left
    expect(await seriousProblems(page)).toEqual([]);
    await containers.detail.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(containers.state).toHaveAttribute('data-state', 'exited', { timeout: 20_000 });
    await containers.act('Remove');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByRole('article', { name })).toBeHidden({ timeout: 20_000 });
  });
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});
