import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds/register.gen.js';
import type { OrderedFlag } from '../../src/model/command.js';
import { readFlags, readTools } from '../../src/spec/flags.js';
import { providerOptions } from '../../src/spec/flags/table.js';
import { toolsToFlags } from '../../src/spec/to-flags.js';
import { flagsOf, fromFlags, refusal } from './reading.js';
import { ACME, kindsAndStyles } from './styles.js';

const PROVIDER: OrderedFlag[] = flagsOf(
  '--name acme_chat',
  '--description Rooms and messages.',
  '--base-url https://api.acme.dev/v1/',
  '--auth none',
);
const tool = (...flags: OrderedFlag[]) =>
  fromFlags([...PROVIDER, ['--tool', 'a: A'], ...flags]).spec.tools[0];

it.each([
  ['Räume', 'Räume.'],
  ['Rooms (10)', 'Rooms (10).'],
  ['Such as "b"', 'Such as "b".'],
  ['Rooms.', 'Rooms.'],
  ['Which?', 'Which?'],
  ['Rooms…', 'Rooms…'],
  ['部屋', '部屋'],
])('a description ends as a sentence: %s', (typed, expected) => {
  const { spec } = fromFlags([...PROVIDER, ['--tool', `a: ${typed}`], ['--param', `b ${typed}`]]);
  const [tool] = spec.tools;
  expect(tool?.description).toBe(expected);
  expect(tool?.inputSchema.properties?.b).toEqual({ type: 'string', description: expected });
});

it('a provider with tools is read in the order of its flags', () => {
  const { spec, warnings } = fromFlags([
    ['--tool', 'send_message: Post a message'],
    ['--title', 'Send message'],
    ['--request', 'POST /rooms/{room_id}/messages?notify'],
    ['--param', 'text:string! What to say'],
    ['--param', 'notify:boolean=true'],
    ['--result', 'id:string! Of the message'],
    ['--annotation', 'destructiveHint=false'],
    ['--tool', 'list_rooms: Rooms'],
    ['--request', 'GET /rooms'],
    ...PROVIDER,
    ['--display-name', 'Acme: "Chat"'],
  ]);
  expect(warnings.map(({ message }) => message)).toEqual([
    'Models guess what arguments without a description mean: "notify" of send_message. Add .describe(\'…\') in its file.',
  ]);
  expect(spec).toEqual({
    name: 'acme_chat',
    kind: 'api',
    displayName: 'Acme: "Chat"',
    description: 'Rooms and messages.',
    baseUrl: 'https://api.acme.dev/v1',
    auth: { style: 'none' },
    tools: [
      {
        name: 'send_message',
        title: 'Send message',
        description: 'Post a message.',
        inputSchema: {
          type: 'object',
          properties: {
            room_id: { type: 'string', description: 'ID of the room.' },
            text: { type: 'string', description: 'What to say.' },
            notify: { type: 'boolean', default: true },
          },
          required: ['room_id', 'text'],
        },
        outputSchema: {
          type: 'object',
          properties: { id: { type: 'string', description: 'Of the message.' } },
          required: ['id'],
        },
        annotations: { destructiveHint: false },
        request: { method: 'POST', path: '/rooms/{room_id}/messages', query: ['notify'] },
      },
      {
        name: 'list_rooms',
        description: 'Rooms.',
        inputSchema: { type: 'object', properties: {} },
        annotations: { readOnlyHint: true },
        request: { method: 'GET', path: '/rooms' },
      },
    ],
    resources: [],
    prompts: [],
  });
});

describe('arguments of the path', () => {
  it('are required strings, first, where nothing describes them', () => {
    expect(tool(['--param', 'a:string'], ['--request', 'PUT /{x}/{y}'])?.inputSchema).toEqual({
      type: 'object',
      properties: {
        x: { type: 'string', description: 'X.' },
        y: { type: 'string', description: 'Y.' },
        a: { type: 'string' },
      },
      required: ['x', 'y'],
    });
  });

  it('can be named like what every object has', () => {
    expect(tool(['--request', 'GET /x/{constructor}'])?.inputSchema.properties).toEqual({
      constructor: { type: 'string', description: 'Constructor.' },
    });
  });

  it('are required without a sign, too', () => {
    expect(
      tool(['--request', 'PUT /{x}'], ['--param', 'x:integer Which'])?.inputSchema,
    ).toMatchObject({ properties: { x: { type: 'integer' } }, required: ['x'] });
  });
});

