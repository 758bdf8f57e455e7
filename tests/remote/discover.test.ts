import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { listen, mcpServer, program, script } from './servers.js';

interface Found {
  server: { name: string; isLegacy: boolean; protocolVersion: string } | null;
  signIn: Record<string, unknown> | null;
  tools: { name: string; tokens: number }[];
  tokens: number;
  resources: object[];
  resourceTemplates: object[];
  prompts: object[];
}

const run = (args: readonly string[], env: Record<string, string> = {}) =>
  runProgram(['discover', ...(args.includes('--timeout') ? [] : ['--timeout', '10']), ...args], {
    files: memoryFiles({}),
    cwd: tmpdir(),
    env,
  });

async function discovered(args: readonly string[], env?: Record<string, string>) {
  const { exit, stdout, stderr } = await run(['--json', ...args], env);
  return { exit, stderr, found: JSON.parse(stdout || '{}') as Found };
}

describe('discover', () => {
  it.each([
    ['server-everything', [], 'echo', true],
    ['server-memory', [], 'read_graph', false],
    ['server-filesystem', [tmpdir()], 'read_text_file', false],
  ] as const)(
    'lists %s over stdio',
    async (name, args, tool, hasPrompts) => {
      const { exit, found } = await discovered(['--', ...program(name, ...args)]);
      expect(exit).toBe(0);
      expect(found.server?.isLegacy).toBe(true);
      expect(found.tools.map((each) => each.name)).toContain(tool);
      expect(found.tokens).toBe(found.tools.reduce((sum, { tokens }) => sum + tokens, 0));
      expect(found.prompts.length > 0).toBe(hasPrompts);
    },
    20_000,
  );

  it('lists a server of the current protocol version over HTTP', async () => {
    const { stdout, exit } = await run([await mcpServer()]);
    expect(exit).toBe(0);
    expect(stdout).toBe(
      [
        'rooms  Rooms  1.2.0',
        '  protocol 2026-07-28 (current)',
        '  offers prompts, resources, tools',
        '  tool      get_room  51 tokens, read-only  One room.',
        '  resource  plan                            rooms://plan',
        '  prompt    tidy                            Tidy up.',
        '  1 tool has about 51 tokens.',
        '',
      ].join('\n'),
    );
  });

  it('lists a legacy program that ends at any message before "initialize"', async () => {
    const initialize = `{protocolVersion: '2025-11-25', capabilities: {tools: {}}, serverInfo: {name: 'old', version: '1'}}`;
    const source = `
      require('node:readline').createInterface({input: process.stdin}).on('line', (line) => {
        const { id, method } = JSON.parse(line);
        if (method === 'server/discover') process.exit(1);
        const result = method === 'initialize' ? ${initialize} : {tools: []};
        if (id !== undefined) console.log(JSON.stringify({jsonrpc: '2.0', id, result}));
      });`;
    const { exit, found } = await discovered(['--', ...script(source)]);
    expect([exit, found.server?.name, found.server?.isLegacy]).toEqual([0, 'old', true]);
  });

  it('sends headers with values from environment variables', async () => {
    const url = await mcpServer(({ headers }, response) => {
      if (headers['x-key'] !== 'k-1') response.writeHead(401).end();
    });
    const header = 'X-Key: ${ROOMS_KEY}';
    const refused = await discovered([url]);
    expect([refused.exit, refused.found.signIn]).toEqual([1, { method: 'token' }]);
    const { exit, found } = await discovered([url, '--header', header], { ROOMS_KEY: 'k-1' });
    expect([exit, found.server?.name]).toEqual([0, 'rooms']);
    expect((await run([url, '--header', header])).stderr).toContain('"ROOMS_KEY" is not set');
  });

  it('gives a program the variables that are named, and no others', async () => {
    process.env.OTHER_SECRET = 'x';
    const source = `console.error(process.env.ROOMS_KEY, process.env.OTHER_SECRET); process.exit(1)`;
    const words = ['--env', 'ROOMS_KEY', '--', ...script(source)];
    const { stderr } = await run(words, { ROOMS_KEY: 'k-1' });
    delete process.env.OTHER_SECRET;
    expect(stderr).toContain('k-1 undefined');
  });

  it.each([
    ['with the path', '/.well-known/oauth-protected-resource/mcp'],
    ['at the root', '/.well-known/oauth-protected-resource'],
  ])('reports the OAuth sign-in of a server with metadata %s', async (_, place) => {
    const base = await listen((request, response, origin) => {
      const documents: Record<string, object> = {
        [place]: {
          resource: `${origin}/mcp`,
          authorization_servers: [origin],
          scopes_supported: ['rooms:read'],
        },
        '/.well-known/oauth-authorization-server': {
          issuer: origin,
          authorization_endpoint: `${origin}/authorize`,
          token_endpoint: `${origin}/token`,
          registration_endpoint: `${origin}/register`,
          response_types_supported: ['code'],
          client_id_metadata_document_supported: true,
        },
      };
      const document = documents[request.url ?? ''];
      if (document) response.setHeader('content-type', 'application/json');
      else if (request.url === '/mcp') response.writeHead(401, { 'www-authenticate': 'Bearer' });
      else response.writeHead(404);
      response.end(JSON.stringify(document ?? {}));
    });
    const { exit, found } = await discovered([`${base}/mcp`]);
    expect(exit).toBe(1);
    expect(found.signIn).toEqual({
      method: 'oauth',
      challenge: 'Bearer',
      resource: `${base}/mcp`,
      issuer: base,
      scopes: ['rooms:read'],
      identification: ['registered', 'metadata-document', 'dynamic-registration'],
    });
  });

  it.each<[string, (origin: string) => string, string]>([
    ['for another server', () => 'https://other.example/mcp', 'is for "https://other.example/mcp"'],
    ['that is not encrypted', () => 'http://auth.example', 'is not a public HTTPS URL'],
    ['of nobody', () => 'http://127.0.0.1:1', 'fetch failed: connect ECONNREFUSED 127.0.0.1:1'],
  ])('refuses metadata %s', async (_, named, words) => {
    const isIssuer = !words.startsWith('is for');
    const base = await listen((request, response, origin) => {
      const metadata = `${origin}/metadata`;
      if (request.url === '/metadata') {
        const resource = isIssuer ? `${origin}/mcp` : named(origin);
        const document = { resource, authorization_servers: [isIssuer ? named(origin) : origin] };
        response.setHeader('content-type', 'application/json').end(JSON.stringify(document));
      } else {
        const challenge = `Bearer resource_metadata="${metadata}"`;
        response.writeHead(401, { 'www-authenticate': challenge }).end();
      }
    });
    const { found } = await discovered([`${base}/mcp`]);
    expect(found.signIn?.method).toBe('oauth');
    expect(found.signIn?.problem).toContain(words);
  });
});

