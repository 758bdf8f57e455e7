import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { delimiter, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { beforeEach, expect, it } from 'vitest';
import type { RemoteCatalog } from '../../runtime/src/remote/catalog.js';
import { listen } from '../../runtime/tests/listen.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { NPM, run } from './spawn.js';
import { DOWN, hasScript, talk, UP } from './talk.js';

const SECRET = 'value-of-the-token-42';
/** Needs its token, and has one tool. */
const PROGRAM = `
  if (!process.env.ROOMS_TOKEN) { console.error('ROOMS_TOKEN is not set.'); process.exit(1); }
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const { id, method } = JSON.parse(line);
    const result = {
      initialize: { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo: { name: 'rooms', title: 'Acme Rooms', version: '1' } },
      'tools/list': { tools: [{ name: 'get_room', inputSchema: { type: 'object' } }] },
    }[method];
    const outcome = result ? { result } : { error: { code: -32601, message: 'Method not found' } };
    if (id !== undefined) console.log(JSON.stringify({ jsonrpc: '2.0', id, ...outcome }));
  });`;

let home: string;
beforeEach(() => {
  home = temporaryFolder();
  mkdirSync(join(home, '.cursor'));
  writeFileSync(join(home, 'rooms.cjs'), PROGRAM);
});

const file = () => join(home, '.cursor', 'mcp.json');
const entry = (env: object) => ({
  command: process.execPath,
  args: [join(home, 'rooms.cjs')],
  env,
});
const configured = (mcpServers: object) => writeFileSync(file(), JSON.stringify({ mcpServers }));
const create = (...more: string[]) => {
  const from = more.includes('--from') ? [] : ['--from', 'client:cursor'];
  return run(['new-mcp', ...from, '--yes', '--no-install', '--no-git', ...more], {
    program: 'create-mcp-provider',
    cwd: home,
    env: { HOME: home, MCP_DATA_DIR: join(home, 'data') },
  });
};
const textsIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => readFileSync(join(each.parentPath, each.name), 'utf8'));

it('serves each server of a client, with its token in the encrypted store alone', async () => {
  configured({ one: entry({ ROOMS_TOKEN: SECRET }), two: entry({ ROOMS_TOKEN: SECRET }) });
  const before = readFileSync(file(), 'utf8');
  const { exit, stdout, stderr } = await create();
  expect([exit, stderr]).toEqual([0, expect.stringContaining('ROOMS_TOKEN') as string]);
  expect(stderr + stdout).not.toContain('sign-in'); // they are signed in
  const project = join(home, 'new-mcp');
  for (const text of [stdout, stderr, ...textsIn(project), ...textsIn(join(home, 'data'))])
    expect(text).not.toContain(SECRET);
  expect(readdirSync(join(home, 'data'), { recursive: true }).join()).toContain('.sealed');
  expect(readFileSync(join(project, 'src/providers/two/remote.json'), 'utf8')).toContain(
    '"name": "two_get_room"',
  );
  const config = readFileSync(join(project, 'provider-config.yaml'), 'utf8');
  expect(config).toMatch(/name: Acme Rooms\n[^]*name: 'Acme Rooms \(two\)'\n/);
  expect(readFileSync(file(), 'utf8')).toBe(before);
  expect(stdout + stderr).toContain('config cursor --write --overwrite --scope user');
});

it('writes settings of programs to .env, where two have another value under names of their own', async () => {
  const own = (path: string) =>
    entry({ ROOMS_TOKEN: SECRET, ROOMS_PATH: path, ROOMS_REGION: 'eu' });
  configured({ one: own('C:\\new'), two: own("/it's") });
  const { exit, stderr } = await create();
  expect(exit, stderr).toBe(0);
  const text = (path: string) => readFileSync(join(home, 'new-mcp', path), 'utf8');
  expect(text('.env')).toBe(`ROOMS_PATH='C:\\new'\nROOMS_REGION='eu'\nTWO_ROOMS_PATH="/it's"\n`);
  expect(text('src/providers/two/api/client.ts')).toContain(
    "environment: { ROOMS_PATH: 'TWO_ROOMS_PATH', ROOMS_REGION: 'ROOMS_REGION' },",
  );
  expect(text('src/providers/two/api/auth.ts')).toContain("{ ROOMS_TOKEN: 'ROOMS_TOKEN' }");
});

/** Lists a tool twice, and tools whose names cannot be served. */
const STRANGE = PROGRAM.replace(
  "[{ name: 'get_room', inputSchema: { type: 'object' } }]",
  `['get_room', 'get_room', '__proto__', 'constructor', 'a b'].map((name, index) => ({ name, description: 'Of ' + index, inputSchema: { type: 'object' } }))`,
);