describe('arguments of the query', () => {
  it.each(['GET /{x}?y&z', 'GET /{x}?y={y}&z={z}'])('are optional strings, last: %s', (request) => {
    expect(tool(['--param', 'y:integer'], ['--request', request])).toMatchObject({
      request: { path: '/{x}', query: ['y', 'z'] },
      inputSchema: {
        properties: { x: { type: 'string' }, y: { type: 'integer' }, z: { type: 'string' } },
        required: ['x'],
      },
    });
  });

  it('may resemble others of the request', () => {
    const made = tool(['--param', 'min_price:integer'], ['--request', 'GET /?min_price&max_price']);
    expect(made).toMatchObject({ inputSchema: { properties: { max_price: { type: 'string' } } } });
  });
});

it.each<[string, OrderedFlag[], object]>([
  [
    'a form and headers, before the request',
    flagsOf(
      '--body form',
      '--header Acme-Version: 2',
      '--request POST https://up.acme.dev/x',
      '--header X-A:b: c',
    ),
    {
      method: 'POST',
      baseUrl: 'https://up.acme.dev',
      path: '/x',
      headers: { 'Acme-Version': '2', 'X-A': 'b: c' },
      body: { as: 'form' },
    },
  ],
  [
    'files',
    flagsOf('--request POST /x', '--param a:string', '--param b:string', '--body multipart:a,b'),
    {
      method: 'POST',
      path: '/x',
      body: {
        as: 'multipart',
        properties: { a: { argument: 'a', file: true }, b: { argument: 'b', file: true } },
      },
    },
  ],
  [
    'a text, and an image',
    flagsOf('--request PUT /x', '--param note:string', '--body text:note', '--response image/png'),
    {
      method: 'PUT',
      path: '/x',
      body: { as: 'text', argument: 'note' },
      response: { as: 'binary', contentType: 'image/png' },
    },
  ],
])('a request has %s, and the flags say it again', (_, flags, request) => {
  const [read] = fromFlags([...PROVIDER, ['--tool', 'a: A'], ...flags]).spec.tools;
  expect(read).toMatchObject({ request });
  const words = toolsToFlags(read ? [read] : [], kinds.api);
  expect(words?.join(' ')).toContain(flags.find(([flag]) => flag === '--body')?.[1] ?? '/x');
});

it('settings of the sign-in have the types of their style', () => {
  const flags: OrderedFlag[] = [
    ...PROVIDER.slice(0, 3),
    ['--auth-token-url', 'https://a.dev/token'],
    ['--auth', 'oauth2'],
    ['--auth-authorization-url', 'https://a.dev'],
    ['--auth-scopes', 'read  write'],
    ['--auth-scopes', 'write,all'],
    ['--auth-margin-seconds', '60'],
    ['--auth-pkce', 'true'],
  ];
  expect(fromFlags(flags).spec.auth).toEqual({
    style: 'oauth2',
    tokenUrl: 'https://a.dev/token',
    authorizationUrl: 'https://a.dev',
    scopes: ['read', 'write', 'write,all'],
    marginSeconds: 60,
    pkce: true,
  });
});

describe('tools for a provider that exists', () => {
  it('are read by themselves', () => {
    const { draft, missing, check } = readTools(flagsOf('--tool a: A', '--param x:string'), ACME);
    expect(missing).toEqual([]);
    expect(check(draft).spec.tools.map(({ name }) => name)).toEqual(['a']);
  });

  it.each<[string, Parameters<typeof readTools>, ...string[]]>([
    ['none', [[], ACME], '<name>', '--description'],
    ['a name', [[], ACME, { name: 'a' }], '--description'],
    ['two names', [[['--tool', 'b']], ACME, { name: 'a' }], '--description', '--tool "b: …"'],
  ])('lack what is not said: %s', (_, args, ...missing) => {
    expect(readTools(...args).missing).toEqual(missing);
  });

  it.each([
    [{ name: 'get room' }, 'The name must be letters, digits, "_" and "-" and begin with a letter'],
    [{ name: 'a', description: ' ' }, '--description must not be blank.'],
  ])('are refused before anybody is asked: %j', (named, says) => {
    expect(refusal(() => readTools([], ACME, named)).message).toContain(says);
  });
});

describe('every flag that help lists is understood', () => {
  const flags = providerOptions(kindsAndStyles.kinds, kindsAndStyles.styles).map(
    ({ flags: text }) => text.split(' ')[0]!,
  );
  it.each(flags)('%s', (flag) => {
    const read = () =>
      readFlags([['--tool', 'a: A'] as const, [flag, ''] as const], kindsAndStyles);
    try {
      read();
    } catch (error) {
      expect(error).toMatchObject({ code: 'spec/flag-syntax' });
    }
  });
});
