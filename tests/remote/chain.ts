import { text } from 'node:stream/consumers';
import { listen } from './servers.js';

/** Answers instead of the whole chain, where it returns a response. */
export type Broken = (request: Request, base: string, body: string) => Response | undefined;

export const RESOURCE = '/.well-known/oauth-protected-resource/mcp';
export const SERVER = '/.well-known/oauth-authorization-server';

/** A server whose sign-in chain is complete, except for `broken`; returns its URL. */
export async function chain(broken: Broken = () => undefined): Promise<string> {
  const base = await listen((incoming, outgoing, origin) => {
    void (async () => {
      const body = await text(incoming);
      const request = new Request(`${origin}${incoming.url ?? ''}`, {
        method: incoming.method ?? 'GET',
        headers: incoming.headers as Record<string, string>,
        ...(body !== '' && { body }),
      });
      const response = broken(request, origin, body) ?? whole(request, origin, body);
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(await response.text());
    })();
  });
  return `${base}/mcp`;
}

export const metadata = (base: string) => ({
  issuer: base,
  authorization_endpoint: `${base}/authorize`,
  token_endpoint: `${base}/token`,
  registration_endpoint: `${base}/register`,
  response_types_supported: ['code'],
  grant_types_supported: ['authorization_code', 'refresh_token'],
  code_challenge_methods_supported: ['S256'],
  scopes_supported: ['mcp'],
  token_endpoint_auth_methods_supported: ['none'],
  client_id_metadata_document_supported: true,
  authorization_response_iss_parameter_supported: true,
});

export const about = (base: string) => ({
  resource: `${base}/mcp`,
  authorization_servers: [base],
  scopes_supported: ['mcp'],
});

export const challenge = (value: string) =>
  new Response('', { status: 401, headers: { 'www-authenticate': value } });

const CLAUDE = 'https://claude.ai/oauth/mcp-oauth-client-metadata';

/** Tokens that the server accepts have "good" in their last part. */
function whole(request: Request, base: string, body: string): Response {
  const { pathname, searchParams } = new URL(request.url);
  if (request.method === 'OPTIONS')
    return new Response('', { headers: { 'access-control-allow-origin': '*' } });
  switch (pathname) {
    case '/mcp':
      return request.headers.get('authorization')?.endsWith('.good')
        ? mcp(body)
        : challenge(
            `Bearer error="invalid_token", resource_metadata="${base}${RESOURCE}", scope="mcp"`,
          );
    case RESOURCE:
      return Response.json(about(base));
    case SERVER:
      return Response.json(metadata(base));
    case '/register':
      return Response.json({ client_id: 'c1' }, { status: 201 });
    case '/authorize':
      return ['c1', CLAUDE].includes(searchParams.get('client_id') ?? '')
        ? new Response('<form>')
        : new Response('who?', { status: 400 });
    case '/token':
      return Response.json({ error: 'invalid_grant' }, { status: 400 });
    default:
      return new Response('Not found', { status: 404 });
  }
}

const RESULTS: Readonly<Record<string, object>> = {
  initialize: {
    protocolVersion: '2025-11-25',
    capabilities: { tools: {} },
    serverInfo: { name: 'rooms', version: '1' },
  },
  'tools/list': { tools: [] },
};

/** The least that lists tools, with a legacy protocol version. */
function mcp(body: string): Response {
  const { id, method = '' } = JSON.parse(body || '{}') as { id?: number; method?: string };
  if (id === undefined) return new Response(null, { status: 202 });
  const result = RESULTS[method];
  const error = { code: -32_601, message: 'Method not found' };
  return Response.json({ jsonrpc: '2.0', id, ...(result ? { result } : { error }) });
}
