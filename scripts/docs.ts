/** Writes the pages of the rules, and their table in the README, from the rules themselves: `npm run docs`. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rules } from '../src/rules/register.gen.js';
import { withRuleTable } from './docs/readme.js';
import { rulePages } from './docs/rule-pages.js';

const ROOT = join(import.meta.dirname, '..');
const PAGES = join(ROOT, 'docs', 'rules');
const README = join(ROOT, 'README.md');

const pages = rulePages(rules);
for (const name of readdirSync(PAGES, { recursive: true, encoding: 'utf8' })) {
  if (name.endsWith('.md') && !pages.has(name)) rmSync(join(PAGES, name));
}
for (const [name, text] of pages) {
  mkdirSync(dirname(join(PAGES, name)), { recursive: true });
  writeFileSync(join(PAGES, name), text);
}
writeFileSync(README, withRuleTable(readFileSync(README, 'utf8'), rules));