it('leaves out by name what does not start or cannot be served, and serves the rest', async () => {
  writeFileSync(join(home, 'strange.cjs'), STRANGE);
  const strange = { ...entry({ ROOMS_TOKEN: SECRET }), args: [join(home, 'strange.cjs')] };
  const one = entry({ ROOMS_TOKEN: SECRET });
  const missing = { command: join(home, 'missing') };
  configured({ down: entry({}), missing, 'the-one': one, the_one: one, strange });
  const { exit, stdout, stderr } = await create();
  expect([exit, stderr]).toEqual([0, expect.stringContaining('"down" did not start') as string]);
  for (const text of [
    '"missing" did not start',
    'A server is left out. "the_one" would be the second provider with the name "the_one".',
    'Tool "get_room" is not valid: The server lists another one with this name before it. It is left out.',
    ...['__proto__', 'constructor', 'a b'].map((name) => `strange: the tool "${name}" is left out`),
  ])
    expect(stderr).toContain(text);
  expect(stdout).toContain('--servers "the-one,strange"');
  const project = join(home, 'new-mcp');
  const { tools } = JSON.parse(
    readFileSync(join(project, 'src/providers/strange/remote.json'), 'utf8'),
  ) as RemoteCatalog;
  expect(tools?.map(({ name, description }) => [name, description])).toEqual([
    ['strange_get_room', 'Of 0'],
  ]);
});

it('gives a tool a name that no other server has, and that models accept', async () => {
  const long = 'a'.repeat(64);
  const serving = (...names: string[]) => {
    const tools = JSON.stringify(names.map((name) => ({ name, inputSchema: { type: 'object' } })));
    const path = join(home, `${names.length}.cjs`);
    writeFileSync(
      path,
      PROGRAM.replace("[{ name: 'get_room', inputSchema: { type: 'object' } }]", tools),
    );
    return { ...entry({ ROOMS_TOKEN: SECRET }), args: [path] };
  };
  configured({ one: serving('get', 'two_get', long), two: serving('get', long) });
  const { exit, stderr } = await create();
  expect(exit, stderr).toBe(0);
  const { tools } = JSON.parse(
    readFileSync(join(home, 'new-mcp/src/providers/two/remote.json'), 'utf8'),
  ) as RemoteCatalog;
  expect(tools?.map(({ name }) => name)).toEqual(['two_get_2', `two_${'a'.repeat(60)}`]);
});

it('refuses where none of the servers starts, with the reason of the first', async () => {
  configured({ one: entry({}), two: { command: join(home, 'missing') } });
  const { exit, stderr } = await create();
  expect([exit, stderr]).toEqual([2, expect.stringMatching(/^✖ "one" did not start/)]);
});

it('takes only the servers that are named', async () => {
  configured({ one: entry({ ROOMS_TOKEN: SECRET }), two: entry({}) });
  const { exit, stderr } = await create('--servers', 'one');
  expect([exit, stderr]).toEqual([0, expect.not.stringContaining('two') as string]);
});

it('takes a file of a client, as fastchat has it', async () => {
  const { command, args } = entry({});
  const server = { protocol: 'stdio', config: { command, args, env: { ROOMS_TOKEN: SECRET } } };
  const file = { app_name: 'app', mcp_servers: { rooms: server } };
  writeFileSync(join(home, 'config.json'), JSON.stringify(file));
  const { exit, stdout, stderr } = await create('--from', 'config.json');
  expect([exit, stderr]).toEqual([
    0,
    expect.stringContaining('config.json still contains these secrets') as string,
  ]);
  expect(stdout).toContain('--from config.json');
  expect(readFileSync(join(home, 'new-mcp/provider-config.yaml'), 'utf8')).toContain('rooms:');
});

it.each<[string, () => void, string[], string]>([
  ['no server', () => {}, [], 'has no server'],
  ['an unknown one', () => configured({ one: entry({}) }), ['--servers', 'x'], 'no server "x"'],
  [
    'a file that is not JSON',
    () => writeFileSync(file(), '{\n "mcpServers": {,}'),
    [],
    'cannot be read',
  ],
])('refuses %s', async (_, prepare, more, words) => {
  prepare();
  const { exit, stderr } = await create(...more);
  expect([exit, stderr]).toEqual([2, expect.stringContaining(words) as string]);
});

/** A server that lists its tools only to those who have the token. */
async function remote(secret = SECRET, seen: (string | undefined)[] = []): Promise<string> {
  const tools = [{ name: 'get_room', inputSchema: { type: 'object' } }];
  const serverInfo = { name: 'rooms', version: '1' };
  const initialized = { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const text = await buffer(request);
    seen.push(request.headers.authorization);
    if (request.headers.authorization !== `Bearer ${secret}`) {
      response.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
      return;
    }
    const { id, method } = (request.method === 'POST' ? JSON.parse(text.toString()) : {}) as {
      id?: number;
      method?: string;
    };
    const result = method === 'initialize' ? initialized : { tools };
    const isKnown = method === 'initialize' || method === 'tools/list';
    const outcome = isKnown ? { result } : { error: { code: -32601, message: 'Method not found' } };
    response.writeHead(id === undefined ? 202 : 200, { 'content-type': 'application/json' });
    response.end(id === undefined ? '' : JSON.stringify({ jsonrpc: '2.0', id, ...outcome }));
  };
  return `${await listen((request, response) => void answer(request, response))}/mcp`;
}

