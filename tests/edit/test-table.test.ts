import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addTestEntry, importedTable } from '../../src/edit/test-table.js';

const FOLDER = join(import.meta.dirname, '..', 'cases', 'test-tables');
const ROOT = { provider: 'acme' };
const ENTRY = {
  table: 'tools',
  name: 'get_room',
  source:
    "{\n  arguments: { room_id: 'a/b' },\n  request: { method: 'GET', path: '/rooms/a%2Fb' },\n  response: { id: 'id' },\n}",
} as const;

/** Each file: a test, a line with the word "becomes", and the same test with the entry. */
const CASES = readdirSync(FOLDER).map((name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const [before = '', after = ''] = text.split('// becomes\n');
  return { name, before, after };
});

describe('addTestEntry', () => {
  it.each(CASES)('$name', ({ before, after }) => {
    const added = addTestEntry(before, ROOT, ENTRY);
    expect(added ?? 'no certain place\n').toBe(after);
    if (added !== undefined) expect(addTestEntry(added, ROOT, ENTRY)).toBe(added);
  });

  it('adds other tables where they belong', () => {
    const text =
      "testProvider(providers, 'acme', {\n  tools: {},\n  prompts: {},\n  suites: [],\n});\n";
    const entry = { table: 'resources', name: 'room', source: '{ todo: true }' } as const;
    expect(addTestEntry(text, ROOT, entry)).toBe(
      text.replace('{},\n', '{},\n  resources: {\n    room: { todo: true },\n  },\n'),
    );
  });

  it('quotes names that are no identifiers', () => {
    const entry = { table: 'prompts', name: 'sum-up', source: '{}' } as const;
    expect(addTestEntry("testProvider(p, 'acme', { prompts: {} });", ROOT, entry)).toBe(
      "testProvider(p, 'acme', { prompts: {\n  'sum-up': {},\n} });",
    );
  });

  it('keeps the line ends of a file', () => {
    const text = "testProvider(p, 'acme', {\r\n  tools: {\r\n    a: {},\r\n  },\r\n});\r\n";
    expect(addTestEntry(text, ROOT, ENTRY)).not.toMatch(/[^\r]\n/);
  });
});

describe('importedTable', () => {
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
    expect(importedTable(text, ROOT, 'tools')).toEqual(found && { is: 'imported', ...found });
  });

  it.each([
    ['export const tools = {};\n', 'tools', []],
    ['const all = { tools: {} };\nexport { all as default };\n', 'default', ['tools']],
    ['export default { tools: {} };\n', 'default', ['tools']],
  ])('adds the entry there: %j', (text, exported, keys) => {
    const added = addTestEntry(text, { exported, keys }, ENTRY);
    expect(added).toContain('get_room: {\n');
    expect(addTestEntry(added ?? '', { exported, keys }, ENTRY)).toBe(added);
  });
});
