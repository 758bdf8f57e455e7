import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { createHandler, toNodeHandler } from '../../src/http.js';
import type { Provider } from '../../src/provider/definition.js';
import { listen } from '../listen.js';

/** What the authorization server does: `other` is where its form leads instead of the redirect. */
export interface PasswordServer {
  url: string;
  /** Paths of requests with the password. */
  shown: string[];
  issued: number;
  tokenSeconds: number;
  other: string | undefined;
}

/**
 * An MCP server whose authorization server takes a user name and a password in a form, as that of fastchat-mcp does: the
 * authorization endpoint redirects to a page with the form.
 */
export async function passwordServer(provider: Provider): Promise<PasswordServer> {
  const grants = new Map<string, { challenge: string; redirectUri: string; state: string }>();
  const tokens = new Set<string>();
  const server = createServer();
  const origin = await listen(server);
  const state: PasswordServer = {
    url: `${origin}/mcp`,
    shown: [],
    issued: 0,
    tokenSeconds: 3600,
    other: undefined,
  };
  const issuer = {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    registration_endpoint: `${origin}/register`,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
  };
  const handler = createHandler(provider, {
    url: state.url,
    verifier: {
      metadata: issuer,
      verify: async (token, { href: aud }) => ({
        active: tokens.has(token),
        sub: 'ann',
        aud,
        client_id: 'chat',
        exp: Math.ceil(Date.now() / 1000) + 600,
      }),
    },
  });
  const mcp = toNodeHandler(handler);
  const redirect = (location: string) => new Response(null, { status: 302, headers: { location } });

  async function answer(request: IncomingMessage, path: string): Promise<Response> {
    if (path.startsWith('/.well-known/oauth-authorization-server')) return Response.json(issuer);
    const body = await text(request);
    if (path === '/register')
      return Response.json({ ...(JSON.parse(body) as object), client_id: 'chat' }, { status: 201 });
    const form = Object.fromEntries(new URLSearchParams(body));
    if (form.password !== undefined) state.shown.push(path);
    if (path === '/authorize') {
      const {
        code_challenge: challenge = '',
        redirect_uri: redirectUri = '',
        state: given = '',
      } = form;
      grants.set(given, { challenge, redirectUri, state: given });
      return redirect(state.other ?? `/login?state=${given}`);
    }
    if (path === '/login') {
      const grant = grants.get(form.state ?? '');
      if (!grant || form.username !== 'ann' || form.password !== 'correct horse')
        return new Response('Invalid credentials', { status: 401 });
      const code = randomUUID();
      grants.set(code, grant);
      return redirect(`${grant.redirectUri}?code=${code}&state=${grant.state}`);
    }
    const proof = createHash('sha256')
      .update(form.code_verifier ?? '')
      .digest('base64url');
    if (grants.get(form.code ?? '')?.challenge !== proof)
      return Response.json({ error: 'invalid_grant' }, { status: 400 });
    const token = randomUUID();
    tokens.add(token);
    state.issued++;
    return Response.json({
      access_token: token,
      token_type: 'Bearer',
      expires_in: state.tokenSeconds,
    });
  }

  server.on('request', (request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    if (handler.paths.includes(path)) return mcp(request, response);
    void answer(request, path).then(async (answered) => {
      response.writeHead(answered.status, Object.fromEntries(answered.headers));
      response.end(await answered.text());
    });
  });
  return state;
}
