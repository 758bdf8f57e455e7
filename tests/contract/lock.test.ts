import { describe, expect, it } from 'vitest';
import {
  type ListedPart,
  type ProviderDefinitions,
  readReleaseLock,
  type ReleasedTool,
  releaseLockText,
} from '../../src/contract/lock.js';
import { highestLevel, lockChanges } from '../../src/contract/lock-changes.js';
import { releaseReport } from '../../src/contract/release-report.js';
import { type VersionLevel } from '../../src/contract/schema-change.js';

const object = (properties: object, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
});
const string = { type: 'string' };
const boolean = { type: 'boolean' };
const READ = { readOnlyHint: true };
const ui = { _meta: { ui: { resourceUri: 'ui://a' } } };
const tasks = (taskSupport: string) => ({ execution: { taskSupport } });
const tool = (members: Partial<ReleasedTool> = {}): ReleasedTool => ({
  name: 'get_room',
  description: 'Get a room.',
  inputSchema: object({ room_id: string, expand: boolean }, ['room_id']),
  outputSchema: object({ name: string }, ['name']),
  ...members,
});
const provider = (members: Partial<ProviderDefinitions> = {}): ProviderDefinitions => ({
  capabilities: { tools: {} },
  tools: [tool()],
  resources: [],
  resourceTemplates: [],
  prompts: [],
  ...members,
});

/** What differs, the members of the tool before and after, and the level that a maintainer expects. */
const TOOLS: [string, Partial<ReleasedTool>, Partial<ReleasedTool>, VersionLevel | undefined][] = [
  ['nothing', {}, {}, undefined],
  ['name', {}, { name: 'room' }, 'major'],
  [
    'renamed argument',
    {},
    { inputSchema: object({ id: string, expand: boolean }, ['id']) },
    'major',
  ],
  ['description', {}, { description: 'Get one room.' }, 'patch'],
  ['title', {}, { title: 'Room' }, 'patch'],
  ['icons', {}, { icons: [{ src: 'https://example.com/a.png' }] }, 'patch'],
  ['result schema gone', {}, { outputSchema: undefined }, 'major'],
  ['result schema new', { outputSchema: undefined }, {}, 'minor'],
  ['no longer read-only', { annotations: READ }, { annotations: { readOnlyHint: false } }, 'major'],
  ['read-only hint gone', { annotations: READ }, {}, 'major'],
  ['read-only', {}, { annotations: READ }, 'minor'],
  [
    'stated defaults',
    {},
    {
      annotations: {
        readOnlyHint: false,
        destructiveHint: true,
        idempotentHint: false,
        openWorldHint: true,
      },
    },
    undefined,
  ],
  ['destructive', { annotations: { destructiveHint: false } }, {}, 'major'],
  ['no longer destructive', {}, { annotations: { destructiveHint: false } }, 'minor'],
  [
    'destructive and read-only',
    { annotations: READ },
    { annotations: { ...READ, destructiveHint: true } },
    undefined,
  ],
  ['no longer idempotent', { annotations: { idempotentHint: true } }, {}, 'major'],
  ['open world', { annotations: { openWorldHint: false } }, {}, 'major'],
  ['closed world', {}, { annotations: { openWorldHint: false } }, 'minor'],
  ['title in annotations', {}, { annotations: { title: 'Room' } }, 'patch'],
  ['optional tasks', {}, tasks('optional'), 'minor'],
  ['tasks no longer required', tasks('required'), tasks('optional'), 'major'],
  ['required tasks', {}, tasks('required'), 'major'],
  ['tasks from optional to required', tasks('optional'), tasks('required'), 'major'],
  ['tasks gone', tasks('optional'), {}, 'major'],
  ['unavailable', {}, { unavailable: 'Acme removed it.' }, 'major'],
  ['available again', { unavailable: 'Acme removed it.' }, {}, 'minor'],
  ['another reason', { unavailable: 'Acme removed it.' }, { unavailable: 'Gone.' }, 'patch'],
  ['new _meta', {}, ui, 'minor'],
  ['_meta gone', ui, {}, 'major'],
  ['other _meta', ui, { _meta: { ui: { resourceUri: 'ui://b' } } }, 'major'],
  ['unknown member', {}, { cost: 3 }, 'major'],
];

const inputOf = (name: string, more: object = {}) =>
  object({ [name]: { ...string, ...more }, expand: boolean }, [name]);
const until = '2027-06';
const formerRoom = { name: 'get_room', until };

const actions = (...names: string[]) => ({ type: 'string', enum: names });
/** A tool that replaces `get_room` and others. */
const selecting = (...names: string[]) => ({
  name: 'room',
  inputSchema: object({ room_id: string, expand: boolean, action: actions(...names) }, ['action']),
  formerly: [{ ...formerRoom, constants: { action: 'get' } }],
});

