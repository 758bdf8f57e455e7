import { createServer } from 'node:http';
import { type NodeIncomingMessageLike, toNodeHandler } from '@modelcontextprotocol/node';
import {
  type AuthInfo,
  createMcpHandler,
  getOAuthProtectedResourceMetadataUrl,
  McpServer,
  OAuthError,
  OAuthErrorCode,
  requireBearerAuth,
  requireScopes,
} from '@modelcontextprotocol/server';
import { exportJWK, generateKeyPair } from 'jose';
import { type Adapter, Provider } from 'oidc-provider';
import { onTestFinished } from 'vitest';
import * as z from 'zod';
import { listen } from '../listen.js';

export interface Protected {
  url: URL;
  issuer: string;
  /** `reused`: refresh tokens that came a second time, which ends the grant. */
  counts: { refreshed: number; reused: number; registered: number };
  accessTokenSeconds: number;
  /** Scopes that `admin` requires, whatever the token has. */
  challenge: string | undefined;
  /** How the challenge is written. */
  challengeOf(scope: string): string;
  /** Removes all clients that have registered themselves. */
  removeClients(): Promise<void>;
}

interface Options {
  registration?: boolean;
  /** That clients need to register themselves. */
  initialAccessToken?: string;
  scopes?: readonly string[];
  /** @param user of the token */
  serve?: (server: McpServer, user: string) => void;
}

const EMPTY = { $schema: 'https://json-schema.org/draft/2020-12/schema', properties: {} };
/** What the server lists. */
export const TOOLS = [
  { name: 'whoami', description: 'Says who you are.', inputSchema: { type: 'object', ...EMPTY } },
  { name: 'admin', description: 'For admins.', inputSchema: { type: 'object', ...EMPTY } },
];

/**
 * A real authorization server, and an MCP server that requires its tokens: unless `serve` adds others, with the tools
 * `whoami`, and `admin`, which requires one more scope.
 * @param method by which all clients authenticate
 * @param options `registration`: whether clients can register themselves. All requests require the first of the `scopes`
 */
export async function startProtected(
  method: 'none' | 'client_secret_basic' | 'client_secret_post' = 'none',
  {
    registration = true,
    initialAccessToken,
    scopes = ['mcp:use', 'mcp:admin'],
    serve = serveTools,
  }: Options = {},
): Promise<Protected> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const [as, rs] = [createServer(), createServer()];
  const issuer = await listen(as);
  const url = new URL(`${await listen(rs)}/mcp`);
  const state: Protected = {
    url,
    issuer,
    counts: { refreshed: 0, reused: 0, registered: 0 },
    accessTokenSeconds: 3_600,
    challenge: undefined,
    challengeOf: (scope) => `Bearer error="insufficient_scope", scope="${scope}"`,
    async removeClients() {
      const { adapter } = provider.Client as unknown as { adapter: Adapter };
      for (const id of clients.splice(0)) await adapter.destroy(id);
    },
  };
  const clients: string[] = [];
  onTestFinished(() => handler.close());
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', kid: 'test' }] },
    cookies: { keys: ['only-for-tests'] },
    features: {
      devInteractions: { enabled: false },
      registration: { enabled: registration, initialAccessToken: initialAccessToken ?? false },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context, indicator) => {
          if (indicator !== url.href) throw new Error('unknown resource');
          return { scope: scopes.join(' '), audience: url.href, accessTokenFormat: 'opaque' };
        },
        useGrantedResource: () => true,
      },
    },
    pkce: { required: () => true },
    scopes: [...scopes, 'offline_access', 'openid'],
    clientAuthMethods: [method],
    clientDefaults: { token_endpoint_auth_method: method },
    rotateRefreshToken: true,
    issueRefreshToken: async () => true,
    findAccount: async (_context, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    ttl: {
      AccessToken: () => state.accessTokenSeconds,
      AuthorizationCode: 60,
      RefreshToken: 86_400,
      Grant: 86_400,
      Interaction: 600,
      Session: 3_600,
    },
  });
  provider.on('grant.success', (context) => {
    if (context.oidc.params?.grant_type === 'refresh_token') state.counts.refreshed++;
  });
  provider.on('grant.revoked', () => {
    state.counts.reused++;
  });
  provider.on('registration_create.success', (_context, { clientId }) => {
    state.counts.registered++;
    clients.push(clientId);
  });
  const handle = provider.callback();
  as.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void handle(request, response);
    void (async () => {
      const who = /who=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? 'alice';
      const { prompt, params, session } = await provider.interactionDetails(request, response);
      const asked = typeof params.scope === 'string' ? params.scope : '';
      if (asked.includes('mcp:unknown'))
        return provider.interactionFinished(request, response, { error: 'invalid_scope' });
      if (prompt.name === 'login')
        return provider.interactionFinished(request, response, { login: { accountId: who } });
      const grant = new provider.Grant({
        accountId: session?.accountId ?? who,
        clientId: String(params.client_id),
      });
      grant.addOIDCScope(asked);
      grant.addResourceScope(url.href, asked);
      return provider.interactionFinished(request, response, {
        consent: { grantId: await grant.save() },
      });
    })();
  });

  const handler = createMcpHandler(({ authInfo }) => {
    const server = new McpServer({ name: 'protected', version: '1.0.0' });
    serve(server, String(authInfo?.extra?.sub));
    return server;
  });
  const gate = requireBearerAuth({
    requiredScopes: scopes.slice(0, 1),
    expectedResource: url,
    resourceMetadataUrl: getOAuthProtectedResourceMetadataUrl(url),
    verifier: {
      async verifyAccessToken(token): Promise<AuthInfo> {
        const found = await provider.AccessToken.find(token);
        if (!found) throw new OAuthError(OAuthErrorCode.InvalidToken, 'Unknown token');
        return {
          token,
          clientId: found.clientId ?? '',
          scopes: found.scope?.split(' ') ?? [],
          ...(found.exp !== undefined && { expiresAt: found.exp }),
          resource: new URL(String(found.aud)),
          extra: { sub: found.accountId },
        };
      },
    },
  });
  const app = {
    async fetch(request: Request): Promise<Response> {
      const { pathname } = new URL(request.url);
      if (pathname === '/.well-known/oauth-protected-resource/mcp')
        return Response.json({
          resource: url.href,
          authorization_servers: [issuer],
          scopes_supported: scopes.slice(0, 1),
        });
      if (pathname !== '/mcp') return new Response('Not found', { status: 404 });
      const authInfo = await gate(request);
      if (authInfo instanceof Response) return authInfo;
      const { challenge } = state;
      if (challenge !== undefined && (await request.clone().text()).includes('"admin"'))
        return new Response(null, {
          status: 403,
          headers: {
            'www-authenticate': state.challengeOf(challenge),
          },
        });
      return handler.fetch(request, { authInfo });
    },
  };
  const listener = toNodeHandler(app);
  rs.on(
    'request',
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-assertion -- it is in the tests of the command line
    (request, response) => void listener(request as NodeIncomingMessageLike, response),
  );
  return state;
}

function serveTools(server: McpServer, user: string): void {
  const textResult = (text: string) => ({ content: [{ type: 'text' as const, text }] });
  server.registerTool(
    'whoami',
    { description: 'Says who you are.', inputSchema: z.object({}) },
    async () => textResult(user),
  );
  server.registerTool(
    'admin',
    {
      description: 'For admins.',
      inputSchema: z.object({}),
      scopeChallenge: requireScopes('mcp:admin'),
    },
    async () => textResult('admin'),
  );
}
