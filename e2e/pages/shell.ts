import type { Locator, Page } from 'playwright/test';

/** What is on the screen in every view: navigation, search, engines and notices. */
export class Shell {
  readonly palette: Locator;
  readonly engineChip: Locator;
  readonly notices: Locator;

  constructor(private readonly page: Page) {
    this.palette = page.getByTestId('palette');
    this.engineChip = page.getByTestId('engine-chip');
    this.notices = page.getByRole('region', { name: 'Notices' });
  }

  /** Waits until the first view can be used. */
  async ready(): Promise<void> {
    await this.page.locator('html[data-ready=true]').waitFor();
  }

  async goTo(view: 'Library' | 'Progress' | 'Images' | 'Containers' | 'Settings'): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name: view, exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name: view }).waitFor();
  }

  /** Opens the palette by its key and types. */
  async search(text: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+k');
    await this.palette.getByRole('textbox').fill(text);
  }

  /** Sets the theme in the settings and waits until the window has it. */
  async useTheme(theme: 'Light' | 'Dark'): Promise<void> {
    await this.goTo('Settings');
    await this.page.getByRole('radio', { name: theme }).click();
    await this.page.locator(`html[data-theme=${theme.toLowerCase()}]`).waitFor();
  }
}
