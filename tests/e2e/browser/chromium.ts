import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { findProgram } from '../../../runtime/tests/servers/program.js';
import { contrast, paintedOn } from './contrast.js';

export const program = findProgram('chromium');
export const isMissing = program === undefined;
/** In the name of tests, with the reason where they are skipped. */
export const name = isMissing ? 'Chromium (not installed)' : 'Chromium';

/** Where pictures of our pages are kept. */
const artifacts = join(import.meta.dirname, '..', '..', '..', 'artifacts');

/** Opens windows of a browser, without scripts unless told to: pages for users must not need any. */
export function useChromium({ scripts = false } = {}): () => Promise<Page> {
  let browser: Browser | undefined;
  beforeAll(async () => {
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    browser = await chromium.launch({ executablePath: program ?? name, args });
  });
  afterAll(() => browser?.close());
  return async () => {
    const context = await browser!.newContext({
      javaScriptEnabled: scripts,
      viewport: { width: 800, height: 500 },
    });
    onTestFinished(() => context.close());
    // Pages of the authorization server ask for a font.
    await context.route(
      ({ hostname }) => hostname !== '127.0.0.1',
      (route) => route.abort(),
    );
    return context.newPage();
  };
}

/** A page of ours in light and dark: a picture of each, and whether people can read it (WCAG 2.2, level AA). */
export async function checkPage(page: Page, picture: string): Promise<void> {
  mkdirSync(artifacts, { recursive: true });
  const papers = new Set<string>();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(artifacts, `${picture}-${colorScheme}.png`) });
    for (const painted of await paintedOn(page)) {
      papers.add(painted.background);
      expect(contrast(painted), JSON.stringify(painted)).toBeGreaterThanOrEqual(4.5);
    }
  }
  expect(papers.size).toBeGreaterThan(1);
  expect(await page.locator('script').count()).toBe(0);
  const messages = (await page.consoleMessages()).map((message) => message.text());
  expect(messages.filter((text) => text.includes('Content Security Policy'))).toEqual([]);
}
