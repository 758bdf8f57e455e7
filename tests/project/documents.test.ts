import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DataNode } from '../../src/model/project.js';
import { onDisk } from '../../src/project/on-disk.js';
import { Data, type Parsed } from '../../src/project/documents/data.js';
import { parseEnv } from '../../src/project/documents/env.js';
import { parseJson, parseJsonc } from '../../src/project/documents/json.js';
import { parseYaml } from '../../src/project/documents/yaml.js';

const document = (text: string, parse: (text: string) => Parsed) =>
  new Data(onDisk('file'), text, parse);

function plain(node: DataNode): unknown {
  if (node.is === 'scalar') return node.value;
  if (node.is === 'list') return node.items.map(plain);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
}

describe.each([
  ['JSON', parseJson, JSON.stringify],
  [
    'JSON with comments',
    parseJsonc,
    (value: unknown) => `// a\n${JSON.stringify(value, null, 1)} /* b */`,
  ],
  ['YAML', parseYaml, JSON.stringify],
] as const)('%s', (_name, parse, print) => {
  it('means what it says', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = print(value);
        const { root, problems } = parse(text);
        expect(problems).toEqual([]);
        expect(plain(root!)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parse(text)));
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('{}[]:,"-&*!|> \n#a1')) }),
        (text) => void parse(text),
      ),
    );
  });

  it('takes a key that is there twice for a problem, and the last for the value', () => {
    const found = document('{"a": 1,\r\n "a": 2}', parse);
    expect(found.problems).toMatchObject([{ message: 'The key "a" appears twice.' }]);
    expect(found.get('a')).toMatchObject({ value: 2 });
    expect(found.region(found.problems[0]!)).toEqual({
      startLine: 2,
      startColumn: 2,
      endLine: 2,
      endColumn: 5,
    });
  });
});

it.each<[string, string, number]>([
  ['{"a": 1,}', 'Not JSON', 1],
  ["{'a': 1}", 'Not JSON', 1],
  ['{"a": 1} // no', 'JSON has no comments.', 9],
  ['{"a": }', 'Unexpected token', 6],
  ['{a: 1}', 'This is not a JSON property.', 1],
  ['{"a": b}', 'This is not a JSON value.', 6],
  ['', 'A value is missing.', 0],
])('%s is not JSON', (text, message, start) => {
  const [problem] = parseJson(text).problems;
  expect(problem?.message).toContain(message);
  if (!message.startsWith('Not JSON')) expect(problem?.start).toBe(start);
});

it.each<[string, string]>([
  ['a: [1', 'flow'],
  ['a: 1\n\tb: 2', 'Tabs'],
  ['a: *nowhere', 'alias'],
  ['a: &a [*a]', 'alias'],
  ['a: 1\n---\nb: 2', 'documents'],
])('YAML %j has a problem', (text, word) => {
  const { problems } = parseYaml(text);
  expect(problems.map(({ message }) => message.toLowerCase()).join()).toContain(word.toLowerCase());
});

it('finds its way through YAML, with aliases, comments and Windows line ends', () => {
  const text =
    '\uFEFF# c\r\nbase: &b\r\n  port: 1\r\nproviders:\r\n  a: # d\r\n    <<: *b\r\n    port: 2\r\n  b: *b\r\n';
  const found = document(text, parseYaml);
  expect(found.problems).toEqual([]);
  expect(found.get('providers', 'b', 'port')).toMatchObject({ value: 1 });
  expect(found.entries('providers').map(({ key }) => key)).toEqual(['a', 'b']);
  expect(found.region(found.entries('providers')[0]!)).toMatchObject({
    startLine: 5,
    startColumn: 3,
    endColumn: 4,
  });
  expect(found.comments.map(({ start, end }) => found.text.slice(start, end))).toEqual(['# c']);
  expect(found.region(found.start)).toMatchObject({ startLine: 2, startColumn: 1 });
});

it('reads lines of an environment', () => {
  const text = '# a\r\nexport A = "b c"\r\n\r\nTOKEN=x#y\nEMPTY=\n not a line\n';
  const found = document(text, parseEnv);
  const values = found
    .entries()
    .map(({ key, value }) => [key, plain(value), found.text.slice(value.start, value.end)]);
  expect(values).toEqual([
    ['A', 'b c', '"b c"'],
    ['TOKEN', 'x#y', 'x#y'],
    ['EMPTY', '', ''],
  ]);
  expect(found.region(found.entries()[1]!)).toMatchObject({
    startLine: 4,
    startColumn: 1,
    endColumn: 6,
  });
});
