/** Writes the pages of the documentation site to `site/pages`: `npm run site` builds `site/dist` from them. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { llmsText } from './site/llms.js';
import { sitePages } from './site/pages.js';

const ROOT = join(import.meta.dirname, '..');
const PAGES = join(ROOT, 'site', 'pages');

const pages = await sitePages(ROOT);
rmSync(PAGES, { recursive: true, force: true });
for (const [path, text] of pages) {
  mkdirSync(dirname(join(PAGES, path)), { recursive: true });
  writeFileSync(join(PAGES, path), text);
}
mkdirSync(join(PAGES, 'public'), { recursive: true });
for (const [path, text] of pages) {
  // Agents read the Markdown beside each page.
  mkdirSync(dirname(join(PAGES, 'public', path)), { recursive: true });
  writeFileSync(join(PAGES, 'public', path), text);
}
writeFileSync(join(PAGES, 'public', 'llms.txt'), llmsText(pages));
cpSync(join(ROOT, 'docs', 'dev.png'), join(PAGES, 'public', 'dev.png'));