/** The same for tools with former names. */
const FORMER_NAMES: typeof TOOLS = [
  ['name, with the former one', {}, { name: 'room', formerly: [formerRoom] }, 'minor'],
  [
    'former name of a narrower tool',
    {},
    { name: 'room', inputSchema: inputOf('room_id', { maxLength: 4 }), formerly: [formerRoom] },
    'major',
  ],
  [
    'name and argument, with former ones',
    {},
    {
      name: 'room',
      inputSchema: inputOf('id'),
      formerly: [{ ...formerRoom, arguments: { room_id: 'id' } }],
    },
    'minor',
  ],
  [
    'name and argument, with the former name alone',
    {},
    { name: 'room', inputSchema: inputOf('id'), formerly: [formerRoom] },
    'major',
  ],
  [
    'argument, with the former name',
    {},
    { inputSchema: inputOf('id'), formerly: [{ arguments: { room_id: 'id' }, until }] },
    'minor',
  ],
  [
    'two arguments, with an entry for each',
    {},
    {
      inputSchema: object({ id: string, more: boolean }, ['id']),
      formerly: [
        { arguments: { room_id: 'id' }, until },
        { arguments: { expand: 'more' }, until },
      ],
    },
    'minor',
  ],
  [
    'argument, with the former name of calls by another name',
    {},
    { inputSchema: inputOf('id'), formerly: [{ name: 'x', arguments: { room_id: 'id' }, until }] },
    'major',
  ],
  ['former name given up', { formerly: [{ name: 'x', until }] }, {}, 'major'],
  [
    'former name given up after its month',
    { formerly: [{ name: 'x', until: '2020-01' }] },
    {},
    'major',
  ],
  [
    'shorter promise',
    { formerly: [{ name: 'x', until }] },
    { formerly: [{ name: 'x', until: '2027-01' }] },
    'major',
  ],
  [
    'longer promise',
    { formerly: [{ name: 'x', until }] },
    { formerly: [{ name: 'x', until: '2028-01' }] },
    undefined,
  ],
  [
    'second rename',
    { formerly: [{ name: 'x', until }] },
    { name: 'room', formerly: [{ name: 'x', until }, formerRoom] },
    'minor',
  ],
  [
    'second rename without the first name',
    { formerly: [{ name: 'x', until }] },
    { name: 'room', formerly: [formerRoom] },
    'major',
  ],
  [
    'rename after one of an argument',
    { formerly: [{ arguments: { id: 'room_id' }, until }] },
    { name: 'room', formerly: [{ ...formerRoom, arguments: { id: 'room_id' } }] },
    'minor',
  ],
  [
    'rename without the former argument',
    { formerly: [{ arguments: { id: 'room_id' }, until }] },
    { name: 'room', formerly: [formerRoom] },
    'major',
  ],
  ['two tools in one, with the argument that selects', {}, selecting('get', 'list'), 'minor'],
  ['two tools in one, whose argument has another value', {}, selecting('read', 'list'), 'major'],
  [
    'two tools in one, without the argument that selects',
    {},
    { ...selecting('get', 'list'), formerly: [formerRoom] },
    'major',
  ],
  [
    'two tools in one, with an argument that one of them has',
    { inputSchema: object({ room_id: string, expand: boolean, action: actions('get') }) },
    selecting('get', 'list'),
    'major',
  ],
  [
    'other constant of a former name',
    selecting('get', 'list'),
    { ...selecting('get', 'list'), formerly: [{ ...formerRoom, constants: { action: 'list' } }] },
    'major',
  ],
  [
    'argument that selects, with the former name',
    selecting('get', 'list'),
    {
      ...selecting('get', 'list'),
      inputSchema: object({ room_id: string, expand: boolean, mode: actions('get', 'list') }, [
        'mode',
      ]),
      formerly: [
        { ...formerRoom, constants: { mode: 'get' } },
        { arguments: { action: 'mode' }, until },
      ],
    },
    'minor',
  ],
  [
    'second rename of an argument',
    { formerly: [{ arguments: { id: 'room_id' }, until }] },
    {
      inputSchema: inputOf('room'),
      formerly: [{ arguments: { id: 'room', room_id: 'room' }, until }],
    },
    'minor',
  ],
];

it.each([...TOOLS, ...FORMER_NAMES])('tool: %s', (_, previous, current, level) => {
  const [before, after] = [previous, current].map((members) => ({
    acme: provider({ tools: [tool(members)] }),
  }));
  expect(highestLevel(lockChanges(before ?? {}, after ?? {}))).toBe(level);
});

