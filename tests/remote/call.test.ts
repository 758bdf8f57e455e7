import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { person } from '../support/person.js';
import { CONFIG, project } from './call-project.js';
import { roomServer } from './call-server.js';
import { listen, program } from './servers.js';

type Options = Partial<Parameters<typeof runProgram>[1]>;

const run = (args: readonly string[], options: Options = {}) =>
  runProgram(['call', ...args], { files: memoryFiles({}), cwd: tmpdir(), ...options });

const ROOM = ['--arg', 'name=Attic', '--arg', 'floor=3'];

describe('call', () => {
  it.each<[string, readonly string[], object]>([
    ['texts and integers', [], {}],
    ['numbers', ['--arg', 'area=12.5'], { area: 12.5 }],
    ['null', ['--arg', 'area=null'], { area: null }],
    ['a value with "="', ['--arg', 'tags=a=b'], { tags: ['a=b'] }],
    ['one of several values', ['--arg', 'side=south'], { side: 'south' }],
    ['lists', ['--arg', 'tags=a, b'], { tags: ['a', 'b'] }],
    ['objects in JSON', ['--arg', 'owner={"name":"Ann"}'], { owner: { name: 'Ann' } }],
    ['an integer that JSON rounds', ['--arg', `key=${2n ** 63n}`], { key: `${2n ** 63n}` }],
    ['all as JSON, single ones first', ['--args', '{"area":1,"floor":8}'], { area: 1 }],
  ])('types arguments: %s', async (_, words, expected) => {
    const { url, calls } = await roomServer();
    const { exit, stdout, stderr } = await run(['add_room', ...ROOM, ...words, url]);
    expect([exit, stdout], stderr).toEqual([0, 'Done.\n']);
    expect(calls).toEqual([{ name: 'Attic', floor: 3, ...expected }]);
  });

  it.each<[string, readonly string[], string]>([
    ['no tool', [], 'call/tool'],
    ['an argument in place of a server', ['echo', 'message=hi'], 'Write --arg message=hi'],
    ['arguments in place of a server', ['echo', '{"message":"hi"}'], 'Write --args'],
    ['an unknown tool', ['get_rom'], 'Unknown tool "get_rom"; did you mean "get_room"?'],
    ['missing arguments', ['add_room', '--arg', 'floor=1'], 'Add --arg name=…'],
    ['an unknown argument', ['get_room', '--arg', 'idd=1'], 'did you mean "id"?'],
    ['an argument twice', ['get_room', '--arg', 'id=1', '--arg', 'id=2'], 'It is stated twice.'],
    ['no value', ['get_room', '--arg', 'id'], 'Write --arg NAME=VALUE.'],
    ['a word for a number', ['add_room', '--arg', 'floor=top'], 'Enter an integer, not "top".'],
    ['a number too large', ['add_room', '--arg', 'floor=10'], 'at most 9'],
    ['another value', ['add_room', '--arg', 'side=nort'], 'Did you mean "north"?'],
    ['no object', ['get_room', '--args', '[]'], '"--args" requires a JSON object.'],
    ['a destructive tool', ['delete_room', '--arg', 'id=1'], 'Add --yes to call it'],
  ])('makes no call with %s', async (_, words, message) => {
    const { url, calls } = await roomServer();
    const { exit, stdout, stderr } = await run(words.length > 0 ? [...words, url] : []);
    expect([exit, stdout, calls]).toEqual([2, '', []]);
    expect(stderr).toContain(message);
  });

  it('reads all arguments from standard input', async () => {
    const { url } = await roomServer();
    const { stdout } = await run(['get_room', '--args', '-', url], { stdin: '{"id":"r-1"}' });
    expect(stdout).toBe('{\n  "id": "r-1"\n}\n');
  });

  it('calls a destructive tool with --yes', async () => {
    const { url, calls } = await roomServer();
    const { exit } = await run(['delete_room', '--arg', 'id=1', '--yes', url]);
    expect([exit, calls]).toEqual([0, [{ id: '1' }]]);
  });

  it.each([
    ['clear_room', 'Done.\n', ''],
    ['book', 'Not booked.\n', '"How many guests?", which "--yes" does not answer'],
  ])('answers confirmations with --yes, and nothing else: %s', async (tool, text, warning) => {
    const { url } = await roomServer();
    const { exit, stdout, stderr } = await run([tool, '--yes', url]);
    expect([exit, stdout], stderr).toEqual([0, text]);
    expect(stderr).toContain(warning);
    expect(stderr).not.toContain('Fulfilling'); // progress of the SDK
  });

  it('prints the whole result with --json', async () => {
    const { url } = await roomServer();
    const { stdout } = await run(['get_room', '--arg', 'id=r-1', '--json', url]);
    expect(JSON.parse(stdout)).toMatchObject({
      content: [{ type: 'text', text: 'as text' }],
      structuredContent: { id: 'r-1' },
    });
  });

  it('shows files as lines', async () => {
    const { url } = await roomServer();
    const { stdout } = await run(['picture', url]);
    expect(stdout).toBe('[image image/png: 3 bytes]\n[resource rooms://plan: Plan]\n');
  });

  it('exits with 1 where the tool fails', async () => {
    const { url } = await roomServer();
    const { exit, stdout, stderr } = await run(['get_room', '--arg', 'id=none', url]);
    expect([exit, stdout]).toEqual([1, '']);
    expect(stderr).toContain('No such room.');
  });

  it('calls a program of a legacy protocol version', async () => {
    const words = ['--arg', 'message=hi', '--', ...program('server-everything')];
    const { exit, stdout } = await run(['echo', '--yes', ...words]);
    expect([exit, stdout]).toEqual([0, 'Echo: hi\n']);
  });

  it('reports that the server requires sign-in', async () => {
    const base = await listen((_, response) => void response.writeHead(401).end());
    const { exit, stderr } = await run(['get_room', `${base}/mcp`]);
    expect(exit).toBe(2);
    expect(stderr).toContain('requires sign-in');
  });
});

