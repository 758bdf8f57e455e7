import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CONFIG_SCHEMA, configSchema } from '../../scripts/docs/config-schema.js';
import { errorsPage } from '../../scripts/docs/errors.js';
import { firstScreen } from '../../scripts/docs/first-screen.js';
import { mistakesPage } from '../../scripts/docs/mistakes.js';
import { rulePages } from '../../scripts/docs/rule-pages.js';
import { SKILL, skillText } from '../../scripts/docs/skill.js';
import { SURFACE, surfacePage } from '../../scripts/docs/surface.js';
import { withTables } from '../../scripts/docs/tables.js';
import { clients } from '../../src/clients/register.gen.js';
import { commands } from '../../src/commands/register.gen.js';
import { exitCodes } from '../../src/model/errors/cli-error.js';
import type { Rule } from '../../src/model/rule.js';
import { rules } from '../../src/rules/register.gen.js';
import { kindsAndStyles } from '../../src/sources/kinds-and-styles.js';
import { filesIn, read } from './sources.js';
import { PAGES } from './texts.js';

const ROOT = join(import.meta.dirname, '..', '..');
const AGAIN = '"npm run docs" writes it anew';

it('has a page for every rule, as the rule says it', async () => {
  const folder = join(ROOT, 'docs', 'rules');
  const written = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.replaceAll('\\', '/'));
  const pages = await rulePages(rules);
  expect(written.toSorted(), AGAIN).toEqual([...pages.keys()].toSorted());
  for (const [name, text] of pages) {
    expect(readFileSync(join(folder, name), 'utf8'), `docs/rules/${name}: ${AGAIN}`).toBe(text);
  }
});

const guides = ['', 'reference/'].flatMap((folder) =>
  readdirSync(join(ROOT, 'docs', folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}${name}`),
);

it.each(guides)('has the tables from code in docs/%s', (name) => {
  const page = readFileSync(join(ROOT, 'docs', name), 'utf8');
  expect(page, AGAIN).toBe(withTables(page, kindsAndStyles));
});

it('has the first screen of the README, before and after the first release', () => {
  const page = read('README.md');
  expect(page, AGAIN).toBe(withTables(page, kindsAndStyles));
  const before = firstScreen(ROOT, '## 0.2.0 (unreleased)\n');
  expect(before.start).toContain('Not on npm');
  const after = firstScreen(ROOT, '## 0.3.0 (unreleased)\n\n## 0.2.0 - 2027-01-31\n');
  expect(after.start).toMatch(/```sh\nnpx create-mcp-provider /);
  expect(after.start).not.toContain('Not on npm');
  expect([before.later.includes('upgrade --no-vendor'), after.later]).toEqual([true, '']);
});

it('has a row for every project in examples', () => {
  const folder = join(ROOT, 'examples');
  const projects = readdirSync(folder).filter((name) =>
    existsSync(join(folder, name, 'README.md')),
  );
  const index = readFileSync(join(folder, 'README.md'), 'utf8');
  expect([...index.matchAll(/^\| \[(\w+)\]\(\1\)/gm)].map(([, name]) => name)).toEqual(projects);
});

it('has the JSON Schema of provider-config.yaml', () => {
  expect(readFileSync(join(ROOT, CONFIG_SCHEMA), 'utf8'), AGAIN).toBe(configSchema());
});

it('has a place for every error of the commands', () => {
  const page = readFileSync(join(ROOT, 'docs', 'reference', 'errors.md'), 'utf8');
  expect(page, AGAIN).toBe(errorsPage(ROOT));
});

it('has all that is public', () => {
  expect(read(SURFACE), AGAIN).toBe(surfacePage(ROOT));
});

