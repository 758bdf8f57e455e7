import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CONFIG_SCHEMA, configSchema } from '../../scripts/docs/config-schema.js';
import { mistakesPage } from '../../scripts/docs/mistakes.js';
import { rulePages } from '../../scripts/docs/rule-pages.js';
import { SKILL, skillText } from '../../scripts/docs/skill.js';
import { withTables } from '../../scripts/docs/tables.js';
import { catalog } from '../../src/sources/catalog.js';
import { commands } from '../../src/commands/register.gen.js';
import { exitCodes } from '../../src/model/errors/cli-error.js';
import { rules } from '../../src/rules/register.gen.js';

const ROOT = join(import.meta.dirname, '..', '..');
const AGAIN = '"npm run docs" writes it anew';

it('has a page for every rule, as the rule says it', () => {
  const folder = join(ROOT, 'docs', 'rules');
  const written = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.replaceAll('\\', '/'));
  const pages = rulePages(rules);
  expect(written.toSorted(), AGAIN).toEqual([...pages.keys()].toSorted());
  for (const [name, text] of pages) {
    expect(readFileSync(join(folder, name), 'utf8'), `docs/rules/${name}: ${AGAIN}`).toBe(text);
  }
});

const guides = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));

it.each(guides)('has the tables from code in docs/%s', (name) => {
  const page = readFileSync(join(ROOT, 'docs', name), 'utf8');
  expect(page, AGAIN).toBe(withTables(page, catalog));
});

it('has the JSON Schema of provider-config.yaml', () => {
  expect(readFileSync(join(ROOT, CONFIG_SCHEMA), 'utf8'), AGAIN).toBe(configSchema());
});

it('says who notices which mistake', () => {
  const page = readFileSync(join(ROOT, 'docs', 'evidence', 'mistakes.md'), 'utf8');
  expect(page, AGAIN).toBe(mistakesPage(rules));
});

it('has a skill with all commands and the contract', () => {
  const agents = readFileSync(join(ROOT, 'templates', 'project', 'AGENTS.md.hbs'), 'utf8');
  const text = skillText(Object.values(commands), agents);
  expect(readFileSync(join(ROOT, SKILL), 'utf8'), AGAIN).toBe(text);
  const [, name = '', description = ''] =
    /^---\nname: (.*)\ndescription: (.*)\n---\n/.exec(text) ?? [];
  // https://agentskills.io/specification: the name is that of the folder.
  expect(name).toBe('mcp-provider');
  expect(description.length).toBeGreaterThan(50);
  expect(description.length).toBeLessThanOrEqual(1024);
});

it('states the exit codes', () => {
  const page = readFileSync(join(ROOT, 'docs', 'command-line.md'), 'utf8');
  const rows = [...page.matchAll(/^\| (\d+) +\| (.*?) +\|$/gm)].map(([, code, text]) => [
    code,
    text,
  ]);
  expect(rows).toEqual(Object.entries(exitCodes));
});

it('states the contract', () => {
  const rows =
    readFileSync(join(ROOT, 'docs', 'contract.md'), 'utf8').match(/^\| .*`.*\|$/gm) ?? [];
  for (const name of [
    'PROVIDER_NAME',
    'tool',
    'createServer',
    'getInitializationOptions',
    'runAuthServer',
    'getCredentials',
    'saveCredentials',
  ])
    expect(
      rows.some((each) => each.includes(`| \`${name}\` `)),
      name,
    ).toBe(true);
});
