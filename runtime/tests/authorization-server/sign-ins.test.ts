import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { keyOf, type Services, startServices } from './services.js';
import { type Site, startSite } from './site.js';
import { type Browser, CLAUDE, client, isRefusal, type Shown } from './visitor.js';

const CHATGPT = 'https://chatgpt.com/connector/oauth/abc';
const NONE = 'There are no sign-ins';

let services: Services;
let site: Site;
let visitor: ReturnType<typeof client>;
let claude: string;
let chatgpt: string;
beforeAll(async () => {
  services = await startServices();
  site = await startSite({ services, providers: ['orders', 'forge'], replicas: 2 });
  visitor = client(site);
  claude = await visitor.registered();
  chatgpt = await visitor.registered(CHATGPT, 'ChatGPT');
});
afterAll(async () => {
  await site.close();
  await services.close();
});
beforeEach(() => void Object.assign(services.orders, { status: 200 }));

const signIn = async (who: string, id: string, redirectUri: string) =>
  (await visitor.signIn({ id, redirectUri, key: keyOf(who) })).exchange();
const open = (browser: Browser, query = '') => browser.go(`${site.origin}/oauth/sign-ins${query}`);

/** The list of who has this key, and no account at the service. */
async function listOf(who: string, browser = visitor.browser()): Promise<Shown> {
  const next = await browser.submit(await open(browser), { apiKey: keyOf(who) });
  return browser.submit(next, { skip: '1' });
}

const button = ({ text }: Shown, label: string): Record<string, string> => {
  const [, name = ''] = new RegExp(`name="([^"]+)"[^>]*>${label}<`).exec(text) ?? [];
  return { [name]: '1' };
};
const works = async (token: string) => (await visitor.call(token, 'whoami')).status === 200;
const ends = (token: string) =>
  expect.poll(async () => (await works(token)) || works(token), { timeout: 20_000 }).toBe(false);

it('shows the sign-ins of an account, and ends the one that its user chooses, also twice and from two tabs', async () => {
  const one = await signIn('ann', claude, CLAUDE);
  const other = await signIn('ann', chatgpt, CHATGPT);
  const bobs = await signIn('bob', claude, CLAUDE);
  const browser = visitor.browser();
  const [tab, second] = [await listOf('ann', browser), await listOf('ann', browser)];
  expect(tab.title).toBe('Your sign-ins');
  expect(tab.text).toContain('/orders/mcp, last used');
  const after = await browser.submit(tab, button(tab, 'End “Claude”'));
  expect(after.text).not.toContain('End “Claude”');
  expect(after.text).toContain('End “ChatGPT”');
  await ends(one.access_token);
  const again = await browser.submit(second, button(second, 'End “Claude”'));
  expect(again.text).toContain('End “ChatGPT”');
  expect([await works(other.access_token), await works(bobs.access_token)]).toEqual([true, true]);
  expect(site.events).toContainEqual({ type: 'sign-in', provider: 'orders', outcome: 'ended' });

  await signIn('ann', claude, CLAUDE);
  const both = await listOf('ann', browser);
  expect((await browser.submit(both, button(both, 'End all'))).title).toBe(NONE);
  expect((await browser.submit(second, button(second, 'End “ChatGPT”'))).title).toBe(NONE);
  await ends(other.access_token);
  expect(await works(bobs.access_token)).toBe(true);
});

it('shows those of an account at a service', async () => {
  services.forge.who = 'grace';
  const resource = `${site.origin}/forge/mcp`;
  await (await visitor.signIn({ id: claude, resource })).exchange({ resource });
  const browser = visitor.browser();
  const page = await open(browser, `?${new URLSearchParams({ resource }).toString()}`);
  const list = await browser.throughService(await browser.submit(page));
  expect(list.text).toContain('/forge/mcp, last used');
  expect((await browser.submit(list, button(list, 'End “Claude”'))).title).toBe(NONE);
});

it('shows nothing to others: without the account, from another browser, or in an outage', async () => {
  await signIn('ann', claude, CLAUDE);
  expect((await listOf('team')).title).toBe(NONE);
  const browser = visitor.browser();
  const page = await open(browser);
  expect(await browser.submit(page, { apiKey: 'guess' })).toMatchObject({ status: 400 });
  services.orders.status = 503;
  expect(await browser.submit(page, { apiKey: keyOf('ann') })).toMatchObject({ status: 503 });
  services.orders.status = 200;
  const list = await listOf('ann', browser);
  const pressed = button(list, 'End “Claude”');
  expect(isRefusal(await visitor.browser().submit(list, pressed))).toBe(true);
  const foreign = { origin: 'https://evil.example' };
  expect((await browser.submit(list, pressed, foreign)).status).toBe(403);
  expect(
    isRefusal(
      await browser.submit(
        { ...list, hidden: { ...list.hidden, step: page.hidden.step ?? '' } },
        pressed,
      ),
    ),
  ).toBe(true);
  expect((await listOf('ann')).text).toContain('End “Claude”');
  expect(isRefusal(await open(browser, '?resource=https%3A%2F%2Fevil.example'))).toBe(true);
  expect(isRefusal(await browser.submit(page, { cancel: '1' }))).toBe(true);
});
