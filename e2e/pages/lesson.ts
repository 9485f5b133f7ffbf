import type { Locator, Page } from 'playwright/test';
import { Shell } from './shell';

/** A lesson: its parts, the editor, the build panel and the steps. */
export class Lesson {
  /** The build panel's own: the editor has a “Build” above its last stage. */
  readonly buildButton: Locator;
  readonly buildState: Locator;
  readonly failure: Locator;
  readonly editor: Locator;
  /** The text that the editor shows. */
  readonly lines: Locator;
  readonly steps: Locator;

  constructor(private readonly page: Page) {
    const panel = page.getByRole('region', { name: 'Build and problems' });
    this.buildButton = panel.getByRole('button', { name: 'Build', exact: true });
    this.buildState = page.getByTestId('build-state');
    this.failure = page.getByTestId('build-failure');
    this.editor = page.getByTestId('editor').locator('.monaco-editor').first();
    this.lines = this.editor.locator('.view-lines');
    this.steps = page.getByRole('region', { name: 'Steps' });
  }

  /** Goes to a part of a lesson by its address. */
  async open(lesson: string, item: string, target?: string): Promise<void> {
    await new Shell(this.page).ready();
    const query = new URLSearchParams({ item, ...(target !== undefined && { target }) });
    await this.page.evaluate((hash) => (location.hash = hash), `#/lesson/${lesson}?${query.toString()}`);
    await this.page.getByTestId('lesson').waitFor();
  }

  item(id: string): Locator {
    return this.page.locator(`[data-item="${id}"]`);
  }

  /** Replaces the text of the file in front and waits until it is on the disk. */
  async write(text: string): Promise<void> {
    await this.editor.locator('.view-line').first().waitFor();
    await this.editor.click();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(text);
    await this.page.keyboard.press('ControlOrMeta+s');
    await this.saved();
  }

  /** Replaces the text by pasting it: typed lines are indented by the editor, as YAML must not be twice. */
  async paste(text: string): Promise<void> {
    await this.editor.locator('.view-line').first().waitFor();
    await this.editor.click();
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.press('ControlOrMeta+v');
    await this.page.keyboard.press('ControlOrMeta+s');
    await this.saved();
  }

  /** Types at the end of the file in front, and does not wait for anything. */
  async type(text: string): Promise<void> {
    await this.editor.click();
    await this.page.keyboard.press('ControlOrMeta+End');
    await this.page.keyboard.insertText(text);
  }

  async saved(): Promise<void> {
    await this.page.locator('nav[aria-label="Files"] [aria-current] .mark.saved').waitFor();
  }

  tab(name: string): Locator {
    return this.page
      .getByRole('navigation', { name: 'Files' })
      .getByRole('button', { name, exact: false })
      .first();
  }

  async build(options: { noCache?: boolean } = {}): Promise<void> {
    await this.useCache(!(options.noCache ?? false));
    await this.buildButton.click();
  }

  /** Chooses in the build's options whether steps may come from the cache. */
  private async useCache(wanted: boolean): Promise<void> {
    const options = this.page.getByTestId('build-options');
    const isUsed = !(await options.getAttribute('aria-label'))?.includes('no cache');
    if (isUsed === wanted) return;
    await options.click();
    await this.page.getByRole('checkbox', { name: /^No cache/ }).setChecked(!wanted);
    await this.page.keyboard.press('Escape');
  }

  async cancelBuild(): Promise<void> {
    await this.page.getByRole('button', { name: 'Cancel', exact: true }).click();
  }

  buildSteps(state: string): Locator {
    return this.page.locator(`li[data-state="${state}"]:has(.instruction)`);
  }

  /** A step of the lab by its id. */
  step(id: string): Locator {
    return this.page.locator(`[data-step="${id}"]`);
  }

  /** Answers the quiz's first question of one choice with its first option. */
  async answerQuestion(): Promise<Locator> {
    const question = this.page
      .locator('form.question')
      .filter({ has: this.page.getByRole('radio') })
      .first();
    await question.getByRole('radio').first().check();
    await question.getByRole('button', { name: 'Answer' }).click();
    await question.getByRole('button', { name: 'Try again' }).waitFor();
    return question;
  }

  /** Chooses an entry of the editor's menu. */
  async fileAction(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Editor actions' }).click();
    await this.page.getByRole('menuitem', { name }).click();
  }

  /** Makes an empty file and opens it. */
  async newFile(path: string): Promise<void> {
    await this.fileAction('New file');
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(path);
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await this.tab(path).waitFor();
  }

  check(id: string): Locator {
    return this.page.locator(`[data-check="${id}"]`);
  }

  async checkWork(): Promise<void> {
    await this.page.getByTestId('check').click();
  }
}