describe('call in a terminal', () => {
  it('asks for the tool and its arguments', async () => {
    const { url, calls } = await roomServer();
    const answers = { 'name (string)': 'Attic', 'floor (integer)': '3', 'Set optional': true };
    const { questions, asked } = person({ ...answers, 'area (': '7', 'side (': 'south' });
    const { exit } = await run(['add_room', url], { questions });
    expect([exit, calls]).toEqual([0, [{ name: 'Attic', floor: 3, area: 7, side: 'south' }]]);
    expect(asked[0]).toBe('name (string)');
  });

  it.each([
    [true, 0, [{ id: '1' }]],
    [false, 130, []],
  ])('confirms destructive tools: %s', async (agrees, code, expected) => {
    const { url, calls } = await roomServer();
    const { questions } = person({ 'Call it?': agrees });
    const { exit } = await run(['delete_room', '--arg', 'id=1', url], { questions });
    expect([exit, calls]).toEqual([code, expected]);
  });

  it.each([
    [true, 'For 4.\n'],
    [false, 'Not booked.\n'],
  ])('shows questions of the server: %s', async (responds, text) => {
    const { url } = await roomServer();
    const { questions } = person({ 'Respond?': responds, guests: '4' });
    expect((await run(['book', url], { questions })).stdout).toBe(text);
  });
});

it.each([
  [true, 'Done.\n'],
  [false, 'Kept.\n'],
])('a question without fields is one to agree to: %s', async (agrees, text) => {
  const { url } = await roomServer();
  const { questions } = person({ 'Call it?': true, 'Agree?': agrees });
  expect((await run(['clear_room', url], { questions })).stdout).toBe(text);
});

describe('call on a project', () => {
  it('runs it with its provider and the environment', async () => {
    const env = { ROOMS_TOKEN: 't-1' };
    const { stdout, stderr } = await run(['where'], { ...project(), env });
    expect(stdout, stderr).toBe('--provider rooms t-1\n');
  });

  it('finds the only provider that lists the tool', async () => {
    const { cwd, files } = project(`${CONFIG}  desks:\n    name: Desks\n`);
    await files.makeDirectory(join(cwd, 'tests'));
    await files.write(join(cwd, 'tests/desks.tools.txt'), 'Desks.\n\nwhere: Where\n  ()\n');
    await files.write(join(cwd, 'tests/rooms.tools.txt'), 'Rooms.\n\nwherever: All\n  ()\n');
    const { stdout, stderr } = await run(['where'], { cwd, files });
    expect(stdout, stderr).toContain('--provider desks');
  });

  it('uses the directory that is named', async () => {
    const { cwd, files } = project();
    const { stdout } = await run(['where', cwd], { files });
    expect(stdout).toContain('--provider rooms');
  });

  it.each<[string, string, readonly string[], string]>([
    ['several providers', `${CONFIG}  desks:\n    name: Desks\n`, [], 'one of rooms, desks'],
    ['an unknown provider', CONFIG, ['--provider', 'room'], 'Did you mean "rooms"?'],
    ['headers', CONFIG, ['--header', 'A: b'], '"--header" requires a URL'],
  ])('refuses %s', async (_, config, words, message) => {
    const { exit, stderr } = await run(['where', ...words], project(config));
    expect(exit).toBe(2);
    expect(stderr).toContain(message);
  });

  it('says what its server says', async () => {
    const server = 'console.error("error: ROOMS_BASE_URL is not set."); process.exit(1)';
    const { stderr } = await run(['where'], project(CONFIG, server));
    expect(stderr).toContain('ROOMS_BASE_URL is not set.\nCorrect the project or its environment');
  });

  it('says that it is not built', async () => {
    const { stderr } = await run(['where'], project(CONFIG, ''));
    expect(stderr).toContain('Run "npm run build" in the project.');
  });
});
