import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { McpServer } from '@modelcontextprotocol/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Script, startModelServer } from '../../runtime/src/testing/fakes/model-server.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { person } from '../support/person.js';
import { CONFIG, project } from './call-project.js';
import { roomServer } from './call-server.js';
import { serve } from './servers.js';

type Options = Partial<Parameters<typeof runProgram>[1]>;

/** A chat about rooms with a model that plays a script. */
async function chat(script: Script, options: Options = {}, words: readonly string[] = []) {
  const [{ url, calls }, model] = await Promise.all([roomServer(), startModelServer(script)]);
  onTestFinished(() => model.close());
  const files = options.files ?? memoryFiles({});
  const env = { MODEL_NAME: 'm', MODEL_URL: model.url, MODEL_KEY: 'k', ...options.env };
  const { stdin = 'Hello' } = options;
  const argv = ['chat', url, ...words];
  const outcome = await runProgram(argv, { cwd: tmpdir(), ...options, files, stdin, env });
  return { ...outcome, calls, requests: model.requests };
}

function withoutList() {
  const mcp = new McpServer(
    { name: 'unlisted', version: '1.0.0' },
    { capabilities: { tools: {} } },
  );
  mcp.server.setRequestHandler('tools/list', () => {
    throw new Error('No list');
  });
  return mcp;
}

const call = (name: string, args: object = {}) => ({ calls: [{ name, args: { ...args } }] });