const resource = { name: 'room', uri: 'acme://room', mimeType: 'text/plain' };
const template = { name: 'rooms', uriTemplate: 'acme://rooms/{id}' };
const prompt = (...arguments_: ListedPart['arguments'] & object): ListedPart => ({
  name: 'sum_up',
  arguments: arguments_,
});

const PROVIDERS: [
  string,
  Partial<ProviderDefinitions>,
  Partial<ProviderDefinitions>,
  VersionLevel | undefined,
][] = [
  ['new tool', {}, { tools: [tool(), tool({ name: 'a' })] }, 'minor'],
  [
    'order of tools',
    { tools: [tool(), tool({ name: 'a' })] },
    { tools: [tool({ name: 'a' }), tool()] },
    undefined,
  ],
  ['instructions', {}, { instructions: 'Call get_room first.' }, 'patch'],
  ['surface', { surface: 'tools' }, { surface: 'search' }, 'major'],
  ['surface that an earlier lock does not state', {}, { surface: 'search' }, undefined],
  ['capability gone', { capabilities: { tools: {}, completions: {} } }, {}, 'major'],
  ['new capability', {}, { capabilities: { tools: {}, logging: {} } }, 'minor'],
  [
    'subscriptions gone',
    { capabilities: { tools: {}, resources: { subscribe: true } } },
    { capabilities: { tools: {}, resources: { subscribe: false } } },
    'major',
  ],
  ['resource gone', { resources: [resource] }, {}, 'major'],
  ['new resource', {}, { resources: [resource] }, 'minor'],
  [
    'resource with another URI',
    { resources: [resource] },
    { resources: [{ ...resource, uri: 'acme://r' }] },
    'major',
  ],
  [
    'resource with another type',
    { resources: [resource] },
    { resources: [{ ...resource, mimeType: 'text/html' }] },
    'major',
  ],
  [
    'resource with another name',
    { resources: [resource] },
    { resources: [{ ...resource, name: 'r' }] },
    'patch',
  ],
  [
    'template with another variable',
    { resourceTemplates: [template] },
    { resourceTemplates: [{ ...template, uriTemplate: 'acme://rooms/{room}' }] },
    'major',
  ],
  ['prompt gone', { prompts: [prompt()] }, {}, 'major'],
  [
    'prompt with an optional argument',
    { prompts: [prompt()] },
    { prompts: [prompt({ name: 'a' })] },
    'minor',
  ],
  [
    'prompt with a required argument',
    { prompts: [prompt()] },
    { prompts: [prompt({ name: 'a', required: true })] },
    'major',
  ],
  [
    'argument of a prompt required',
    { prompts: [prompt({ name: 'a' })] },
    { prompts: [prompt({ name: 'a', required: true })] },
    'major',
  ],
  [
    'argument of a prompt optional',
    { prompts: [prompt({ name: 'a', required: true })] },
    { prompts: [prompt({ name: 'a' })] },
    'minor',
  ],
  [
    'argument of a prompt gone',
    { prompts: [prompt({ name: 'a' })] },
    { prompts: [prompt()] },
    'major',
  ],
  [
    'description of an argument',
    { prompts: [prompt({ name: 'a' })] },
    { prompts: [prompt({ name: 'a', description: 'An a.' })] },
    'patch',
  ],
];

it.each(PROVIDERS)('provider: %s', (_, previous, current, level) => {
  const changes = lockChanges({ acme: provider(previous) }, { acme: provider(current) });
  expect(highestLevel(changes)).toBe(level);
});

it.each([
  ['a second provider', ['acme'], ['acme', 'more'], 'names begin with the name of the provider'],
  ['one provider less', ['acme', 'more'], ['acme'], 'names no longer begin'],
  ['a third provider', ['acme', 'more'], ['acme', 'more', 'third'], undefined],
])('names at the address of all providers differ: %s', (_, before, after, text) => {
  const of = (names: string[]) => Object.fromEntries(names.map((name) => [name, provider()]));
  const change = lockChanges(of(before), of(after)).find(({ place }) => place === '/mcp');
  if (text === undefined) expect(change).toBeUndefined();
  else expect([change?.level, change?.sentence]).toEqual(['major', expect.stringContaining(text)]);
});

it('names what has changed, breaking changes first', () => {
  const changes = lockChanges(
    { acme: provider(), old: provider() },
    {
      acme: provider({ instructions: 'New.', tools: [tool(), tool({ name: 'a' })] }),
      fresh: provider(),
    },
  );
  expect(changes.map(({ level, place, sentence }) => `${level} ${place}: ${sentence}`)).toEqual([
    'major old: The provider is gone.',
    'minor acme › a: The tool is new.',
    'minor fresh: The provider is new.',
    'patch acme: Other instructions.',
  ]);
});

