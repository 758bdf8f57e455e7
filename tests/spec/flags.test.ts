import { describe, expect, it } from 'vitest';
import type { OrderedFlag } from '../../src/model/command.js';
import { readFlags, readProvider, readTools } from '../../src/spec/flags.js';
import { providerOptions } from '../../src/spec/flags/table.js';
import { authStyles } from '../../src/spec/auth-styles.gen.js';
import { fromFlags, refusal } from './reading.js';
import { styles } from './styles.js';

const PROVIDER: OrderedFlag[] = [
  ['--name', 'acme_chat'],
  ['--description', 'Rooms and messages.'],
  ['--base-url', 'https://api.acme.dev/v1/'],
  ['--auth', 'none'],
];
const tool = (...flags: OrderedFlag[]) =>
  fromFlags([...PROVIDER, ['--tool', 'a: A'], ...flags]).spec.tools[0];

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
  expect(warnings).toEqual([]);
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
        description: 'Post a message',
        inputSchema: {
          type: 'object',
          properties: {
            room_id: { type: 'string' },
            text: { type: 'string', description: 'What to say' },
            notify: { type: 'boolean', default: true },
          },
          required: ['room_id', 'text'],
        },
        outputSchema: {
          type: 'object',
          properties: { id: { type: 'string', description: 'Of the message' } },
          required: ['id'],
        },
        annotations: { destructiveHint: false },
        request: { method: 'POST', path: '/rooms/{room_id}/messages', query: ['notify'] },
      },
      {
        name: 'list_rooms',
        description: 'Rooms',
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
      properties: { x: { type: 'string' }, y: { type: 'string' }, a: { type: 'string' } },
      required: ['x', 'y'],
    });
  });

  it('are required without a sign, too', () => {
    expect(tool(['--request', 'PUT /{x}'], ['--param', 'x:integer Which'])?.inputSchema).toEqual({
      type: 'object',
      properties: { x: { type: 'integer', description: 'Which' } },
      required: ['x'],
    });
  });
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

describe('what is refused', () => {
  const A: OrderedFlag = ['--tool', 'a: A'];
  it.each<[string, OrderedFlag[], string]>([
    [
      'a flag of no tool',
      [['--param', 'a:string'], A],
      '"--param" says something about a tool, but no "--tool" stands before it.',
    ],
    [
      'a flag twice',
      [
        ['--name', 'a'],
        ['--name', 'b'],
      ],
      '"--name" is given a second time, with "b".',
    ],
    [
      'an argument twice',
      [A, ['--param', 'x:string'], ['--param', 'x:integer']],
      '"--param" is given a second time, with "x:integer".',
    ],
    [
      'a wrong name',
      [['--name', 'Acme']],
      '--name must be lower-case letters, digits and "_" and begin with a letter, such as "acme_chat".',
    ],
    ['a reserved name', [['--name', 'core']], '--name "core" is reserved; choose another one.'],
    ['a blank title', [A, ['--title', ' ']], '--title " " must not be blank.'],
    ['tools with one name', [A, A], '--tool "a: A": The name "a" is used twice.'],
    [
      'an object in the path',
      [A, ['--request', 'GET /{x}'], ['--param', 'x:string[]']],
      '--request "GET /{x}": The path names "x", which is not a string, number, integer or boolean.',
    ],
    [
      'a query that names no argument',
      [A, ['--request', 'POST /?x'], ['--param', 'xx:string']],
      '--request "POST /?x": The query names "x", which is no argument; did you mean "xx"?',
    ],
    [
      'a setting of another style',
      [['--auth-in', 'header']],
      '--auth-in goes with the style "api-key", not with "none".',
    ],
    [
      'a secret that is no argument',
      [A, ['--result', '__proto__:string']],
      '--result "__proto__:string" is a key that JavaScript keeps for itself.',
    ],
  ])('%s', (_, flags, message) => {
    const all =
      flags[0]?.[0] === '--name' ? [...flags, ...PROVIDER.slice(1)] : [...PROVIDER, ...flags];
    expect(refusal(() => fromFlags(all)).message).toBe(message);
  });

  it('although much is missing, and with help that is about flags', () => {
    const flags: OrderedFlag[] = [
      ['--base-url', 'http://a.dev'],
      ['--auth-in', 'head'],
    ];
    expect(refusal(() => readProvider(flags, styles))).toMatchObject({
      message:
        '--base-url must begin with "https://"; plain http is for loopback addresses only.\n' +
        '--auth-in must be "header", "query" or "cookie", not "head"; did you mean "header"?',
      hint: expect.stringContaining('--help') as string,
    });
  });

  it('where settings belong to different styles', () => {
    const flags: OrderedFlag[] = [
      ['--auth-in', 'header'],
      ['--auth-issuer', 'https://a.dev'],
    ];
    expect(refusal(() => readProvider(flags, authStyles)).message).toBe(
      '--auth-issuer goes with the style "client-credentials" or "oauth2", not with "api-key".',
    );
  });
});

