/** axe over what a page shows, with every rule of WCAG 2.0 to 2.2, level AAA included, and its best practices. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RUN = `axe.run({
  resultTypes: ['violations'],
  runOnly: ['wcag2a','wcag2aa','wcag2aaa','wcag21a','wcag21aa','wcag22aa','best-practice'],
}).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((n) => n.html).join(' ')))`;

/** What axe finds wrong, by rule; empty when all is well. */
export async function violations(page: Page): Promise<readonly string[]> {
  // A page keeps it until it is loaded anew.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(`${AXE};0`);
  const found: unknown = await page.evaluate(RUN);
  return Array.isArray(found) ? found.map(String) : ['axe said nothing'];
}
