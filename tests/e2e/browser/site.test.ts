import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { execa } from 'execa';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isMissing, name, program } from './chromium.js';
import { contrast, type Painted, paintedOn } from './contrast.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const DIST = join(ROOT, 'site', 'dist');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

const server = createServer(({ url = '/' }, response) => {
  const path = join(DIST, new URL(url, 'http://127.0.0.1').pathname);
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'index.html') : path;
  if (!existsSync(file)) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' });
  response.end(readFileSync(file));
});

describe.skipIf(isMissing)(`the documentation site in ${name}`, () => {
  let origin = '';
  let browser: Browser;
  beforeAll(async () => {
    // Fails for links to pages that do not exist.
    await execa('npm', ['run', 'site'], { cwd: ROOT });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    browser = await chromium.launch({ executablePath: program ?? '', args });
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  /** A window without a network. */
  async function open(options: Parameters<Browser['newContext']>[0], path: string) {
    const context = await browser.newContext(options);
    const elsewhere: string[] = [];
    await context.route(
      ({ hostname }) => hostname !== '127.0.0.1',
      (route) => {
        elsewhere.push(route.request().url());
        return route.abort();
      },
    );
    const page = await context.newPage();
    await page.goto(`${origin}${path}`, { waitUntil: 'networkidle' });
    return { page, elsewhere };
  }

  const WIDTHS = [1280, 360];
  const SCHEMES = ['light', 'dark'] as const;
  const PAGES = [
    '/spec.html',
    '/commands.html',
    '/rules/security/shared-state.html',
    '/reference/errors.html',
  ];
  const views = WIDTHS.flatMap((width) => SCHEMES.map((colorScheme) => ({ width, colorScheme })));

  it.each(PAGES)('%s can be read in all widths and colors', async (path) => {
    const { page, elsewhere } = await open({}, path);
    for (const { width, colorScheme } of views) {
      const view = `${path.replaceAll('/', '-')}-${width}-${colorScheme}`;
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(ROOT, 'artifacts', `site${view}.png`) });
      expect(await isDark(page), view).toBe(colorScheme === 'dark');
      expect(await overflow(page), view).toBe(0);
      for (const painted of (await paintedOn(page)).filter(isOpaque)) {
        expect(contrast(painted), `${view} ${JSON.stringify(painted)}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(elsewhere).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['restricted-import', 'rules/security/restricted-import'],
    ['call/missing-argument', 'reference/errors'],
    ['own the runtime', 'upgrade'],
  ])('finds "%s" in the page %s without a network', async (words, found) => {
    const { page, elsewhere } = await open({ viewport: { width: 1280, height: 800 } }, '/');
    // The page listens to keys once its script has run, which may be after its files have loaded.
    const input = page.locator('#localsearch-input');
    const opened = async () => {
      await page.keyboard.press('/');
      return input.isVisible();
    };
    await expect.poll(opened).toBe(true);
    await input.fill(words);
    await page.locator('.results a').first().click();
    await page.waitForURL(`**/${found}.html*`, { timeout: 10_000 });
    expect(elsewhere).toEqual([]);
    await page.context().close();
  });

  it('has every page for agents, as llms.txt lists them', async () => {
    const text = await (await fetch(`${origin}/llms.txt`)).text();
    const links = [...text.matchAll(/\]\(([\w/-]+\.md)\)/g)].map(([, link]) => link);
    expect(links.length).toBeGreaterThan(60);
    for (const link of links) expect((await fetch(`${origin}/${link}`)).status, link).toBe(200);
  });
});

/** The contrast on a translucent color depends on what is below it. */
const isOpaque = ({ text, background }: Painted) =>
  text.trim() !== '' && !background.startsWith('rgba');

const isDark = (page: Page) =>
  page.evaluate<boolean>("document.documentElement.classList.contains('dark')");

/** By how much the page is wider than its window. */
const overflow = (page: Page) =>
  page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
