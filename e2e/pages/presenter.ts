import type { ElectronApplication, Locator, Page } from 'playwright/test';

/** The window with the speaker's notes. */
export class Presenter {
  readonly position: Locator;
  readonly notes: Locator;
  readonly next: Locator;
  readonly back: Locator;

  constructor(readonly page: Page) {
    this.position = page.getByRole('status').filter({ hasText: /^Slide \d+ of/ });
    this.notes = page.getByRole('region', { name: 'Speaker notes' });
    this.next = page.getByRole('button', { name: 'Next', exact: true });
    this.back = page.getByRole('button', { name: 'Back', exact: true });
  }

  /** Presents the deck that is open, with its key. */
  static async open(app: ElectronApplication, page: Page): Promise<Presenter> {
    const window = app.waitForEvent('window');
    await page.keyboard.press('s');
    const opened = new Presenter(await window);
    await opened.position.waitFor();
    return opened;
  }

  /** The heading of the slide on the screen, or of the one after it. */
  heading(region: 'On the screen' | 'Next', name: string): Locator {
    return this.page
      .getByRole('region', { name: region, exact: true })
      .getByRole('heading', { name, includeHidden: true })
      .first();
  }
}
