import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { commands } from '../../src/commands/register.gen.js';
import { kindsAndStyles } from '../../src/sources/kinds-and-styles.js';
import { typesText } from '../../src/spec/flags/type-help.js';
import { readSpec } from '../../src/spec/read-file.js';
import { authStyles } from '../../src/styles/register.gen.js';
import { succeed } from '../support/run.js';
import { ROOT } from './spawn.js';

const pages = [
  'README.md',
  'docs/spec.md',
  'docs/create.md',
  'docs/upgrade.md',
  'docs/openapi.md',
  'docs/sign-in.md',
  'CONTRIBUTING.md',
];
const guides = ['', 'reference/'].flatMap((folder) =>
  readdirSync(join(ROOT, 'docs', folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}${name}`),
);
const textOf = (paths: readonly string[]) =>
  paths.map((path) => readFileSync(join(ROOT, path), 'utf8')).join('\n');
const text = textOf(pages);
const allText = textOf([...pages, ...guides.map((name) => `docs/${name}`)]);

const blocks = (language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(
    ([, block = '']) => block,
  );

const lines = blocks('sh').flatMap((block) => block.split('\n').filter(Boolean));

/** The OpenAPI document of the examples. */
const ROOMS = {
  openapi: '3.1.0',
  info: { title: 'Acme', version: '1' },
  servers: [{ url: 'https://api.acme.dev' }],
  paths: {
    '/rooms': {
      get: {
        operationId: 'list_rooms',
        tags: ['rooms'],
        responses: { 200: { description: 'OK' } },
      },
    },
  },
};

const folder = temporaryFolder(afterAll);
beforeAll(() => {
  writeFileSync(join(folder, 'acme.yaml'), blocks('yaml')[0] ?? '');
  for (const name of ['acme-openapi.json', 'orders.yaml'])
    writeFileSync(join(folder, name), JSON.stringify(ROOMS));
});

describe('the documentation', () => {
  // Parts of specs are read by tests/spec/documented.test.ts.
  const whole = blocks('yaml').filter((block) => block.startsWith('name:'));
  it.each(whole.map((block) => [block]))('shows specs that can be read', async (block) => {
    const { spec, warnings } = await readSpec(block, 'docs/spec.md', kindsAndStyles);
    expect(spec.tools.length).toBeGreaterThan(0);
    expect(warnings).toEqual([]);
  });

  it.each(lines.filter((line) => line.startsWith('npx create-mcp-provider ')))(
    '%s',
    async (line) => {
      const program = `"${process.execPath}" "${join(ROOT, 'bin', 'create-mcp-provider.cjs')}"`;
      const command = `${line.replace('npx create-mcp-provider', program)} --dry-run`;
      // In a clone, projects are created beside it.
      const cwd = line.includes(' ../') ? ROOT : folder;
      expect(await succeed('sh', ['-c', command], cwd)).toContain('to create');
    },
  );

  it('begins with the commands of a clone', () => {
    expect(lines.slice(0, 2)).toEqual(['npm ci && npm run quickstart', 'npm ci && npm test']);
  });

  it.each(lines.filter((line) => line.includes('npm ')))('%s', (line) => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: object;
    };
    for (const [, script = ''] of line.matchAll(/npm run ([\w:]+)/g))
      expect(scripts).toHaveProperty([script]);
  });

  it('shows the types of arguments as help does', () => {
    expect(blocks('text')).toContain(`${typesText}\n`);
  });

  it.each(Object.keys(commands))('mentions the command %s', (name) => {
    expect(allText).toContain(name);
  });

  it.each(Object.keys(authStyles))('mentions the auth style %s', (style) => {
    expect(text).toContain(style);
  });
});
