import { describe, expect, it } from 'vitest';
import { errorsOf, failureOf, HEAD, readFile } from './reading.js';

const TOOL = `${HEAD}tools:\n  - name: send\n    description: Send.\n    inputSchema: { type: object }\n`;

describe('a wrong shape is named with its place', () => {
  it.each<[string, string, string[]]>([
    ['nothing', '', ['1:1: The spec must be an object, but it is empty.']],
    ['a list', '- name: acme', ['1:1: The spec must be an object, not an array.']],
    ['no name', HEAD.replace('name: acme\n', ''), ['1:1: name is missing.']],
    ['an unknown key', `${HEAD}scopes: []`, ['5:1: scopes is not a known key.']],
    [
      'a slip of a key',
      `${HEAD}displyName: Acme`,
      ['5:1: displyName is not a known key; did you mean "displayName"?'],
    ],
    [
      'a slip of a missing key',
      HEAD.replace('baseUrl', 'base_url'),
      ['3:1: base_url is not a known key; did you mean "baseUrl"?'],
    ],
    [
      'a number for text',
      HEAD.replace('Rooms.', '12'),
      ['2:14: description must be a string; put 12 in quotes.'],
    ],
    [
      'nothing for text',
      HEAD.replace('Rooms.', ''),
      ['2:14: description must be a string, but it is empty.'],
    ],
    ['blank text', HEAD.replace('Rooms.', '" "'), ['2:14: description must not be blank.']],
    [
      'long text',
      HEAD.replace('Rooms.', 'x'.repeat(20_001)),
      ['2:14: description is 20001 characters long; at most 20000 are allowed.'],
    ],
    ['an object for a list', `${HEAD}tools: {}`, ['5:8: tools must be an array, not an object.']],
    [
      'another kind',
      `${HEAD}kind: database`,
      ['5:7: kind must be "api", "files", "mcp" or "sql", not "database".'],
    ],
    [
      'a slip of a style',
      HEAD.replace('none', 'barer'),
      [
        '4:16: auth.style must be "api-key", "basic-key", "basic", "bearer", "client-credentials", "none", "oauth2" or "path-key", not "barer"; did you mean "bearer"?',
      ],
    ],
    ['no style', HEAD.replace('style: none', ''), ['4:7: auth.style is missing.']],
    [
      'a setting of another style',
      HEAD.replace('none', 'none, in: header'),
      ['4:22: auth.in goes with the style "api-key", not with "none".'],
    ],
    [
      'a missing setting',
      HEAD.replace('none', 'api-key, in: header'),
      ['4:7: auth.name is missing.'],
    ],
    [
      'a wrong setting',
      HEAD.replace('none', 'api-key, in: heder, name: X'),
      ['4:29: auth.in must be "header", "query" or "cookie", not "heder"; did you mean "header"?'],
    ],
    [
      'a success without values',
      `${HEAD}success: { path: a..b, value: [0] }\n`,
      [
        '5:18: success.path must be keys joined by ".", such as "ok".',
        '5:24: success.value is not a known key; did you mean "values"?',
      ],
    ],
    [
      'a setting of a wrong type',
      HEAD.replace(
        'none',
        'oauth2, authorizationUrl: https://a.dev, tokenUrl: https://a.dev, pkce: "on", scopes: a',
      ),
      [
        '4:88: auth.pkce must be a boolean, not a string.',
        '4:102: auth.scopes must be an array, not a string.',
      ],
    ],
    [
      'a tool without anything',
      `${HEAD}tools:\n  - {}`,
      [
        '6:5: tools[0].name is missing.',
        '6:5: tools[0].description is missing.',
        '6:5: tools[0].inputSchema is missing; write at least {"type":"object"}.',
      ],
    ],
    [
      'a tool that is text',
      `${HEAD}tools: [send]`,
      ['5:9: tools[0] must be an object, not a string.'],
    ],
    [
      'too many tools',
      `${HEAD}tools: [${'0, '.repeat(10_001)}]`,
      ['5:8: tools has 10001 items; at most 10000 are allowed.'],
    ],
    [
      'a slip in a tool',
      `${TOOL}    anotations: {}`,
      ['9:5: tools[0].anotations is not a known key; did you mean "annotations"?'],
    ],
    [
      'a method in small letters',
      `${TOOL}    request: { method: get, path: / }`,
      [
        '9:24: tools[0].request.method must be "GET", "HEAD", "QUERY", "POST", "PUT", "PATCH" or "DELETE", not "get"; did you mean "GET"?',
      ],
    ],
    [
      'text for a hint',
      `${TOOL}    annotations: { readOnlyHint: "yes" }`,
      ['9:34: tools[0].annotations.readOnlyHint must be a boolean, not a string.'],
    ],
    [
      'another schema root',
      TOOL.replace('type: object', 'type: array'),
      ['8:26: tools[0].inputSchema.type must be "object", not "array".'],
    ],
    [
      'an unknown type',
      TOOL.replace('type: object', 'type: object, properties: { a: { type: text } }'),
      [
        '8:59: tools[0].inputSchema.properties.a.type must be "string", "number", "integer", "boolean", "null", "array" or "object", not "text".',
      ],
    ],
    [
      'an unknown type in a list',
      TOOL.replace('type: object', 'type: object, properties: { a: { type: [string, nul] } }'),
      [
        '8:68: tools[0].inputSchema.properties.a.type[1] must be "string", "number", "integer", "boolean", "null", "array" or "object", not "nul"; did you mean "null"?',
      ],
    ],
    [
      'a negative length',
      TOOL.replace('type: object', 'type: object, properties: { a: { minLength: -1 } }'),
      ['8:64: tools[0].inputSchema.properties.a.minLength must be at least 0.'],
    ],
    [
      'a part of a length',
      TOOL.replace('type: object', 'type: object, properties: { a: { minLength: 1.5 } }'),
      ['8:64: tools[0].inputSchema.properties.a.minLength must be an integer, not a number.'],
    ],
    [
      'no multiple',
      TOOL.replace('type: object', 'type: object, properties: { a: { multipleOf: 0 } }'),
      ['8:65: tools[0].inputSchema.properties.a.multipleOf must be more than 0.'],
    ],
    [
      'a name that is required twice',
      TOOL.replace('type: object', 'type: object, properties: { a: {} }, required: [a, a]'),
      ['8:71: tools[0].inputSchema.required[1] repeats an earlier item.'],
    ],
    [
      'an empty enum',
      TOOL.replace('type: object', 'type: object, properties: { a: { enum: [] } }'),
      ['8:59: tools[0].inputSchema.properties.a.enum must not be empty.'],
    ],
    [
      'an argument that clients refuse',
      TOOL.replace('type: object', 'type: object, properties: { "filter[id]": {} }'),
      [
        '8:48: tools[0].inputSchema.properties["filter[id]"] must be letters, digits, "_", "." and "-" and not "__proto__": clients refuse other argument names.',
      ],
    ],
    [
      'a cursor without its places',
      `${TOOL}    request: { method: GET, path: /, pagination: { style: cursor, limit: n } }`,
      [
        '9:50: tools[0].request.pagination.cursorParam is missing.',
        '9:50: tools[0].request.pagination.nextCursor is missing.',
      ],
    ],
    [
      'places of a cursor without one',
      `${TOOL}    request: { method: GET, path: /, pagination: { style: link, limit: n, nextCursor: a } }`,
      [
        '9:75: tools[0].request.pagination.nextCursor is not a known key; known here: "style", "nextUrl", "items", "limit", "sizeParam", "maxSize".',
      ],
    ],
    [
      'no dotted path',
      `${TOOL}    request: { method: GET, path: /, pagination: { style: link, limit: n, items: a..b } }`,
      ['9:82: tools[0].request.pagination.items must be keys joined by ".", such as "page.next".'],
    ],
    [
      'no media type',
      `${HEAD}resources: [{ name: a, uri: "a:b", mimeType: json }]`,
      ['5:46: resources[0].mimeType must be a media type, such as "application/json".'],
    ],
    [
      'a prompt without text',
      `${HEAD}prompts: [{ name: a }]`,
      ['5:11: prompts[0].text is missing.'],
    ],
  ])('%s', async (_, text, lines) => {
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
