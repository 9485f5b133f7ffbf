import type { Locator, Page } from 'playwright/test';
import { Shell } from './shell';

/** The list of the linter's rules. */
export class Rules {
  readonly search: Locator;
  readonly count: Locator;

  constructor(private readonly page: Page) {
    this.search = page.getByRole('searchbox', { name: 'Search rules' });
    this.count = page.getByRole('region', { name: 'Rules' }).getByRole('status');
  }

  /** Goes there from the settings. */
  async open(): Promise<void> {
    const shell = new Shell(this.page);
    await shell.ready();
    await shell.goTo('Settings');
    await this.page.getByRole('button', { name: 'Show all rules' }).click();
    await this.page.getByRole('heading', { level: 1, name: 'Dockerfile rules' }).waitFor();
    await this.search.waitFor();
  }

  row(id: string): Locator {
    return this.page.locator(`[data-rule="${id}"]`);
  }

  head(id: string): Locator {
    return this.row(id).locator('button[aria-expanded]');
  }

  toggle(id: string): Locator {
    return this.row(id).getByRole('switch', { name: `Rule ${id}` });
  }
}
