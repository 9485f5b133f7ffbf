import { expect, test } from '../fixtures';
import { DockerfileEditor } from '../pages/editor';
import { Lesson } from '../pages/lesson';
import { Rules } from '../pages/rules';
import { Shell } from '../pages/shell';
import { pictures, usualSize } from './pictures';

/**
 * The README's pictures, taken of the real window with real builds: `npm run gallery`. Not a test of anything;
 * it is here because it drives the app as the tests do.
 */
const firstImage = 'containers/your-first-image';
const whyContainers = 'containers/why-containers';
const sizes = { small: usualSize, large: [1920, 1080] } as const;
const themes = ['Light', 'Dark'] as const;

const leaking = `FROM busybox:1.36
ENV SHIP=Aurora
WORKDIR /app
COPY notes/ notes/
RUN rm notes/harbour-key.txt
USER 1000
CMD ["sh", "-c", "echo \\"$SHIP lies in $(pwd), looked after by user $(id -u)\\"; cat notes/*.txt"]
`;

const stages = `FROM busybox:1.36 AS keel
RUN mkdir /keel && seq 40000 > /keel/planks.txt

FROM busybox:1.36 AS ship
WORKDIR /ship
COPY --from=keel /keel/planks.txt .
USER 1000
CMD ["sh", "-c", "echo \\"$(wc -l < planks.txt) planks, all sound\\""]
`;

const careless = `FROM busybox as Build
RUN cd /srv && echo one
FROM busybox:1.36
COPY --from=build /srv /srv
ENV SHIP Aurora
USER root
CMD cat /srv/log.txt
`;

const compose = `services:
  ship:
    build: .
    ports:
      - "8080:80"
    depends_on:
      - keeel
  keel:
    image: busybox:1.36
    restart: allways
`;

const objects = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ship
spec:
  replicas: two
  selector:
    matchLabels:
      app: ship
  template:
    metadata:
      labels:
        app: shp
    spec:
      containers:
        - name: ship
          image: busybox:1.36
          readinessProbe:
            httpGet:
              path: /
              port: 80
`;

for (const [name, size] of Object.entries(sizes)) {
  for (const theme of themes) {
    test(`pictures, ${name}, ${theme.toLowerCase()}`, async ({ app, page }) => {
      test.setTimeout(240_000);
      const shell = new Shell(page);
      const lesson = new Lesson(page);
      const editor = new DockerfileEditor(page);
      const take = await pictures(
        app,
        page,
        `${theme.toLowerCase()}${name === 'small' ? '' : '-large'}`,
        size,
      );

      await shell.ready();
      await shell.useTheme(theme);
      await take('settings');

      await lesson.open(whyContainers, 'deck', 'a-container-is-not-a-small-virtual-machine');
      await expect(page.locator('img').first()).toBeVisible();
      await take('deck');

      await lesson.open(whyContainers, 'quiz');
      await take('quiz');

      await lesson.open(firstImage, 'shape-the-image', 'secret-out');
      await lesson.write(leaking);
      await lesson.build();
      await expect(lesson.buildState).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
      await lesson.checkWork();
      await expect(lesson.check('key-nowhere')).toHaveAttribute('data-state', 'failed', { timeout: 60_000 });
      await take('lab');

      await lesson.write(leaking.replace('RUN rm', 'RUN rn'));
      await lesson.build();
      await expect(lesson.buildState).toHaveAttribute('data-state', 'failed', { timeout: 60_000 });
      await take('failed-build');

      await lesson.write(stages);
      await editor.lens('Run this stage', 1).waitFor();
      await page.waitForTimeout(500); // the commands above the stages follow the text
      await editor.lens('Run this stage', 1).click();
      await expect(page.getByTestId('run')).toHaveAttribute('data-state', 'ended', { timeout: 60_000 });
      await take('run-stage');
      await editor.show('Graph');
      await take('graph');
      await editor.pointAt('busybox:1.36');
      await editor.hover.waitFor();
      await take('hover');
      await editor.pointAway();

      await lesson.write(careless);
      await editor.show('Problems');
      const problem = page.locator('[data-problem="FromAsCasing"]');
      await problem.getByRole('button', { name: /^Explain/ }).click();
      await take('problems');
      await page.locator('.view-lines').getByText('as', { exact: true }).first().click();
      await editor.quickFix();
      await take('quick-fix');
      await page.keyboard.press('Escape');
      await lesson.write('FROM busybox:1.36\nCOPY');
      await page.keyboard.type(' n');
      await editor.suggestions.waitFor();
      await take('completion');
      await page.keyboard.press('Escape');
      await editor.show('Context');
      await take('context');

      await lesson.newFile('compose.yaml');
      await lesson.paste(compose);
      await editor.show('Problems');
      await expect(editor.problem('There is no service "keeel"')).toBeVisible();
      await lesson.type('    ');
      await page.keyboard.type('hea');
      await editor.suggestions.waitFor();
      await take('compose');
      await page.keyboard.press('Escape');
      await lesson.newFile('ship.yaml');
      await lesson.paste(objects);
      await editor.pointAt('readinessProbe');
      await editor.hover.waitFor();
      await take('kubernetes');
      await editor.pointAway();

      const rules = new Rules(page);
      await rules.open();
      await rules.search.fill('tag');
      await rules.head('ImageWithoutTag').click();
      await take('rules');

      await shell.goTo('Library');
      await take('library');
      await shell.search('layer');
      await expect(shell.palette.getByRole('option').first()).toBeVisible();
      await take('search');
      await page.keyboard.press('Escape');
      await shell.goTo('Progress');
      await take('progress');
    });
  }
}