describe('what is missing is named by its flags', () => {
  const oauth2: OrderedFlag[] = [...PROVIDER.slice(0, 3), ['--auth', 'oauth2']];
  it.each<[string, OrderedFlag[], string[]]>([
    [
      'texts, settings and descriptions',
      [
        ['--auth', 'api-key'],
        ['--tool', 'send'],
        ['--auth-in', 'header'],
      ],
      ['--name', '--description', '--base-url', '--auth-name', '--tool "send: …"'],
    ],
    [
      'one of several ways',
      oauth2,
      ['--preset (or --auth-issuer, or --auth-authorization-url and --auth-token-url)'],
    ],
    [
      'the rest of a way that is begun',
      [...oauth2, ['--auth-token-url', 'https://a.dev/t']],
      ['--auth-authorization-url'],
    ],
    ['nothing of a way that is taken', [...oauth2, ['--auth-issuer', 'https://a.dev']], []],
    ['nothing where all is said', PROVIDER, []],
  ])('%s', (_, flags, missing) => {
    expect(readProvider(flags, authStyles).missing).toEqual(missing);
  });
});

describe('tools for a provider that exists', () => {
  it('are read by themselves', () => {
    const { draft, missing, check } = readTools(
      [
        ['--tool', 'a: A'],
        ['--param', 'x:string'],
      ],
      'acme',
    );
    expect(missing).toEqual([]);
    expect(check(draft).spec.tools.map(({ name }) => name)).toEqual(['a']);
  });

  it.each<[string, Parameters<typeof readTools>, string[]]>([
    ['none', [[], 'acme'], ['<name>', '--description']],
    ['a name', [[], 'acme', { name: 'a' }], ['--description']],
    ['two names', [[['--tool', 'b']], 'acme', { name: 'a' }], ['--description', '--tool "b: …"']],
  ])('lack what is not said: %s', (_, args, missing) => {
    expect(readTools(...args).missing).toEqual(missing);
  });

  it.each([
    [{ name: 'get room' }, 'The name must be letters, digits, "_" and "-" and begin with a letter'],
    [{ name: 'a', description: ' ' }, '--description must not be blank.'],
  ])('are refused before anybody is asked: %j', (named, says) => {
    expect(refusal(() => readTools([], 'acme', named)).message).toContain(says);
  });
});

describe('every flag that help lists is understood', () => {
  const flags = providerOptions(styles).map(({ flags: text }) => text.split(' ')[0]!);
  it.each(flags)('%s', (flag) => {
    const read = () =>
      readFlags(
        [
          ['--tool', 'a: A'],
          [flag, ''],
        ],
        styles,
      );
    try {
      read();
    } catch (error) {
      expect(error).toMatchObject({ code: 'spec/flag-syntax' });
    }
  });
});
