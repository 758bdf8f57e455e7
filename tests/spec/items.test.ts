import { describe, expect, it } from 'vitest';
import { errorsOf, HEAD, readFile, warningsOf } from './reading.js';

const located = (lines: readonly string[]) => lines.map((line) => `acme.yaml:${line}`);
const listed = (kind: string, items: readonly string[]) =>
  `${HEAD}${kind}:\n${items.map((item) => `  - { ${item} }\n`).join('')}`;
const resources = (...items: string[]) =>
  listed(
    'resources',
    items.map((item) => `${item}, mimeType: text/plain`),
  );
const prompts = (...items: string[]) => listed('prompts', items);

describe('resources', () => {
  it.each<[string, string, ...string[]]>([
    ['fit', resources('name: room, uri: "acme://rooms/{id}", request: { path: "/rooms/{id}" }')],
    [
      'with one name',
      resources('name: room, uri: "a:1"', 'name: Room, uri: "a:2"'),
      '7:13: resources[1].name "Room" collides with "room": some clients show both as "room".',
    ],
    [
      'with one URI',
      resources('name: a, uri: "a:1"', 'name: b, uri: "a:1"'),
      '7:21: resources[1].uri is used twice.',
    ],
    [
      'with the file of a tool',
      `${resources('name: room, uri: "a:1"')}tools:\n  - { name: read_room, description: One., inputSchema: { type: object } }\n`,
      '6:13: resources[0].name "room" collides with the tool "read_room": both become the file "api/read-room.ts".',
    ],
    [
      'with a reserved name',
      resources('name: index, uri: "a:1"'),
      '6:13: resources[0].name "index" is reserved; choose another one.',
    ],
    [
      'with a wrong URI',
      resources('name: a, uri: rooms'),
      '6:21: resources[0].uri must be an absolute URI of at most 500 characters, such as "acme://rooms/{room_id}".',
    ],
    [
      'with a slip in the path',
      resources('name: a, uri: "a:{room}", request: { path: "/{rom}" }'),
      '6:50: resources[0].request.path names "rom", which uri does not have; did you mean "room"?',
    ],
  ])('%s', async (_, text, ...lines) => {
    expect(await errorsOf(text)).toEqual(located(lines));
  });
});

describe('prompts', () => {
  it.each<[string, string, ...string[]]>([
    [
      'fit',
      prompts('name: sum_up, text: "Sum up {room}.", arguments: [{ name: room, required: true }]'),
    ],
    [
      'with one file',
      prompts('name: sum_up, text: a', 'name: sumUp, text: a'),
      '7:13: prompts[1].name "sumUp" collides with "sum_up": both become the file "sum-up.ts".',
    ],
    [
      'with one argument twice',
      prompts('name: a, text: "{x}", arguments: [{ name: x }, { name: x }]'),
      '6:62: prompts[0].arguments[1].name repeats the argument "x".',
    ],
    [
      'with an argument that every object has',
      prompts('name: a, text: "{constructor}", arguments: [{ name: constructor }]'),
      '6:59: prompts[0].arguments[0].name is "constructor", which every object has; choose another name.',
    ],
  ])('%s', async (_, text, ...lines) => {
    expect(await errorsOf(text)).toEqual(located(lines));
  });

  it.each<[string, string, ...string[]]>([
    [
      'a slip in the text',
      prompts('name: a, text: "Sum up {rom} and ${code} { }.", arguments: [{ name: room }]'),
      '6:22: prompts[0].text holds "{rom}", which is not an argument and is kept as text; did you mean "room"?',
      '6:22: prompts[0].text holds "{code}", which is not an argument and is kept as text.',
      '6:75: prompts[0].arguments[0].name is "room", which the text does not use.',
    ],
  ])('%s is a warning', async (_, text, ...lines) => {
    expect(await warningsOf(text)).toEqual(located(lines));
  });
});

describe('what a spec leaves out', () => {
  it('is filled in', async () => {
    const { spec } = await readFile(
      `${HEAD.replace('a.dev', 'a.dev/v1//')}prompts: [{ name: a, text: b }]`,
    );
    expect(spec).toEqual({
      name: 'acme',
      kind: 'api',
      displayName: 'Acme',
      description: 'Rooms.',
      baseUrl: 'https://a.dev/v1',
      auth: { style: 'none' },
      tools: [],
      resources: [],
      prompts: [{ name: 'a', text: 'b', arguments: [] }],
    });
  });

  it('everything to offer, is a warning', async () => {
    expect(await warningsOf(HEAD)).toEqual([
      'acme.yaml:1:1: The spec has no tools yet; "add-tool" adds one.',
    ]);
    const remote = HEAD.replace(/baseUrl: \S+/, 'kind: mcp\nserver: https://a.dev/mcp');
    expect(await warningsOf(remote), 'of a kind with its own tools').toEqual([]);
  });

  it('URLs of the sign-in are checked like the base URL, but kept as they are', async () => {
    const oauth = (token: string) =>
      HEAD.replace(
        'style: none',
        `style: oauth2, authorizationUrl: https://a.dev/?x=1, tokenUrl: "${token}"`,
      );
    expect((await readFile(oauth('https://a.dev/token/'))).spec.auth).toMatchObject({
      tokenUrl: 'https://a.dev/token/',
    });
    expect(await errorsOf(oauth('http://a.dev'))).toEqual([
      'acme.yaml:4:72: auth.tokenUrl must begin with "https://"; plain http is for loopback addresses only.',
    ]);
  });
});

describe('annotations follow from the method where they are not stated', () => {
  const stated = async (method: string, annotations = '{}', path = '/') => {
    const { spec } = await readFile(
      listed('tools', [
        `name: a, description: d, inputSchema: { type: object }, annotations: ${annotations}, request: { method: ${method}, path: ${path} }`,
      ]),
    );
    return spec.tools[0]?.annotations;
  };
  it.each<[string, string | undefined, object | undefined]>([
    ['GET', undefined, { readOnlyHint: true }],
    ['HEAD', undefined, { readOnlyHint: true }],
    ['POST', undefined, { destructiveHint: true }],
    ['PUT', undefined, { destructiveHint: true, idempotentHint: true }],
    ['PATCH', undefined, { destructiveHint: true }],
    ['DELETE', undefined, { destructiveHint: true, idempotentHint: true }],
    ['GET', '{ readOnlyHint: false, title: A }', { readOnlyHint: false, title: 'A' }],
    ['DELETE', '{ destructiveHint: false }', { destructiveHint: false, idempotentHint: true }],
    ['DELETE', '{ readOnlyHint: true }', { readOnlyHint: true }],
    ['POST', '{ openWorldHint: true }', { destructiveHint: true, openWorldHint: true }],
    ['POST', '{ readOnlyHint: true }', { readOnlyHint: true }],
  ])('%s %s', async (method, annotations, expected) => {
    expect(await stated(method, annotations)).toEqual(expected);
  });

  it.each([
    ['/contacts/search', true],
    ['/v1/customers:search', true],
    ['/users.find', true],
    ['/searches', undefined],
    ['/database/query', undefined],
    ['/messages/read', undefined],
  ])('a POST to %s only reads: %s', async (path, isRead) => {
    expect((await stated('POST', '{}', `'${path}'`))?.readOnlyHint).toBe(isRead);
  });
});