describe('chat without a terminal', () => {
  it('prints the text, and everything else on stderr', async () => {
    const script = [
      { text: 'Let me look.', ...call('get_room', { id: 'r-1' }) },
      { text: 'Free.' },
    ];
    const env = { MODEL_PRICE_INPUT: '1', MODEL_PRICE_OUTPUT: '2' };
    const { exit, stdout, stderr, requests } = await chat(script, { stdin: 'Free?\n', env });
    expect([exit, stdout]).toEqual([0, 'Let me look.\nFree.\n']);
    expect(stderr).toBe(
      '→ get_room {"id":"r-1"}\n✓ get_room: as text {"id":"r-1"}\n(200 tokens in, 20 out, 2 steps, cost about 0.0002)\n',
    );
    expect(requests[0]).toMatchObject({ question: 'Free?', key: 'k' });
  });

  it('prints one document with --json', async () => {
    const script = [call('get_room', { id: 'none' }), { text: 'No.' }];
    const { stdout } = await chat(script, {}, ['--json']);
    expect(JSON.parse(stdout)).toEqual({
      end: 'done',
      text: 'No.',
      calls: [
        { tool: 'get_room', args: { id: 'none' }, result: 'No such room.\u001b[2J', failed: true },
      ],
      usage: { input: 200, output: 20, cached: 0, steps: 2 },
    });
  });

  it('calls destructive tools only with --allow', async () => {
    const script = [call('delete_room', { id: '1' }), { text: 'Deleted.' }];
    const refused = await chat(script);
    expect([refused.exit, refused.calls]).toEqual([1, []]);
    expect(refused.stderr).toContain('tools are not called: "delete_room"');
    const allowed = await chat(script, {}, ['--allow', 'delete_room']);
    expect([allowed.exit, allowed.calls]).toEqual([0, [{ id: '1' }]]);
  });

  it('answers the confirmation of an allowed tool, and no other question', async () => {
    const words = ['--allow', 'clear_room'];
    const cleared = await chat([call('clear_room'), { text: 'Done.' }], {}, words);
    expect([cleared.exit, cleared.calls]).toEqual([0, [{}]]);
    const booked = await chat([call('book'), { text: 'Not booked.' }], {}, words);
    expect(booked.stderr).toContain('asks "How many guests?", which "--allow" does not answer');
    const read = await chat([call('clear_room'), { text: 'Kept.' }], {}, ['--allow', 'book']);
    expect([read.exit, read.calls]).toEqual([1, []]);
  });

  it('has the tools of all providers of a project', async () => {
    const model = await startModelServer([call('rooms__where'), { text: 'There.' }]);
    onTestFinished(() => model.close());
    const env = { MODEL_NAME: 'm', MODEL_URL: model.url };
    const { stderr } = await runProgram(['chat'], {
      ...project(`${CONFIG}  desks:\n    name: Desks\n`),
      stdin: 'Where?',
      env,
    });
    expect(model.requests[0]?.tools).toEqual(['rooms__where', 'desks__where']);
    expect(stderr).toContain('✓ rooms__where: --provider rooms');
  });

  it('has the tools of all servers in a configuration file that are not off', async () => {
    const model = await startModelServer([call('b__get_room', { id: 'r-1' }), { text: 'There.' }]);
    onTestFinished(() => model.close());
    const folder = temporaryFolder();
    const [a, b, unlisted] = await Promise.all([roomServer(), roomServer(), serve(withoutList)]);
    const servers = {
      a: { 'httpstream-url': a.url },
      b: { url: b.url },
      off: { url: '${MISSING}', disabled: true },
      gone: { url: 'http://127.0.0.1:9/mcp' },
      unlisted: { url: unlisted },
    };
    const files = memoryFiles({
      [join(folder, 'config.json')]: JSON.stringify({ mcp_servers: servers }),
    });
    const env = { MODEL_NAME: 'm', MODEL_URL: model.url };
    const given = { cwd: folder, files, stdin: 'Where?', env };
    const { stderr } = await runProgram(['chat', '--servers', 'config.json'], given);
    expect(model.requests[0]?.tools).toEqual(
      expect.arrayContaining(['a__get_room', 'b__get_room']),
    );
    expect(stderr).toContain('✓ b__get_room: as text');
    expect(stderr).toMatch(/Cannot connect to "gone".* Its tools are missing\./);
    expect(stderr).toMatch(/"unlisted" failed: .*No list.* Its tools are missing\./);
    const programs = {
      gone: { command: 'no-such-program' },
      elsewhere: { command: 'node', cwd: 'nowhere' },
      keyless: { command: 'node', args: ['-e', 'console.error("Error: no key"); process.exit(3)'] },
    };
    const file = { [join(folder, 'programs.json')]: JSON.stringify({ mcpServers: programs }) };
    const asked = { ...given, files: memoryFiles(file) };
    const none = await runProgram(['chat', '--servers', 'programs.json'], asked);
    expect(none.exit).toBe(2);
    expect(none.stderr).toContain('Cannot connect to "gone". The command was not found.');
    expect(none.stderr).toContain(`The folder "${join(folder, 'nowhere')}" does not exist.`);
    expect(none.stderr).toMatch(
      /"keyless". The program ended with code 3\. It printed:\s+Error: no key/,
    );
    const wrong = await runProgram(['chat', '--servers', 'none.json'], given);
    expect([wrong.exit, wrong.stderr]).toEqual([2, expect.stringContaining('it cannot be read')]);
  });

  it('reads the file of any client, and leaves out by name what is wrong in it', async () => {
    const model = await startModelServer([{ text: 'Seen.' }]);
    onTestFinished(() => model.close());
    const { url } = await roomServer();
    const mcp = `{
      // of our team
      "inputs": [
        { "id": "key", "type": "promptString", "password": true },
        { "id": "host", "type": "promptString", "default": "${url}" },
      ],
      "servers": {
        "rooms": { "type": "http", "url": "\${ROOMS_URL:-${url}}", "headers": { "X-Port": 8123, "X-Team": null } },
        "other": { "type": "http", "url": "\${input:host}" },
        "unset": { "command": "node", "env": { "TOKEN": "\${OTHER_TOKEN}" } },
        "asks": { "command": "node", "args": ["\${input:key}"] },
        "wrong": { "url": "nowhere" },
        "empty": { "type": "stdio" },
        "text": "node",
      },
    }`;
    const toml = `[mcp_servers.rooms]\nurl = "${url}"\n`;
    const env = { MODEL_NAME: 'm', MODEL_URL: model.url };
    const files = memoryFiles({ '/w/.vscode/mcp.json': mcp, '/w/config.toml': toml });
    const given = { cwd: '/w', files, stdin: 'Where?', env };
    const { exit, stderr } = await runProgram(['chat', '--servers', '.vscode/mcp.json'], given);
    const servers = (tools: readonly string[] = []) =>
      new Set(tools.map((name) => name.split('__')[0]));
    // Both have resources, which the tool without a server reads.
    const known = new Set(['rooms', 'other', 'read_resource']);
    expect([exit, servers(model.requests[0]?.tools)]).toEqual([0, known]);
    for (const text of [
      '"unset" needs ${OTHER_TOKEN}, which is not set in the environment. It is left out.',
      '"asks" needs ${input:key}, which is asked for in a terminal only. It is left out.',
      '"wrong" has an invalid "url". It is left out.',
      '"empty" needs "url" or "command". It is left out.',
      '"text" is not a server',
    ])
      expect(stderr).toContain(text);
    await runProgram(['chat', '--servers', 'config.toml'], given);
    expect(model.requests[1]?.tools).toContain('get_room');
  });

  it.each<[string, Script, Options, string[], number, string]>([
    ['a key that is wrong', [{ status: 401 }], {}, [], 1, 'The model refused the key'],
    ['a refusal', [{ refusal: 'No.' }], {}, [], 1, 'The model refused.'],
    [
      'a stream that breaks off',
      [{ text: 'Fr', breakAfter: 1 }],
      {},
      [],
      1,
      'connection to the model',
    ],
    ['no model', [], { env: { MODEL_NAME: '' } }, [], 2, 'MODEL_NAME is required'],
    ['no message', [], { stdin: ' \n' }, [], 2, 'standard input is the message'],
    ['an unknown tool', [], {}, ['--allow', 'get_rom'], 2, 'did you mean "get_room"?'],
  ])('reports %s', async (_, script, options, words, code, message) => {
    const { exit, stderr } = await chat(script, options, words);
    expect(exit).toBe(code);
    expect(stderr).toContain(message);
  });
});

