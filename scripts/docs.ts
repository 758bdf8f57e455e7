/** Writes the pages of the rules, and the list of them, from the rules themselves: `npm run docs`. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rules } from '../src/rules/register.gen.js';
import { rulePages } from './docs/rule-pages.js';

const ROOT = join(import.meta.dirname, '..');
const PAGES = join(ROOT, 'docs', 'rules');

const pages = rulePages(rules);
for (const name of readdirSync(PAGES, { recursive: true, encoding: 'utf8' })) {
  if (name.endsWith('.md') && !pages.has(name)) rmSync(join(PAGES, name));
}
for (const [name, text] of pages) {
  mkdirSync(dirname(join(PAGES, name)), { recursive: true });
  writeFileSync(join(PAGES, name), text);
}
