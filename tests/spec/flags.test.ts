import { describe, expect, it } from 'vitest';
import type { OrderedFlag } from '../../src/model/command.js';
import { CliError } from '../../src/model/errors/cli-error.js';
import { providerFromFlags, readFlags, toolsFromFlags } from '../../src/spec/flags.js';
import { missingAnswers } from '../../src/spec/flags/draft.js';
import { providerOptions } from '../../src/spec/flags/table.js';
import { styles } from './styles.js';

const PROVIDER: OrderedFlag[] = [
  ['--name', 'acme_chat'],
  ['--description', 'Rooms and messages.'],
  ['--base-url', 'https://api.acme.dev/v1/'],
  ['--auth', 'none'],
];
const tool = (...flags: OrderedFlag[]) =>
  providerFromFlags([...PROVIDER, ['--tool', 'a: A'], ...flags], styles).spec.tools[0];
const failure = (run: () => unknown): CliError => {
  try {
    run();
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
};

it('a provider with tools is read in the order of its flags', () => {
  const { spec, warnings } = providerFromFlags(
    [
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
    ],
    styles,
  );
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
    ['--auth-scopes', 'read'],
    ['--auth-scopes', 'write,all'],
    ['--auth-margin-seconds', '60'],
    ['--auth-pkce', 'true'],
  ];
  expect(providerFromFlags(flags, styles).spec.auth).toEqual({
    style: 'oauth2',
    tokenUrl: 'https://a.dev/token',
    authorizationUrl: 'https://a.dev',
    scopes: ['read', 'write,all'],
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
      '--name "Acme": name must be lower-case letters, digits and "_" and begin with a letter, such as "acme_chat".',
    ],
    ['tools with one name', [A, A], '--tool "a: A": tools[1].name "a" is used twice.'],
    [
      'an object in the path',
      [A, ['--request', 'GET /{x}'], ['--param', 'x:string[]']],
      '--request "GET /{x}": tools[0].request.path names "x", which is not a string, number, integer or boolean.',
    ],
    [
      'a setting of another style',
      [['--auth-in', 'header']],
      '--auth-in "header": auth.in is not a known key; known here: "style".',
    ],
    [
      'a secret that is no argument',
      [A, ['--result', '__proto__:string']],
      '--result "__proto__:string": tools[0].outputSchema.properties.__proto__ is a key that JavaScript keeps for itself.',
    ],
  ])('%s', (_, flags, message) => {
    const all =
      flags[0]?.[0] === '--name' ? [...flags, ...PROVIDER.slice(1)] : [...PROVIDER, ...flags];
    expect(failure(() => providerFromFlags(all, styles)).message).toBe(message);
  });
});

describe('what is missing', () => {
  it('is named by its flags', () => {
    const flags: OrderedFlag[] = [
      ['--auth', 'api-key'],
      ['--tool', 'send'],
      ['--auth-in', 'header'],
    ];
    expect(failure(() => providerFromFlags(flags, styles))).toMatchObject({
      code: 'spec/answer-missing',
      message: '--name, --description, --base-url, --auth-name, --tool "send: …" are missing.',
    });
    expect(missingAnswers(readFlags(flags, styles).draft, styles)).toHaveLength(5);
  });

  it('is nothing where all is said', () => {
    expect(missingAnswers(readFlags(PROVIDER, styles).draft, styles)).toEqual([]);
  });
});

it('tools for a provider that exists are read by themselves', () => {
  const { spec } = toolsFromFlags(
    [
      ['--tool', 'a: A'],
      ['--param', 'x:string'],
    ],
    'acme',
  );
  expect(spec.tools.map(({ name }) => name)).toEqual(['a']);
  expect(failure(() => toolsFromFlags([['--tool', 'a']], 'acme')).message).toBe(
    '--tool "a: …" is missing.',
  );
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
