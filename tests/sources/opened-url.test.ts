import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { listen, mcpServer } from '../remote/servers.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { person } from '../support/person.js';

interface Replies {
  status: number;
  challenge?: string;
  /** Metadata of this resource, below the origin (RFC 9728). */
  resource?: string;
  /** For GET. */
  body?: string;
}

const posted: string[] = [];

/** A server that refuses MCP in one of the ways in which APIs do. */
const server = ({ status, challenge, resource, body = '{}' }: Replies): Promise<string> =>
  listen((request, response, origin) => {
    const reply = async () => {
      if (request.method === 'POST') posted.push((await buffer(request)).toString());
      response.setHeader('content-type', 'application/json');
      if (request.url === '/.well-known/oauth-authorization-server')
        return response.end(
          JSON.stringify({
            issuer: origin,
            authorization_endpoint: `${origin}/authorize`,
            token_endpoint: `${origin}/token`,
            response_types_supported: ['code'],
          }),
        );
      if (
        request.url?.startsWith('/.well-known/oauth-protected-resource') &&
        resource !== undefined
      )
        return response.end(
          JSON.stringify({ resource: origin + resource, authorization_servers: [origin] }),
        );
      if (request.url !== '/v1') return response.writeHead(404).end();
      if (request.method === 'GET' && body.includes('openapi')) return response.end(body);
      return response
        .writeHead(status, { ...(challenge && { 'www-authenticate': challenge }) })
        .end(body);
    };
    void reply();
  });

const TOOL = ['--name', 'acme', '--tool', 'list_rooms: Rooms.', '--request', 'GET /rooms'];

async function created(more: string[], answers?: Record<string, string>) {
  posted.length = 0;
  const { questions, asked } = person(answers ?? {});
  const files = memoryFiles({ '/home/ann/.profile': '' });
  const outcome = await runProgram(['create', 'acme-mcp', '--no-install', ...more], {
    files,
    cwd: '/home/ann',
    env: { HOME: '/home/ann' },
    ...(answers && { questions }),
  });
  const config = (await files.read('/home/ann/acme-mcp/provider-config.yaml')) ?? '';
  const [, kind = config && 'api'] = /kind: (\w+)/.exec(config) ?? [];
  return { ...outcome, kind, asked: asked.join('\n') };
}

it.each<[string, Replies, string]>([
  ['Basic', { status: 401, challenge: 'Basic realm=x' }, ''],
  ['Bearer', { status: 401, challenge: 'Bearer' }, ''],
  ['no challenge', { status: 401 }, ''],
  ['metadata of another resource', { status: 401, challenge: 'Bearer', resource: '/other' }, ''],
  ['metadata of it', { status: 401, challenge: 'Bearer', resource: '/v1' }, 'mcp'],
  ['metadata of its origin', { status: 401, resource: '' }, 'mcp'],
  ['another refusal', { status: 403 }, 'api'],
  ['data', { status: 200 }, 'api'],
  [
    'a document for all',
    {
      status: 401,
      body: '{"openapi":"3.1.0","info":{"title":"A","version":"1"},"servers":[{"url":"https://api.acme.dev"}],"paths":{"/a":{"get":{"operationId":"getA","responses":{"200":{"description":"OK"}}}}}}',
    },
    'document',
  ],
])('without a person, an API that responds with %s is no MCP server', async (_, replies, is) => {
  const url = `${await server(replies)}/v1`;
  const from = ['--from', url, '--auth', 'bearer', '--yes'];
  const { exit, kind, error } = await created(is === 'api' ? [...from, ...TOOL] : from);
  if (is === '') expect([exit, error?.code]).toEqual([2, 'create/api-or-server']);
  else expect([exit, kind]).toEqual([0, is === 'document' ? 'api' : is]);
});

it.each(['api', 'mcp'])('--kind %s says which of them it is', async (is) => {
  const url = `${await server({ status: 401 })}/v1`;
  const more = is === 'api' ? TOOL : [];
  const words = ['--from', url, '--kind', is, '--auth', 'bearer', '--yes', ...more];
  expect(await created(words)).toMatchObject({ exit: 0, kind: is });
  expect(posted.length > 0).toBe(is === 'mcp');
});

it('a person says what responds with 401, and an API gets no message of MCP', async () => {
  const url = `${await server({ status: 401 })}/v1`;
  const request = { 'First tool': 'GET /rooms' };
  const asked = await created(['--from', url], { 'Is it an API': 'api', ...request });
  expect(asked, asked.stderr).toMatchObject({ exit: 0, kind: 'api' });
  const answers = { 'What do you want to connect': 'An API', 'OpenAPI document, curl': url };
  const chosen = await created([], { ...answers, ...request });
  expect(chosen, chosen.stderr).toMatchObject({ exit: 0, kind: 'api' });
  expect(posted).toEqual([]);
  expect(chosen.asked).not.toContain('Is it an API');
});

it.each([
  [200, 'none'],
  [403, 'bearer'],
])('Enter alone makes a project of an API that responds with %s', async (status, auth) => {
  const url = `${await server({ status, body: '{"rooms":[]}' })}/v1`;
  const made = await created(['--from', url], {});
  expect(made, made.stderr).toMatchObject({ exit: 0, kind: 'api' });
  expect(made.stdout).toContain(`--auth ${auth} --tool "get_front_page`);
});

it.each(['http://ada:secret@127.0.0.1:9/v1', 'http://127.0.0.1:9/v1?api_key=secret'])(
  'the secret in %s is not printed',
  async (url) => {
    const { stdout, stderr } = await created(['--from', url, '--yes', ...TOOL]);
    expect(stdout + stderr).toContain('127.0.0.1:9/v1');
    expect(stdout + stderr).not.toContain('secret');
  },
);

it('a server of MCP needs no question', async () => {
  const url = await mcpServer();
  expect(await created(['--from', url, '--yes'])).toMatchObject({ exit: 0, kind: 'mcp' });
});
