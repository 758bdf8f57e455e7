import { describe, expect, it } from 'vitest';
import { errorsOf, failureOf, HEAD, readFile } from './reading.js';

const TOOL = `${HEAD}tools:\n  - name: send\n    description: Send.\n    inputSchema: { type: object }\n`;

describe('a wrong shape is named with its place', () => {
  it.each<[string, string, ...string[]]>([
    ['nothing', '', '1:1: The spec must be an object, but it is empty.'],
    ['a list', '- name: acme', '1:1: The spec must be an object, not an array.'],
    ['no name', HEAD.replace('name: acme\n', ''), '1:1: name is missing.'],
    ['an unknown key', `${HEAD}scopes: []`, '5:1: scopes is not a known key.'],
    [
      'a slip of a missing key',
      HEAD.replace('baseUrl', 'base_url'),
      '3:1: base_url is not a known key; did you mean "baseUrl"?',
    ],
    [
      'a number for text',
      HEAD.replace('Rooms.', '12'),
      '2:14: description must be a string; put 12 in quotes.',
    ],
    [
      'nothing for text',
      HEAD.replace('Rooms.', ''),
      '2:14: description must be a string, but it is empty.',
    ],
    ['blank text', HEAD.replace('Rooms.', '" "'), '2:14: description must not be blank.'],
    [
      'long text',
      HEAD.replace('Rooms.', 'x'.repeat(20_001)),
      '2:14: description is 20001 characters long; at most 20000 are allowed.',
    ],
    [
      'another kind',
      `${HEAD}kind: database`,
      '5:7: kind must be "api", "code", "files", "mcp" or "sql", not "database".',
    ],
    [
      'a slip of a style',
      HEAD.replace('none', 'barer'),
      '4:16: auth.style must be "api-key", "basic-key", "basic", "bearer", "client-credentials", "none", "oauth2" or "path-key", not "barer"; did you mean "bearer"?',
    ],
    ['no style', HEAD.replace('style: none', ''), '4:7: auth.style is missing.'],
    [
      'a setting of another style',
      HEAD.replace('none', 'none, in: header'),
      '4:22: auth.in goes with the style "api-key", not with "none".',
    ],
    [
      'a success without values',
      `${HEAD}success: { path: a..b, value: [0] }\n`,
      '5:18: success.path must be keys joined by ".", such as "ok".',
      '5:24: success.value is not a known key; did you mean "values"?',
    ],
    [
      'a tool without anything',
      `${HEAD}tools:\n  - {}`,
      '6:5: tools[0].name is missing.',
      '6:5: tools[0].description is missing.',
      '6:5: tools[0].inputSchema is missing; write at least {"type":"object"}.',
    ],
    [
      'too many tools',
      `${HEAD}tools: [${'0, '.repeat(10_001)}]`,
      '5:8: tools has 10001 items; at most 10000 are allowed.',
    ],
    [
      'another schema root',
      TOOL.replace('type: object', 'type: array'),
      '8:26: tools[0].inputSchema.type must be "object", not "array".',
    ],
    [
      'an unknown type',
      TOOL.replace('type: object', 'type: object, properties: { a: { type: text } }'),
      '8:59: tools[0].inputSchema.properties.a.type must be "string", "number", "integer", "boolean", "null", "array" or "object", not "text".',
    ],
    [
      'a negative length',
      TOOL.replace('type: object', 'type: object, properties: { a: { minLength: -1 } }'),
      '8:64: tools[0].inputSchema.properties.a.minLength must be at least 0.',
    ],
    [
      'no multiple',
      TOOL.replace('type: object', 'type: object, properties: { a: { multipleOf: 0 } }'),
      '8:65: tools[0].inputSchema.properties.a.multipleOf must be more than 0.',
    ],
    [
      'a name that is required twice',
      TOOL.replace('type: object', 'type: object, properties: { a: {} }, required: [a, a]'),
      '8:71: tools[0].inputSchema.required[1] repeats an earlier item.',
    ],
    [
      'an empty enum',
      TOOL.replace('type: object', 'type: object, properties: { a: { enum: [] } }'),
      '8:59: tools[0].inputSchema.properties.a.enum must not be empty.',
    ],
    [
      'an argument that clients refuse',
      TOOL.replace('type: object', 'type: object, properties: { "filter[id]": {} }'),
      '8:48: tools[0].inputSchema.properties["filter[id]"] must be letters, digits, "_", "." and "-" and not "__proto__": clients refuse other argument names.',
    ],
    [
      'a cursor without its places',
      `${TOOL}    request: { method: GET, path: /, pagination: { style: cursor, limit: n } }`,
      '9:50: tools[0].request.pagination.cursorParam is missing.',
      '9:50: tools[0].request.pagination.nextCursor is missing.',
    ],
    [
      'no media type',
      `${HEAD}resources: [{ name: a, uri: "a:b", mimeType: json }]`,
      '5:46: resources[0].mimeType must be a media type, such as "application/json".',
    ],
  ])('%s', async (_, text, ...lines) => {
    expect(await errorsOf(text)).toEqual(lines.map((line) => `acme.yaml:${line}`));
  });
});

it('says all that is wrong in the order of the file, twenty lines of it', async () => {
  const wrong = `name: Acme\ntools:\n${'  - { name: a b, description: d, inputSchema: { type: object } }\n'.repeat(30)}`;
  const failure = await failureOf(readFile(wrong));
  const lines = failure?.message.split('\n') ?? [];
  expect(failure).toMatchObject({ code: 'spec/invalid', exit: 2 });
  expect(lines).toHaveLength(21);
  expect(lines.slice(0, 5)).toEqual([
    'acme.yaml:1:1: description is missing.',
    'acme.yaml:1:1: baseUrl is missing.',
    'acme.yaml:1:1: auth is missing.',
    'acme.yaml:1:7: name must be lower-case letters, digits and "_" and begin with a letter, such as "acme_chat", not "Acme"; did you mean "acme"?',
    'acme.yaml:3:13: tools[0].name must be letters, digits, "_" and "-" and begin with a letter, such as "send_message".',
  ]);
  expect(lines[20]).toBe('and 14 more.');
  expect(failure?.details).toMatchObject({
    problems: expect.objectContaining({ length: 34 }) as unknown,
  });
});

it('looks closely at what is sound beside what is not', async () => {
  const text = `${HEAD.replace('https', 'ftp')}tools:
  - { name: con, description: d, inputSchema: { type: object } }
  - { name: send, description: d }
`;
  expect(await errorsOf(text)).toEqual([
    'acme.yaml:3:10: baseUrl must begin with "https://"; plain http is for loopback addresses only.',
    'acme.yaml:6:13: tools[0].name "con" is reserved; choose another one.',
    'acme.yaml:7:5: tools[1].inputSchema is missing; write at least {"type":"object"}.',
  ]);
});
