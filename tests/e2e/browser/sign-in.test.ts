import { describe, expect, it, onTestFinished } from 'vitest';
import { allow, chatProject, decline, logIn } from './chat.js';
import { checkPage, isMissing, name, useChromium } from './chromium.js';
import { startService } from './service.js';

const SCOPES = ['rooms:read', 'messages:read', 'messages:write'];

describe.skipIf(isMissing)(`the sign-in of examples/chat in ${name}`, () => {
  const open = useChromium();

  async function begin(environment: Record<string, string> = {}) {
    const service = await startService(['http://127.0.0.1/auth/callback'], SCOPES);
    onTestFinished(() => service.close());
    const project = await chatProject({
      CHAT_ISSUER: service.issuer,
      CHAT_CLIENT_ID: service.clientId,
      ...environment,
    });
    const signIn = await project.start('--local-auth', '--no-open', '--port', '0');
    const page = await open();
    await page.goto(signIn.url);
    const title = () => page.locator('h1').innerText();
    return { ...signIn, page, title };
  }

  it('goes to the service, back with a code, and ends', async () => {
    const { page, title, exit } = await begin();
    await logIn(page, 'alice');
    await allow(page);
    expect(await title()).toBe('Signed in to Acme Chat');
    expect(await page.locator('main').innerText()).toContain('close this window');
    await checkPage(page, 'signed-in');
    expect(await exit).toBe(0);
  });

  it('can be declined, and begun again from there', async () => {
    const { page, title, exit } = await begin();
    await logIn(page, 'alice');
    await decline(page);
    expect(await title()).toBe('Acme Chat was not connected');
    await checkPage(page, 'declined');
    await page.getByRole('link', { name: 'Try again' }).click();
    await allow(page);
    expect(await title()).toBe('Signed in to Acme Chat');
    expect(await exit).toBe(0);
  });

  it('says what to do where an address is opened again', async () => {
    const { page, title, url } = await begin();
    await page.goto(new URL('/auth/callback?code=spent&state=spent', url).href);
    expect(await title()).toBe('This link is not valid');
    await checkPage(page, 'not-ours');
  });

  it('says what to do where the service does not answer', async () => {
    const { page, title } = await begin({ CHAT_ISSUER: 'http://127.0.0.1:1' });
    expect(await title()).toBe('Acme Chat does not respond');
    await checkPage(page, 'no-answer');
  });
});