describe('version', () => {
  const levels: Record<string, Partial<ProviderDefinitions>> = {
    none: {},
    patch: { instructions: 'Other.' },
    minor: { tools: [tool(), tool({ name: 'a' })] },
    major: { tools: [tool({ name: 'a' })] },
  };
  it.each([
    ['1.4.2', 'none', '1.4.2'],
    ['1.4.2', 'patch', '1.4.3'],
    ['1.4.2', 'minor', '1.5.0'],
    ['1.4.2', 'major', '2.0.0'],
    ['0.4.2', 'patch', '0.4.3'],
    ['0.4.2', 'minor', '0.4.3'],
    ['0.4.2', 'major', '0.5.0'],
  ])('after %s, changes of level %s require %s', (version, level, required) => {
    const lock = { version, providers: { acme: provider() } };
    const current = { version, providers: { acme: provider(levels[level]) } };
    expect(releaseReport(lock, current)).toMatchObject({ required, isEnough: level === 'none' });
  });

  it.each([
    ['1.0.0', '1.0.0', 'too low'],
    ['1.0.0', '1.0.1', 'too low'],
    ['1.0.0', '1.1.0-beta.1', 'too low'],
    ['1.0.0', '2.0.0', 'enough'],
    ['1.0.0', '2.0.0+build.5', 'enough'],
    ['1.0.0', '2.0.0-beta.1', 'enough'],
    ['0.1.0', '0.2.0', 'enough'],
    ['0.1.0', '1.0.0', 'enough'],
    ['1.0.0', '3.4.0', 'lock/stale'],
    ['1.0.0', '1.0.2', 'lock/stale'],
    ['1.0.0', '1.1.1', 'lock/stale'],
    ['1.0.0', '0.9.0', 'lock/stale'],
    ['1.0.0', '1.0.0-beta.1', 'lock/stale'],
    ['1.0.0', '3.0.0-beta.1', 'lock/stale'],
    ['1.0.0', 'v2', 'lock/version'],
    ['1.0.0', '', 'lock/version'],
  ])('after %s, a breaking change in %s is %s', (locked, version, outcome) => {
    const report = () =>
      releaseReport(
        { version: locked, providers: { acme: provider() } },
        { version, providers: { acme: provider(levels.major) } },
      );
    if (outcome.startsWith('lock/'))
      expect(report).toThrow(expect.objectContaining({ code: outcome }));
    else expect(report().isEnough).toBe(outcome === 'enough');
  });
});

describe('file', () => {
  const lock = {
    version: '1.0.0',
    providers: { b: provider(), a: provider({ tools: [tool({ name: 'z' }), tool()] }) },
  };

  it('contains the definitions in the same order, whatever that of the project is', () => {
    const { a, b } = lock.providers;
    const other = { version: '1.0.0', providers: { a: { ...a, tools: a.tools.toReversed() }, b } };
    expect(releaseLockText(other)).toBe(releaseLockText(lock));
    expect(lockChanges(readReleaseLock(releaseLockText(lock)).providers, lock.providers)).toEqual(
      [],
    );
  });

  it.each([
    ['lock/merge', `<<<<<<< HEAD\n${releaseLockText(lock)}`],
    ['lock/merge', releaseLockText(lock).replace('\n', '\r\n=======\r\n')],
    ['lock/merge', `||||||| base\n${releaseLockText(lock)}`],
    ['lock/later', '\uFEFF{ "lockVersion": 2 }'],
    ['lock/invalid', releaseLockText(lock).replace('"name": "z"', '"name": "z", "formerly": "a"')],
    [
      'lock/invalid',
      releaseLockText(lock).replace('"name": "z"', '"name": "z", "formerly": [null]'),
    ],
    [
      'lock/invalid',
      releaseLockText(lock).replace(
        '"name": "z"',
        '"name": "z", "formerly": [{ "constants": [] }]',
      ),
    ],
    [
      'lock/invalid',
      releaseLockText(lock).replace('"name": "z"', '"name": "z", "annotations": []'),
    ],
    ['lock/invalid', ''],
    ['lock/invalid', '[]'],
    ['lock/invalid', releaseLockText(lock).replace('"lockVersion": 1', '"lockVersion": "1"')],
    ['lock/invalid', releaseLockText(lock).replace('1.0.0', '1.0.0-beta.1')],
    ['lock/invalid', releaseLockText(lock).replace('"tools": [', '"tools": [null,')],
    ['lock/invalid', releaseLockText(lock).slice(0, -20)],
  ])('is refused as %s', (code, text) => {
    expect(() => readReleaseLock(text)).toThrow(expect.objectContaining({ code }));
  });
});
