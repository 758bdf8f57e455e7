import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'rolldown/utils';
import { describe, expect, it } from 'vitest';
import { addImport, addTestCase as added, type TestCaseSource } from '../../src/edit/insertions.js';
import { addTestRow } from '../../src/edit/test-case.js';
import { SourceModule } from '../../src/project/module.js';

const parse = (text: string) =>
  new SourceModule({ path: 'a.test.ts', text }, (path, source) =>
    parseSync(path, source, { astType: 'js' }),
  );
const addTestCase = (text: string, provider: string, entry: TestCaseSource) =>
  added(text, parse, provider, entry);

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
    const result = addTestCase(before, 'acme', ENTRY);
    expect(result ?? 'no certain place\n').toBe(after);
    if (result !== undefined) expect(addTestCase(result, 'acme', ENTRY)).toBe(result);
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

describe('addTestRow', () => {
  const ROW = "{\n  title: 'new',\n  arguments: { id: 1 },\n}";
  const add = (text: string, source = ROW) =>
    addTestRow(text, parse, 'acme', {
      name: 'get_room',
      title: 'new',
      source,
      arguments: '{ id: 1 }',
    });
  const inTools = (cases: string, before = '') =>
    `${before}testProvider(p, 'acme', {\n  tools: {\n    get_room: ${cases},\n  },\n});\n`;
  const [ROW_IN_LIST, FIRST] = [ROW.replaceAll('\n', '\n      '), '{\n      a: 1,\n    }'];
  const list = (...rows: string[]) => `[\n${rows.map((row) => `      ${row},\n`).join('')}    ]`;

  it.each<[string, string, string]>([
    ['one case', FIRST, list('{\n        a: 1,\n      }', ROW_IN_LIST)],
    ['a list', list('{ a: 1 }'), list('{ a: 1 }', ROW_IN_LIST)],
    ['a name', 'room', list('room', ROW_IN_LIST)],
    ['a todo', '{ todo: true }', ROW.replaceAll('\n', '\n    ')],
    [
      'an earlier row with these arguments',
      list('{ a: 1 }', "{ title: 'new', arguments: {id: 1}, b: 2 }", '{ c: 3 }'),
      list('{ a: 1 }', ROW_IN_LIST, '{ c: 3 }'),
    ],
  ])('adds a row to %s', (_, cases, expected) => {
    const before = 'const room = { a: 1 };\n';
    const added = add(inTools(cases, before));
    expect(added).toBe(inTools(expected, before));
    expect(add(added ?? '')).toBe(added);
    const inWindows = add(inTools(cases, before).replaceAll('\n', '\r\n'));
    expect(inWindows?.replaceAll('\r\n', '\n')).toBe(added);
  });

  it('leaves calls alone', () => {
    expect(add(inTools('roomCases()'))).toBeUndefined();
  });
});

const [A, B, C] = ["import './a.js';", "import './b.js';", "import './c.js';"];

it.each([
  ['', `${B}\n`],
  [`${A}\n`, `${A}\n${B}\n`],
  [`${C} // last\n`, `${B}\n${C} // last\n`],
  [`${A} /* first\n */ // of two\n${C}`, `${A} /* first\n */ // of two\n${B}\n${C}`],
  [`import x from 'x'\n;[x].flat()\n`, `import x from 'x'\n${B}\n;[x].flat()\n`],
  [
    `import x from 'x' with { type: 'json' };\r\n`,
    `import x from 'x' with { type: 'json' };\r\n${B}\r\n`,
  ],
  ['// License\n\n/** X. */\nexport {};\n', `// License\n\n${B}\n\n/** X. */\nexport {};\n`],
  ['export {};\n', `${B}\n\nexport {};\n`],
  [`await import('./z.js');\n`, `${B}\n\nawait import('./z.js');\n`],
])('addImport(%j)', (text, expected) => {
  const changed = addImport(text, parse, './b.js');
  expect(changed).toBe(expected);
  expect(addImport(changed, parse, './b.js')).toBe(expected);
});
