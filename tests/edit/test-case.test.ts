import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addTestCase } from '../../src/edit/test-case.js';

const FOLDER = join(import.meta.dirname, '..', 'cases', 'test-cases');
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
    const added = addTestCase(before, 'acme', ENTRY);
    expect(added ?? 'no certain place\n').toBe(after);
    if (added !== undefined) expect(addTestCase(added, 'acme', ENTRY)).toBe(added);
  });

  it('adds the section where it is missing', () => {
    const text = "testProvider(providers, 'acme', {\n  tools: {},\n  suites: [],\n});\n";
    const entry = { section: 'resources', name: 'room', source: '{ todo: true }' } as const;
    expect(addTestCase(text, 'acme', entry)).toBe(
      text.replace('],\n', '],\n  resources: {\n    room: { todo: true },\n  },\n'),
    );
  });

  it('quotes names that are no identifiers', () => {
    const entry = { section: 'prompts', name: 'sum-up', source: '{}' } as const;
    expect(addTestCase("testProvider(p, 'acme', { prompts: {} });", 'acme', entry)).toBe(
      "testProvider(p, 'acme', { prompts: {\n  'sum-up': {},\n} });",
    );
  });

  it('keeps the line ends of a file', () => {
    const text = "testProvider(p, 'acme', {\r\n  tools: {\r\n    a: {},\r\n  },\r\n});\r\n";
    expect(addTestCase(text, 'acme', ENTRY)).not.toMatch(/[^\r]\n/);
  });
});
