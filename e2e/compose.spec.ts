import { expect, test } from './fixtures';
import { seriousProblems } from './accessibility';
import { Lesson } from './pages/lesson';

/** Host ports and names are left to the engine, so that runs of this test do not disturb each other. */
// In flow style on one line: the editor indents typed lines by itself.
const source = [
  'services: {',
  'gauge: {image: "busybox:1.36", command: [sh, -c, "echo measured; sleep 300"], stop_grace_period: 1s, depends_on: {sea: {condition: service_healthy}}},',
  'sea: {image: "busybox:1.36", command: [sh, -c, "echo rising; sleep 300"], stop_grace_period: 1s, healthcheck: {test: [CMD, "true"], interval: 1s}}}',
].join(' ');

test('a Compose project is brought up in order, watched, restarted and taken down', async ({ page }) => {
  test.setTimeout(120_000);
  const lab = new Lesson(page);
  await lab.open('containers/several-containers', 'two-services', 'compose.yaml');
  await lab.write(source);
  await page.getByRole('tab', { name: 'Compose' }).click();
  const pane = page.getByTestId('compose');
  const service = (name: string) => pane.locator(`[data-service="${name}"]`);
  await expect(service('gauge')).toContainText('once sea is healthy');
  await expect(service('gauge')).toHaveAttribute('data-state', 'none');
  await pane.getByRole('button', { name: 'Up', exact: true }).click();
  await expect(service('sea')).toContainText('healthy', { timeout: 40_000 });
  await expect(service('gauge')).toHaveAttribute('data-state', 'running', { timeout: 40_000 });
  const logs = pane.getByRole('region', { name: 'Logs of all services' });
  await expect(logs).toContainText('rising');
  await expect(logs).toContainText('measured');
  await expect(pane.getByRole('button', { name: 'Cancel' })).toBeHidden({ timeout: 20_000 });
  expect(await seriousProblems(page)).toEqual([]);
  await pane.getByRole('combobox', { name: 'Logs of' }).selectOption('sea');
  await expect(pane.getByRole('region', { name: 'Logs of sea' })).not.toContainText('measured');
  await service('gauge').getByRole('button', { name: 'Restart gauge' }).click();
  await expect(pane.getByRole('list', { name: 'What was done' })).toContainText('gauge', { timeout: 20_000 });
  await expect(pane.getByRole('button', { name: 'Cancel' })).toBeHidden({ timeout: 20_000 });
  await pane.getByRole('button', { name: 'Go to sea in the file' }).click();
  await expect(page.locator('.line-numbers.active-line-number')).toHaveText('1');
  await pane.getByRole('button', { name: 'Down', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Down' }).click();
  await expect(service('sea')).toHaveAttribute('data-state', 'none', { timeout: 30_000 });
  await expect(service('gauge')).toHaveAttribute('data-state', 'none');
});