describe('chat in a terminal', () => {
  it('keeps the conversation, and counts its tokens', async () => {
    const { questions } = person({}, ['Hello', 'And now?']);
    const { exit, stdout, stderr, requests } = await chat([{ text: 'Hi.' }, { text: 'Bye.' }], {
      questions,
    });
    expect([exit, stdout]).toEqual([0, 'Hi.\nBye.\n']);
    expect(requests[1]?.body.messages).toMatchObject([
      { role: 'system' },
      { content: 'Hello' },
      { content: 'Hi.' },
      { content: 'And now?' },
    ]);
    expect(stderr).toContain('Total: 200 tokens in, 20 out, 2 steps');
  });

  it.each([
    ['no', 0],
    ['yes', 1],
  ])('confirms destructive tools: %s', async (answer, count) => {
    const { questions, asked } = person({ 'Call it?': answer }, ['Delete it']);
    const script = [call('delete_room', { id: '1' }), { text: 'Well.' }];
    const { calls, requests } = await chat(script, { questions });
    expect(asked).toEqual(['This tool may change or delete data. Call it?']);
    expect(calls).toHaveLength(count);
    expect(requests[1]?.results[0]).toContain(count > 0 ? 'Done.' : 'The user declined this call.');
  });

  it('asks once for a tool that the user allows', async () => {
    const { questions, asked } = person({ 'Call it?': 'always' }, ['Delete both']);
    const step = call('delete_room', { id: '1' });
    const { calls } = await chat([step, step, { text: 'Done.' }], { questions });
    expect([asked.length, calls.length]).toEqual([1, 2]);
  });

  it('lists what the server offers', async () => {
    const { questions } = person({}, ['/tools', '/resources', '/prompts', '/help', '/exit', 'Hi']);
    const { stderr, requests } = await chat([], { questions });
    for (const text of ['destroys  delete_room', 'rooms://floors/{floor}', 'tidy', '/use NAME'])
      expect(stderr).toContain(text);
    const help = stderr.slice(stderr.indexOf('/tools')).split('\n');
    expect(help.filter((line) => line.length > 80)).toEqual([]);
    expect(requests).toEqual([]);
  });

  it('sends prompts, with resources as data', async () => {
    const lines = ['/use rules', '/use floor', '/use rooms://floors/8', '/use tidy'];
    const { questions } = person({ floor: '7', room: 'Attic' }, lines);
    const { requests } = await chat([{ text: 'Ok.' }], { questions });
    expect(requests[0]?.question).toMatch(
      /<data \w+>\nNo shoes\.\n.*Floor 7 is free\.\n.*Floor 8 is free\.\n.*Tidy Attic\.$/s,
    );
  });

  it.each(['/use nothing', '/use rooms://none', '/use'])(
    'reports "%s", and goes on',
    async (line) => {
      const { questions } = person({}, [line, 'Hello']);
      const { exit, stderr, requests } = await chat([{ text: 'Hi.' }], { questions });
      expect([exit, requests.length]).toEqual([0, 1]);
      expect(stderr).toMatch(/Unknown prompt or resource|A name or URI is required/);
    },
  );

  it('forgets the conversation', async () => {
    const { questions } = person({}, ['Hello', '/clear', 'Again']);
    const { requests } = await chat([{ text: 'Hi.' }], { questions });
    expect(requests[1]).toMatchObject({ question: 'Again', length: 2 });
  });

  it('keeps messages for the next chat, except those that begin with a blank', async () => {
    const files = memoryFiles({});
    const { questions } = person({}, ['Hello', ' secret', 'Again', 'Hello']);
    await chat([{ text: 'Hi.' }], { questions, files, env: { HOME: '/home/ann' } });
    const text = await files.read('/home/ann/.local/state/mcp-provider/chat-history.json');
    expect(JSON.parse(text ?? '')).toEqual(['Again', 'Hello']);
  });
});
