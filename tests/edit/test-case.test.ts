import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addTestCase, importedSection } from '../../src/edit/test-case.js';

const FOLDER = join(import.meta.dirname, '..', 'cases', 'test-cases');
const ROOT = { provider: 'acme' };
const ENTRY = {
  section: 'tools',
  name: 'get_room',
  source:
    "{\n  arguments: { room_id: 'a/b' },\n  request: { method: 'GET', path: '/rooms/a%2Fb' },\n  response: { id: 'id' },\n}",
} as const;

/** Each file: a test, a line with the word "becomes", and the same test with the case. */
const CASES = readdirSync(FOLDER).map((name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const [before = '', after = ''] = text.split('// becomes\n');
  return { name, before, after };
});

describe('addTestCase', () => {
  it.each(CASES)('$name', ({ before, after }) => {
    const added = addTestCase(before, ROOT, ENTRY);
    expect(added ?? 'no certain place\n').toBe(after);
    if (added !== undefined) expect(addTestCase(added, ROOT, ENTRY)).toBe(added);
  });

  it('adds other sections where they belong', () => {
    const text =
      "testProvider(providers, 'acme', {\n  tools: {},\n  prompts: {},\n  suites: [],\n});\n";
    const entry = { section: 'resources', name: 'room', source: '{ todo: true }' } as const;
    expect(addTestCase(text, ROOT, entry)).toBe(
      text.replace('{},\n', '{},\n  resources: {\n    room: { todo: true },\n  },\n'),
    );
  });

  it('quotes names that are no identifiers', () => {
    const entry = { section: 'prompts', name: 'sum-up', source: '{}' } as const;
    expect(addTestCase("testProvider(p, 'acme', { prompts: {} });", ROOT, entry)).toBe(
      "testProvider(p, 'acme', { prompts: {\n  'sum-up': {},\n} });",
    );
  });

  it('keeps the line ends of a file', () => {
    const text = "testProvider(p, 'acme', {\r\n  tools: {\r\n    a: {},\r\n  },\r\n});\r\n";
    expect(addTestCase(text, ROOT, ENTRY)).not.toMatch(/[^\r]\n/);
  });
});

describe('importedSection', () => {
  it.each([
    [
      "import { tools } from './tools.js';\ntestProvider(p, 'acme', { tools });",
      { specifier: './tools.js', root: { exported: 'tools', keys: [] } },
    ],
    [
      "import acme from './acme.js';\ntestProvider(p, 'acme', acme);",
      { specifier: './acme.js', root: { exported: 'default', keys: ['tools'] } },
    ],
    [
      "import { all as rooms } from './all.js';\ntestProvider(p, 'acme', { tools: rooms.tools });",
      { specifier: './all.js', root: { exported: 'all', keys: ['tools'] } },
    ],
    ["testProvider(p, 'acme', { tools: {} });", undefined],
    ["import * as all from './all.js';\ntestProvider(p, 'acme', all);", undefined],
  ])('%j', (text, found) => {
    expect(importedSection(text, ROOT, 'tools')).toEqual(found && { is: 'imported', ...found });
  });

  it.each([
    ['export const tools = {};\n', 'tools', []],
    ['const all = { tools: {} };\nexport { all as default };\n', 'default', ['tools']],
    ['export default { tools: {} };\n', 'default', ['tools']],
  ])('adds the case there: %j', (text, exported, keys) => {
    const added = addTestCase(text, { exported, keys }, ENTRY);
    expect(added).toContain('get_room: {\n');
    expect(addTestCase(added ?? '', { exported, keys }, ENTRY)).toBe(added);
  });
});
