import { spawnSync } from 'node:child_process';
import { seriousProblems } from './accessibility';
import { expect, test } from './fixtures';
import { answerDialogs, said } from './pages/desktop';
import { Containers } from './pages/containers';
import { Lesson } from './pages/lesson';
import { Shell } from './pages/shell';

const source = [
  'FROM busybox:1.36',
  'RUN mkdir /www && echo "<h1>Built in the app</h1>" > /www/index.html',
  'EXPOSE 8080',
  'CMD ["httpd", "-f", "-p", "8080", "-h", "/www"]',
  '',
].join('\n');

/** A container by hand: namespaces, an overlay as the root, and a limit. */
const container = `#!/bin/sh
box=/play/box
if ! [ -d $box ]; then
  mkdir -p $box/image/bin $box/image/etc $box/image/proc $box/upper $box/work $box/merged
  cp /bin/busybox $box/image/bin/busybox
  for name in sh ls cat rm dd hostname wc old; do ln -s busybox $box/image/bin/$name; done
  echo calm > $box/image/etc/motd
fi
mkdir -p /sys/fs/cgroup/box
echo 16M > /sys/fs/cgroup/box/memory.max
echo $$ > /sys/fs/cgroup/box/cgroup.procs
exec unshare -p -f -m -u -n sh -c '
  cd /play/box
  mount -t overlay overlay -o lowerdir=image,upperdir=upper,workdir=work merged
  mount -t proc proc merged/proc
  exec chroot merged "$@"
' sh "$@"
`;

test('the engine inside the app builds, runs, shows what its kernel holds, and is reset', async ({
  app,
  page,
  profile,
}) => {
  test.setTimeout(180_000);
  const shell = new Shell(page);
  const lab = new Lesson(page);
  const containers = new Containers(page);
  await shell.ready();
  await shell.goTo('Settings');
  await page.getByRole('radio', { name: /^Engine: Embedded/ }).click();
  await expect(shell.engineChip).toContainText('Embedded');
  const use = page.getByTestId('embedded-use');
  await expect(use).toContainText('about 20 times slower');
  await expect(use).toContainText('Off: it takes no memory');
  const hosts = page.getByRole('form', { name: 'Hosts that builds may fetch from' });
  await expect(hosts).toContainText('None: builds stay offline.');
  await hosts.getByLabel('Host to allow').fill('https://downloads.example.org/file');
  await hosts.getByLabel('Host to allow').press('Enter');
  await expect(hosts.getByRole('listitem')).toHaveText('downloads.example.org');

  await test.step('the first build says that the engine is being prepared', async () => {
    await lab.open('containers/your-first-image', 'first-build');
    await lab.write(source);
    await lab.build();
    await expect(page.getByTestId('engine-progress')).toBeVisible({ timeout: 20_000 });
    await expect(lab.buildState).toHaveAttribute('data-state', 'done', { timeout: 120_000 });
    await expect(page.getByTestId('engine-progress')).toBeHidden();
  });

  await test.step('run, type and preview', async () => {
    await page.getByRole('button', { name: 'Run…' }).click();
    await expect(containers.form.getByLabel('Port inside 1')).toHaveValue('8080', { timeout: 20_000 });
    await containers.form.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(containers.state).toHaveAttribute('data-state', 'running', { timeout: 60_000 });
    await page.getByRole('button', { name: 'New terminal' }).click();
    await expect(containers.screen).toContainText('#', { timeout: 20_000 });
    await page.keyboard.type('uname -m; echo $((6*7))\n');
    await expect(containers.screen).toContainText('42', { timeout: 20_000 });
    await containers.tab('Preview').click();
    await expect(containers.inside.getByRole('heading')).toHaveText('Built in the app', { timeout: 20_000 });
  });

  await test.step('look under the hood', async () => {
    await containers.tab('Under the hood').click();
    const hood = page.getByTestId('hood');
    const processes = hood.getByRole('region', { name: 'Processes' });
    await expect(processes.getByRole('row').filter({ hasText: 'httpd' }).locator('td').first()).toHaveText(
      '1',
      {
        timeout: 20_000,
      },
    );
    const pid = hood.getByRole('listitem').filter({ hasText: 'Process numbers' });
    await expect(pid).toContainText('its own');
    await expect(hood.getByRole('region', { name: 'Control group' })).toContainText('memory.max');
    await expect(hood.getByRole('region', { name: 'Overlay' })).toContainText('upper');
  });

  await test.step('a build is given an argument and a secret, and the record has no secret', async () => {
    await lab.open('containers/your-first-image', 'first-build');
    await lab.write(
      'FROM busybox:1.36\nARG SHIP\nRUN --mount=type=secret,id=token echo "$SHIP $(wc -c < /run/secrets/token) bytes"\n',
    );
    await page.getByTestId('build-options').click();
    await page.getByTestId('build-values-button').click();
    const values = page.getByTestId('build-values');
    await expect(values.getByLabel('Argument 1')).toHaveValue('SHIP'); // what the Dockerfile asks for
    await values.getByLabel('Value 1').fill('Aurora');
    await expect(values.getByLabel('Id 1')).toHaveValue('token');
    await values.getByLabel('Content 1').fill('tern-4711');
    expect(await seriousProblems(page)).toEqual([]);
    await values.getByRole('button', { name: 'Use them and build' }).click();
    await expect(lab.buildState).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
    await lab.buildSteps('done').last().getByRole('button').first().click();
    await expect(page.getByText('Aurora 9 bytes')).toBeVisible();
    await expect(page.getByTestId('build-options')).toHaveAccessibleName(/2 values given/);
    expect(spawnSync('grep', ['-rl', 'tern-4711', profile], { encoding: 'utf8' }).stdout).toBe('');
  });

  await test.step('a lab on its kernel: a container made by hand, tried in the playground, from red to green', async () => {
    await lab.open('containers/docker', 'a-container-by-hand');
    await lab.checkWork();
    await expect(lab.check('number-one')).toHaveAttribute('data-state', 'failed', { timeout: 30_000 });
    await expect(lab.check('number-one')).toContainText('process number 1');
    await lab.paste(container);
    await page.getByRole('button', { name: 'Open a playground' }).click();
    await expect(containers.screen).toContainText('#', { timeout: 20_000 });
    await page.keyboard.type('sh lab/container.sh sh -c "echo number $$ of its own"\n');
    await expect(containers.screen).toContainText('of its own', { timeout: 20_000 });
    for (const step of ['namespaces', 'files', 'limit']) {
      await lab.checkWork();
      await expect(lab.step(step)).toHaveAttribute('data-passed', 'true', { timeout: 60_000 });
      if (step !== 'limit') await page.getByRole('button', { name: 'Next step' }).click();
    }
    await expect(lab.steps).toContainText('3 of 3 done');
  });

  await test.step('what it takes, and to begin anew', async () => {
    await shell.goTo('Settings');
    await hosts.getByRole('button', { name: 'No longer allow downloads.example.org' }).click();
    await expect(hosts).toContainText('None: builds stay offline.');
    await expect(use).not.toContainText('Off: it takes no memory', { timeout: 10_000 });
    await expect(use).toContainText(/Memory\s*\d/);
    await answerDialogs(app, 1);
    await use.getByRole('button', { name: 'Reset the engine…' }).click();
    await expect(shell.notices).toContainText('The engine was reset', { timeout: 20_000 });
    expect(await said(app)).toEqual(['Reset the engine inside Drydock?']);
    await expect(use).toContainText('Off: it takes no memory', { timeout: 10_000 });
  });
});
