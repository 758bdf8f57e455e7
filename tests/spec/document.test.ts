import { describe, expect, it } from 'vitest';
import { errorsOf, failureOf, HEAD, readFile } from './reading.js';

describe('what is not one YAML document is refused', () => {
  it.each<[string, string, ...string[]]>([
    [
      'a colon in text',
      'description: Use: this',
      '1:14: Nested mappings are not allowed in compact mappings; enclose text that contains ": " in quotes.',
    ],
    [
      'a reserved character',
      'name: @acme',
      '1:7: Plain value cannot start with reserved character @; enclose it in quotes.',
    ],
    [
      'a bracket in text',
      'a: { b: x{y} }',
      '1:10: Unexpected flow-map-start at node end; enclose text that contains a bracket in quotes.',
    ],
    [
      'an open bracket',
      '{ "name": [1, 2',
      '1:16: Flow sequence in block collection must be sufficiently indented and end with a ].',
      '1:16: Flow map must end with a }.',
    ],
    ['an open quote', 'name: "acme', '1:12: Missing closing "quote.'],
    ['a tab for indentation', 'auth:\n\tstyle: none', '2:1: Tabs are not allowed as indentation.'],
    [
      'a key that stands twice',
      'name: a\nauth: {}\nname: b',
      '3:1: The key "name" appears twice in one object.',
    ],
    [
      'two documents',
      'name: a\n---\nname: b',
      '2:1: A second document begins here; a spec is one document.',
    ],
    [
      'a tag',
      'name: !!binary YQ==\nauth: !js x',
      '1:7: Unresolved tag: tag:yaml.org,2002:binary.',
      '2:7: Unresolved tag: !js.',
    ],
    ['an alias without an anchor', 'name: *name', '1:7: No anchor "&name" precedes this alias.'],
    [
      'an alias of what is around it',
      'a: &a\n  b: [*a]',
      '2:7: The alias "*a" is inside the value it refers to.',
    ],
    ['a merge of text', 'a: { <<: x }', '1:6: Only objects can be merged with "<<".'],
    ['deep brackets', '['.repeat(100_000), '1:128: Values are nested more than 128 levels deep.'],
  ])('%s', async (_, text, ...lines) => {
    expect(await errorsOf(text)).toEqual(lines.map((line) => `acme.yaml:${line}`));
  });
});

describe('what no later step can carry is refused', () => {
  const deep = `${'{"a":'.repeat(70)}1${'}'.repeat(70)}`;
  const bomb = Array.from({ length: 9 }, (_, i) => {
    const items = i === 0 ? 'x' : `*a${i - 1}`;
    return `a${i}: &a${i} [${Array(9).fill(items).join(', ')}]`;
  }).join('\n');
  const wide = `a: &a [${Array(1_000).fill(0).join(', ')}]\nb: [${Array(1_000).fill('*a').join(', ')}]`;
  it.each<[string, string, string]>([
    ['NUL', 'name: "a\\0b"', '1:7: name contains a NUL character, which is not allowed.'],
    [
      'half a surrogate pair',
      'name: "\\ud800"',
      '1:7: name contains half of a surrogate pair, which is not valid Unicode.',
    ],
    [
      'an invisible character',
      'description: "a\\u200b"',
      '1:14: description contains the invisible character U+200B, which is not allowed.',
    ],
    [
      'invisible characters in a key',
      '"a\\u202e\\u2066": 1',
      '1:1: ["a\u202e\u2066"] contains the invisible character U+202E and 1 more, which is not allowed.',
    ],
    ['a prototype', '"__proto__": 1', '1:1: __proto__ is a key that JavaScript keeps for itself.'],
    ['infinity', 'name: .inf', '1:7: name must be a finite number.'],
    ['too deep a value', deep, `1:326: ${'a.'.repeat(64)}a is nested more than 64 levels deep.`],
    ['aliases of aliases', bomb, '1:1: Its aliases expand to more than 10000 values.'],
    ['aliases of much', wide, '1:1: The spec has more than 500000 values.'],
  ])('%s', async (_, text, line) => {
    expect(await errorsOf(text)).toContain(`acme.yaml:${line}`);
  });

  it('too much text', async () => {
    const failure = await failureOf(readFile(`${HEAD}# ${'x'.repeat(2_000_000)}`));
    expect(failure).toMatchObject({
      code: 'spec/too-large',
      message: 'Spec "acme.yaml" is larger than 2 MB.',
    });
  });
});

describe('what YAML and JSON allow is read', () => {
  const spec = {
    name: 'acme',
    description: 'Rooms.',
    baseUrl: 'https://a.dev',
    auth: { style: 'none' },
  };
  it.each([
    ['YAML', HEAD],
    ['JSON', JSON.stringify(spec)],
    ['JSON with escapes', JSON.stringify(spec).replace('Rooms', '\\u0052\\u006foms')],
    ['a byte order mark', `\uFEFF${HEAD}`],
    ['CRLF', HEAD.replaceAll('\n', '\r\n')],
    ['comments and marks', `# a provider\n---\n${HEAD}...\n`],
    ['YAML 1.1', `%YAML 1.1\n---\n${HEAD}`],
    [
      'anchors',
      `${HEAD.replace('name: acme', 'name: &name acme')}displayName: *name`.replace(
        '*name',
        'Acme',
      ),
    ],
    [
      'merges',
      'name: acme\ndescription: Rooms.\n<<: { baseUrl: https://a.dev, auth: { style: none } }',
    ],
    ['a link to the schema', `$schema: ./spec.json\n${HEAD}`],
  ])('%s', async (_, text) => {
    expect((await readFile(text)).spec).toMatchObject(spec);
  });

  it('and a place behind an anchor or a merge is found', async () => {
    const text = `${HEAD}tools:
  - &tool
    name: one
    description: One.
    inputSchema: &input { type: objekt }
  - <<: *tool
    name: two
`;
    expect(await errorsOf(text)).toEqual([
      'acme.yaml:9:33: tools[0].inputSchema.type must be "object", not "objekt"; did you mean "object"?',
      'acme.yaml:9:33: tools[1].inputSchema.type must be "object", not "objekt"; did you mean "object"?',
    ]);
  });
});
