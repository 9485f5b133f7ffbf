import type { Locator, Page } from 'playwright/test';

/** What the Dockerfile editor says and offers, beside what the lesson's page object does with its text. */
export class DockerfileEditor {
  readonly suggestions: Locator;
  readonly hover: Locator;
  readonly menu: Locator;
  readonly graph: Locator;

  constructor(private readonly page: Page) {
    this.suggestions = page.locator('.suggest-widget.visible');
    this.hover = page.locator('.monaco-hover').filter({ visible: true }).first();
    this.menu = page.locator('.action-widget:not(.action-list-submenu-panel)');
    this.graph = page.getByTestId('build-graph');
  }

  suggestion(label: string): Locator {
    return this.suggestions.locator('.monaco-list-row').filter({ hasText: label }).first();
  }

  /** Points at a word of the text that is shown. */
  async pointAt(word: string): Promise<void> {
    await this.page
      .locator('.view-lines')
      .getByText(word, { exact: true })
      .first()
      .hover({ timeout: 10_000 });
  }

  /** Takes the pointer away, and with it the hover, which would take the next click. */
  async pointAway(): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.hover.waitFor({ state: 'hidden' });
  }

  /** Opens the menu of quick fixes for the line of the cursor. */
  async quickFix(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+.');
    await this.menu.waitFor();
  }

  async show(tab: 'Build' | 'Problems' | 'Graph' | 'Context' | 'Output'): Promise<void> {
    await this.page.getByRole('tab', { name: tab }).click();
  }

  /** A command above a stage, counted from the top. */
  lens(title: string, nth = 0): Locator {
    return this.page.locator('.codelens-decoration a').filter({ hasText: title }).nth(nth);
  }

  /**
   * Opens what a word of the text leads to. Without Playwright's own look at what lies under the pointer: the
   * editor draws a link anew as soon as the pointer is on it, and the one that was found is gone, again and again.
   */
  async follow(word: string): Promise<void> {
    const link = this.page.locator('.view-lines .detected-link').filter({ hasText: word }).first();
    await this.page.locator('.codelens-decoration a').first().waitFor(); // which comes late, and moves the lines
    await link.click({ modifiers: ['ControlOrMeta'], force: true });
  }

  problem(text: string): Locator {
    return this.page.getByRole('listitem').filter({ hasText: text }).first();
  }
}
