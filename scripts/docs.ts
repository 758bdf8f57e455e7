/** Writes the pages of the rules, the tables from code in other pages, and the skill for agents: `npm run docs`. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commands } from '../src/commands/register.gen.js';
import { rules } from '../src/rules/register.gen.js';
import { kindsAndStyles } from '../src/sources/kinds-and-styles.js';
import { CONFIG_SCHEMA, configSchema } from './docs/config-schema.js';
import { errorsPage } from './docs/errors.js';
import { mistakesPage } from './docs/mistakes.js';
import { rulePages } from './docs/rule-pages.js';
import { SKILL, skillText } from './docs/skill.js';
import { SURFACE, surfacePage } from './docs/surface.js';
import { withTables } from './docs/tables.js';

const ROOT = join(import.meta.dirname, '..');
const PAGES = join(ROOT, 'docs', 'rules');

const pages = await rulePages(rules);
for (const name of readdirSync(PAGES, { recursive: true, encoding: 'utf8' })) {
  if (name.endsWith('.md') && !pages.has(name)) rmSync(join(PAGES, name));
}
for (const [name, text] of pages) {
  mkdirSync(dirname(join(PAGES, name)), { recursive: true });
  writeFileSync(join(PAGES, name), text);
}

const DOCS = join(ROOT, 'docs');
for (const folder of [ROOT, DOCS, join(DOCS, 'reference')])
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.md'))) {
    const text = readFileSync(join(folder, name), 'utf8');
    const written = withTables(text, kindsAndStyles);
    if (written !== text) writeFileSync(join(folder, name), written);
  }

writeFileSync(join(DOCS, 'reference', 'errors.md'), errorsPage(ROOT));
writeFileSync(join(ROOT, SURFACE), surfacePage(ROOT));
writeFileSync(join(DOCS, 'evidence', 'mistakes.md'), mistakesPage(rules));
writeFileSync(join(ROOT, CONFIG_SCHEMA), configSchema());

const agents = readFileSync(join(ROOT, 'templates', 'project', 'AGENTS.md.hbs'), 'utf8');
mkdirSync(dirname(join(ROOT, SKILL)), { recursive: true });
writeFileSync(join(ROOT, SKILL), skillText(Object.values(commands), agents));
