import { describe, expect, it } from 'vitest';
import { checkPage, isMissing, name, useChromium } from './chromium.js';
import { exampleProject } from './example.js';

describe.skipIf(isMissing)(`the form for a secret in ${name}`, () => {
  const open = useChromium();

  async function begin(example: string, provider: string) {
    const project = await exampleProject(example);
    const args = ['--local-auth', '--no-open', '--port', '0', '--provider', provider];
    const signIn = await project.start(...args);
    const page = await open();
    await page.goto(signIn.url);
    const title = () => page.locator('h1').innerText();
    const save = () => page.locator('button').click();
    return { ...signIn, page, title, save };
  }

  it.each([
    ['bearer', 'issues', 'issues', { token: 'a-token' }],
    ['api-key', 'helpdesk', 'tickets', { apiKey: 'a-key' }],
    ['basic', 'helpdesk', 'articles', { username: 'ann', password: ' spaces are part of it ' }],
  ])('is taken: %s', async (style, example, provider, values) => {
    const { page, title, save, exit } = await begin(example, provider);
    await checkPage(page, `form-${style}`);
    for (const [field, value] of Object.entries(values)) {
      await page.locator(`input[name=${field}]`).fill(value);
    }
    await save();
    expect(await title()).toBe('Saved, not checked');
    expect(await exit).toBe(0);
  });

  it('says what cannot be right, and is there again', async () => {
    const { page, title, save, exit } = await begin('helpdesk', 'articles');
    await page.locator('input[name=username]').fill('ann:smith');
    await page.locator('input[name=password]').fill('secret');
    await save();
    expect(await page.locator('p').last().innerText()).toContain(
      'User name must not contain a colon',
    );
    await checkPage(page, 'form-wrong');
    await page.getByRole('link', { name: 'Try again' }).click();
    await page.locator('input[name=username]').fill('ann');
    await page.locator('input[name=password]').fill('secret');
    await save();
    expect(await title()).toBe('Saved, not checked');
    expect(await exit).toBe(0);
  });
});
