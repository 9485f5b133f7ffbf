import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds serious or critical on the page as it stands, one line each: rule, element, reason.
 * Another theme has the same page in other `colours`, and is asked for those alone.
 * Legacy mode, because the other opens a page of its own, which an Electron window cannot.
 */
export async function seriousProblems(page: Page, kind: 'all' | 'colours' = 'all'): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const chosen = kind === 'all' ? axe.withTags(rules) : axe.withRules(['color-contrast']);
  const { violations } = await chosen.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} (${node.failureSummary ?? ''})`),
    );
}
