/** Writes the pages of the documentation site to `site/pages`: `npm run site` builds `site/dist` from them. */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { firstSentence, llmsText } from './site/llms.js';
import { sitePages } from './site/pages.js';

const ROOT = join(import.meta.dirname, '..');
const PAGES = join(ROOT, 'site', 'pages');

const BASE = process.env.SITE_BASE ?? '/';

const pages = await sitePages(ROOT);
rmSync(PAGES, { recursive: true, force: true });
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(PAGES, path)), { recursive: true });
  writeFileSync(join(PAGES, path), text);
};
for (const [path, text] of pages) {
  const isWritten = existsSync(join(ROOT, 'docs', path)) && path !== 'evidence/mistakes.md';
  write(path, withHead(text, { description: firstSentence(text), editLink: isWritten }));
  // Agents read the Markdown beside each page, and its links from the root of the host.
  write(join('public', path), text.replaceAll('](/', `](${BASE}`));
}
write(join('public', 'llms.txt'), llmsText(pages));
cpSync(join(ROOT, 'docs', 'dev.png'), join(PAGES, 'public', 'dev.png'));

/** A page with front matter for VitePress. */
function withHead(text: string, head: object): string {
  const lines = Object.entries(head).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return ['---', ...lines, '---', '', text].join('\n');
}