describe('discover reports a server that it cannot read', () => {
  it.each<[string, readonly string[], string]>([
    ['a command that does not exist', ['no-such-program'], 'The command was not found.'],
    [
      'a program that ends',
      ['--', ...script('console.error("no key"); process.exit(3)')],
      'no key',
    ],
    [
      'a program that is silent',
      ['--timeout', '1', '--', ...script('setInterval(() => {}, 1e3)')],
      'in time',
    ],
    [
      'a program that prints text',
      ['--timeout', '1', '--', ...script('setInterval(() => console.log("hi"), 100)')],
      'in time',
    ],
    [
      'a program without its token',
      ['--', ...script('console.error("Error: ROOMS_TOKEN is not set."); process.exit(1)')],
      'add --env ROOMS_TOKEN.',
    ],
    [
      'a program with a wrong value',
      ['--', ...script('console.error("ROOMS_URL must be an https URL."); process.exit(1)')],
      'Run the command in a terminal',
    ],
    [
      'why a program crashed',
      [
        '--',
        ...script(
          '(async () => { throw new TypeError("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND a.test") }); })()',
        ),
      ],
      'TypeError: fetch failed\n',
    ],
    [
      'the first of two variables',
      [
        '--',
        ...script(
          'console.error("Either set ROOMS_TOKEN or enable OAuth with USE_OAUTH=true"); process.exit(1)',
        ),
      ],
      'add --env ROOMS_TOKEN.',
    ],
    ['a closed port', ['http://127.0.0.1:9/mcp'], 'Cannot connect'],
    ['plain HTTP', ['http://mcp.example/mcp'], 'is not encrypted'],
    ['a password in a URL', ['https://a:b@mcp.example/mcp'], 'with a user name or a password'],
    ['nothing', [''], 'The target is empty'],
    ['a bad header', ['https://mcp.example', '--header', 'X-Key secret'], 'is not a header'],
    ['a header of "Repeat"', ['https://mcp.example', '--header', 'X-Key: …'], 'has no value'],
    [
      'letters beyond one byte',
      ['https://mcp.example', '--header', 'X-Key: 天'],
      'is not a header',
    ],
    ['a header for a command', ['cat', '--header', 'A: b'], '"--header" requires a URL'],
    ['a variable for a URL', ['https://mcp.example', '--env', 'A'], '"--env" requires a command'],
    ['a bad time', ['cat', '--timeout', '0'], 'Enter a number of seconds'],
  ])('%s', async (_, args, words) => {
    const { exit, stderr, stdout } = await run(args);
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });

  it.each<[string, Parameters<typeof listen>[0], string]>([
    [
      'a redirect',
      (_, response) => response.writeHead(308, { location: '/other' }).end(),
      'redirects to',
    ],
    ['a page', (_, response) => response.writeHead(404).end('<html>'), 'status 404'],
    [
      'a body without end',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const timer = setInterval(() => response.write('x'.repeat(1_000_000)), 1);
        response.on('close', () => clearInterval(timer));
      },
      'larger than 10000000 bytes',
    ],
  ])('%s', async (_, listener, words) => {
    const base = await listen(listener);
    const { exit, stderr } = await run([`${base}/mcp`]);
    expect(exit).toBe(2);
    expect(stderr).toContain(words);
  });

  it.each<[string, Parameters<typeof listen>[0]]>([
    ['no response', () => undefined],
    [
      'headers without a body',
      (_, response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders(),
    ],
  ])('%s', async (_, listener) => {
    const base = await listen(listener);
    const { exit, stderr } = await run([`${base}/mcp`, '--timeout', '2']);
    expect([exit, stderr]).toEqual([2, expect.stringContaining('in time') as string]);
  });
});
