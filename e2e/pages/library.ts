import type { Locator, Page } from 'playwright/test';

/** The library: what to go on with, courses and their lessons. */
export class Library {
  readonly next: Locator;

  constructor(private readonly page: Page) {
    this.next = page.getByTestId('continue');
  }

  course(id: string): Locator {
    return this.page.getByTestId(`course-${id}`);
  }

  lesson(id: string): Locator {
    return this.page.getByTestId(`lesson-${id}`);
  }

  async openFolder(): Promise<void> {
    await this.page.getByRole('button', { name: 'Open course folder…' }).first().click();
  }

  /** Chooses an action of the menu of an opened course. */
  async act(course: string, action: string): Promise<void> {
    await this.course(course)
      .getByRole('button', { name: /^Actions for/ })
      .click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }
}