it('names the headers of an entry that are not its sign-in', async () => {
  const headers = { 'X-Team': 'web', Authorization: `Bearer ${SECRET}` };
  configured({ rooms: { url: await remote(), headers } });
  const { exit, stderr } = await create();
  expect([exit, stderr]).toEqual([0, expect.stringContaining('does not send X-Team.') as string]);
  expect(readFileSync(join(home, 'new-mcp/provider-config.yaml'), 'utf8')).toContain(
    'auth: bearer',
  );
});

it.skipIf(!hasScript)('imports with a token that is typed unseen, and stores it', async () => {
  const url = await remote();
  const made = await talk(
    'create-mcp-provider',
    ['--from', url, '--no-install', '--no-git'],
    home,
    [
      ['Is it an API or an MCP server?', DOWN],
      ['Sign in now?', ''],
      ['Token (hidden)', 'wrong'],
      ['does not accept this token', `${'\u007F'.repeat(5)}${SECRET}`],
      ['Create rooms-mcp', ''],
    ],
    { HOME: home, MCP_DATA_DIR: join(home, 'data') },
  );
  expect(made, made.screen).toMatchObject({ exit: 0, unasked: [] });
  expect(made.recording).not.toContain(SECRET);
  expect(made.screen).toContain('Stored encrypted');
  expect(readFileSync(join(home, 'rooms-mcp/src/providers/rooms/remote.json'), 'utf8')).toContain(
    '"name": "get_room"',
  );
});

it.skipIf(!hasScript)(
  'sends a token to the server that it was typed for, and to no other',
  async () => {
    const seen: (string | undefined)[] = [];
    const [url, other] = [await remote(), await remote('other', seen)];
    const made = await talk(
      'create-mcp-provider',
      ['--no-install', '--no-git'],
      home,
      [
        ['What do you want to connect?', url],
        ['Is it an API or an MCP server?', DOWN],
        ['Sign in now?', ''],
        ['Token (hidden)', SECRET],
        ['Create rooms-mcp', UP],
        ['Which one?', ''],
        ['What do you want to connect?', `\u0015${other}`],
        ['Is it an API or an MCP server?', DOWN],
        ['Sign in now?', ''],
        ['Token (hidden)', 'other'],
        ['Create rooms-mcp', ''],
      ],
      { HOME: home, MCP_DATA_DIR: join(home, 'data') },
    );
    expect(made, made.screen).toMatchObject({ exit: 0, unasked: [] });
    expect(seen.join()).toContain('Bearer other');
    expect(seen.join()).not.toContain(SECRET);
  },
);

it.skipIf(!hasScript)('tries a server again that did not start, and leaves it out', async () => {
  configured({ one: entry({}), two: entry({ ROOMS_TOKEN: SECRET }) });
  const made = await talk(
    'create-mcp-provider',
    ['--from', 'client:cursor', '--no-install', '--no-git'],
    home,
    [
      ['Which servers?', ''],
      ['Leave it out', ''],
      ['Leave it out', DOWN],
      ['Create two-mcp', ''],
    ],
    { HOME: home, MCP_DATA_DIR: join(home, 'data') },
  );
  expect(made, made.screen).toMatchObject({ exit: 0, unasked: [] });
  const config = readFileSync(join(home, 'two-mcp/provider-config.yaml'), 'utf8');
  expect(config).toContain('two:');
  expect(config).not.toContain('one:');
});

it.skipIf(!hasScript)(
  'a new server replaces the client entries that it was made from, and a backup is kept',
  async () => {
    const url = 'https://keep.example.com/mcp';
    const rooms = entry({ ROOMS_TOKEN: SECRET });
    configured({ one: rooms, 'My Two': rooms, keep: { url } });
    writeFileSync(join(home, 'npm'), NPM, { mode: 0o755 });
    const made = await talk(
      'create-mcp-provider',
      ['new-mcp', '--from', 'client:cursor', '--servers', 'one,My Two', '--no-git'],
      home,
      [
        ['Create, install and test', ''],
        ['Write these changes?', ''],
      ],
      {
        HOME: home,
        MCP_DATA_DIR: join(home, 'data'),
        PATH: [home, process.env.PATH].join(delimiter),
      },
    );
    expect(made, made.screen).toMatchObject({ exit: 0, unasked: [] });
    expect(made.recording).not.toContain(SECRET);
    expect(made.screen.replace(/\s+/g, ' ')).toContain('The backup of');
    expect(made.screen).not.toContain('To repeat this');
    const { mcpServers } = JSON.parse(readFileSync(file(), 'utf8')) as { mcpServers: object };
    expect(Object.keys(mcpServers).toSorted()).toEqual(['keep', 'my-two', 'one']);
    expect(mcpServers).toMatchObject({
      keep: { url },
      'my-two': { args: expect.arrayContaining(['--provider', 'my_two']) as string[] },
    });
  },
);
