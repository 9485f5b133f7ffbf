import type { Locator, Page } from 'playwright/test';

/** Containers: the form that runs one, what is seen of it, its terminals and its preview. */
export class Containers {
  readonly form: Locator;
  readonly detail: Locator;
  readonly state: Locator;
  readonly terminal: Locator;
  /** What the terminal in front shows. */
  readonly screen: Locator;
  readonly preview: Locator;

  constructor(private readonly page: Page) {
    this.form = page.getByTestId('run-form');
    this.detail = page.getByTestId('container');
    this.state = this.detail.getByTestId('container-state');
    this.terminal = page.getByTestId('terminal');
    this.screen = this.terminal.locator('.xterm-rows');
    this.preview = page.getByTestId('preview');
  }

  tab(name: string): Locator {
    return this.detail.getByRole('tab', { name, exact: false });
  }

  /** A container in the list, by its name. */
  listed(name: string): Locator {
    return this.page.getByRole('list', { name: 'Containers' }).getByRole('button', { name });
  }

  /** The page inside the preview. */
  get inside() {
    return this.preview.frameLocator('iframe');
  }

  async act(action: string): Promise<void> {
    await this.detail.getByRole('button', { name: /^More actions for/ }).click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }
}