it('dates all figures of the evidence', () => {
  const pages = readdirSync(join(ROOT, 'docs', 'evidence')).filter(
    (name) => name !== 'README.md' && name !== 'publish-checklist.md',
  );
  const sections = read('docs/evidence/benchmarks.md').matchAll(/^## (.*)$/gm);
  const index = read('docs/evidence/README.md').split('\n## ')[1] ?? '';
  const figures = [...pages, ...Array.from(sections, ([, name = '']) => `… ${name}`)];
  expect(figures.filter((name) => !index.includes(name))).toEqual([]);
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
  const page = readFileSync(join(ROOT, 'docs', 'reference', 'command-line.md'), 'utf8');
  const rows = [...page.matchAll(/^\| (\d+) +\| (.*?) +\|$/gm)].map(([, code, text]) => [
    code,
    text,
  ]);
  expect(rows).toEqual(Object.entries(exitCodes));
});

it('has a row for each name of the contract in docs/contract.md', () => {
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

/** Numbers of things that grow, in pages. */
const COUNTS: readonly (readonly [page: string, pattern: RegExp, count: number])[] = [
  ['README.md', /one of (\d+) MCP clients/, Object.keys(clients).length],
  ['docs/config.md', /Zed and (\d+) others/, Object.keys(clients).length - 6], // the page names six
  [
    'README.md',
    /an API with (\d+) operations/,
    read('examples/specs/library.openapi.yaml').match(/operationId:/g)?.length ?? 0,
  ],
];

it('states numbers of rules, clients and operations that are counted here', () => {
  for (const [page, pattern, count] of COUNTS)
    expect([page, pattern.exec(read(page))?.[1]]).toEqual([page, String(count)]);
  const numbers = [...PAGES, ...filesIn('templates')]
    .filter((path) => !/^CHANGELOG|^docs\/(?:rules|evidence)|\.tsx?(?:\.hbs)?$/.test(path))
    .flatMap((path) => Array.from(read(path).matchAll(/\d+ (?:rules|MCP clients|presets)\b/g)))
    .map(([text]) => text);
  expect(numbers).toEqual([`${Object.keys(clients).length} MCP clients`]);
});

/** What pages and generated files say that "validate" does, and what breaks it: examples of a rule, or a test. */
const CLAIMS: readonly (readonly [says: string, shown: string])[] = [
  ['a result of `validate`', 'tests/validate/command.test.ts'],
  ['reports the changes', 'tests/openapi/update.test.ts'],
  ['it still compiles and `validate` finds nothing', 'tests/refactor/golden.test.ts'],
  ['`validate` warns', 'contract/unimplemented'],
  ['`validate` accepts `execFile`', 'security/restricted-import'],
  ['which copies it to `server.json`', 'configuration/server-json'],
  ['compares `server.json`', 'configuration/server-json'],
  ['compares its version with `package.json`', 'configuration/package-version'],
  ['`--fix` copies it', 'configuration/package-version'],
  ['`npx mcp-provider validate --fix` adds them', 'contract/unimported-tool'],
  ['`npx mcp-provider validate --fix` puts the line back', 'contract/unimported-tool'],
  ['`validate`: Check that every provider fulfills', 'contract/missing-file'],
  ['apply safe fixes first', 'tests/validate/fix.test.ts'],
  ['show the fixes', 'tests/validate/fix.test.ts'],
  ['--fix --dry-run --diff', 'tests/validate/fix.test.ts'],
  ['or all projects in the directory that you pass', 'tests/validate/command.test.ts'],
  ["with the requirements of that client's directory", 'tests/validate/for-directory.test.ts'],
  ['until [it finds nothing]', 'tests/validate/for-directory.test.ts'],
];
const CLAIM =
  /\bvalidate`?[^.|]{0,60}\b(?:checks?|reports?|notices?|refuses?|finds?|finding|warns?|accepts?|compares?)\b|--fix\b/i;
const sentences = [...PAGES, ...filesIn('templates')]
  .filter(
    (path) =>
      !/^CHANGELOG|^docs\/(?:rules|evidence|reference\/(?:errors|surface))|\.ts(?:\.hbs)?$/.test(
        path,
      ),
  )
  .flatMap((path) =>
    read(path)
      .replace(/\n(?=\S)(?![-#|])/g, ' ')
      .split(/\n|(?<=\.)\s/),
  );

it('says of "validate" only what a test breaks', () => {
  const claims = sentences.filter((sentence) => CLAIM.test(sentence));
  const unknown = claims.filter((claim) => !CLAIMS.some(([says]) => claim.includes(says)));
  expect(unknown).toEqual([]);
  for (const [says, shown] of CLAIMS) {
    expect(
      claims.some((claim) => claim.includes(says)),
      `nothing says "${says}"`,
    ).toBe(true);
    const rule = Object.entries<Rule>(rules).find(([id]) => id === shown)?.[1];
    const broken = says.includes('fix') || says.includes('copies') ? 'fix' : 'fail';
    expect(rule?.examples[broken] ?? existsSync(join(ROOT, shown)), shown).toBeTruthy();
  }
});
