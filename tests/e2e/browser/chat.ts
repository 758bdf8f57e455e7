import type { Page } from 'playwright-core';
import { exampleProject } from './example.js';

export const chatProject = (environment: Record<string, string>) =>
  exampleProject('chat', environment);

/** At the pages of the authorization server. */
export async function logIn(page: Page, who: string): Promise<void> {
  await page.locator('input[name=login]').fill(who);
  await page.locator('input[name=password]').fill('any');
  await page.locator('button[type=submit]').click();
}

export const allow = (page: Page): Promise<void> => page.locator('button[type=submit]').click();
export const decline = (page: Page): Promise<void> => page.getByText('Cancel').click();
