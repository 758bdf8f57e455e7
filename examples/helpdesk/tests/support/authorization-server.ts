import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';
import type { ClientAuthentication } from '../../src/core/oauth/configuration.js';

export interface AuthorizationServerOptions {
  clientAuthentication: ClientAuthentication;
  scopes: readonly string[];
  /** Absent: the client has no users, and credentials of its own. */
  redirectUri?: string;
  /** For services that have a dialect. */
  translate?(request: IncomingMessage): Promise<void>;
}

export interface AuthorizationServer {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Of the tokens it issues from now on. */
  accessTokenSeconds: number;
  /** Renewals that went well, and refresh tokens that came a second time. */
  counts: { renewed: number; reused: number };
  /** Answers in the server's place where it returns true. */
  intercept: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  /** Holds the next answer of the token endpoint back; `arrived` resolves when it is ready, `resume` sends it. */
  holdBack(): { arrived: Promise<void>; resume(): void };
  /** Takes back everything that people have allowed. */
  revokeGrants(): Promise<void>;
  close(): Promise<void>;
}

/** Our ways to prove who we are, in the words of OpenID Connect Dynamic Client Registration. */
const METHODS = {
  none: 'none',
  post: 'client_secret_post',
  basic: 'client_secret_basic',
  'basic-raw': 'client_secret_basic',
} as const;

/** Scopes that are about the API, and not about tokens. */
export const apiScopes = (scopes: readonly string[]): string[] =>
  scopes.filter((scope) => !/^(openid|offline[._]access|refresh_token)$/.test(scope));

/** What people allow at services that know no scopes. */
const EVERYTHING = 'everything';

/** A real authorization server: it requires PKCE, rotates refresh tokens, and ends a grant whose old one comes again. */
export async function startAuthorizationServer(
  options: AuthorizationServerOptions,
): Promise<AuthorizationServer> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has such an address
  const issuer = `http://127.0.0.1:${port}`;
  const { clientAuthentication, redirectUri } = options;
  const clientId = 'test-client';
  // Characters that are encoded on the way, where they are.
  const oddCharacters = clientAuthentication === 'basic-raw' ? '' : 'p@ss:w/rd+%41';
  const clientSecret = `${oddCharacters}long-enough-for-the-server-of-the-tests`;
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', kid: 'test' }] },
    cookies: { keys: ['only-for-tests'] },
    clients: [
      {
        client_id: clientId,
        ...(clientAuthentication !== 'none' && { client_secret: clientSecret }),
        token_endpoint_auth_method: METHODS[clientAuthentication],
        ...(redirectUri === undefined
          ? { redirect_uris: [], response_types: [], grant_types: ['client_credentials'] }
          : {
              application_type: redirectUri.startsWith('http:') ? 'native' : 'web',
              redirect_uris: [redirectUri],
              grant_types: ['authorization_code', 'refresh_token'],
            }),
      },
    ],
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      revocation: { enabled: true },
    },
    pkce: { required: () => true },
    scopes: [...options.scopes, EVERYTHING],
    rotateRefreshToken: true,
    issueRefreshToken: async () => true,
    findAccount: async (_context, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    ttl: {
      AccessToken: () => authorizationServer.accessTokenSeconds,
      AuthorizationCode: 60,
      ClientCredentials: 3_600,
      RefreshToken: 86_400,
      Grant: 86_400,
    },
  });
  const counts = { renewed: 0, reused: 0 };
  provider.on('grant.success', (context) => {
    if (context.oidc.params?.grant_type === 'refresh_token') counts.renewed++;
  });
  provider.on('grant.error', (_context, error) => {
    if ('error_detail' in error && error.error_detail === 'refresh token already used')
      counts.reused++;
  });
  const grants = new Set<string>();

  /** The person at the service is named by a cookie; "nobody" declines, "sparing" leaves out the last of the API's. */
  async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const who = /who=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? 'alice';
    if (who === 'nobody') {
      const denied = { error: 'access_denied', error_description: '<script>no</script>' };
      return provider.interactionFinished(request, response, denied);
    }
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    if (prompt.name === 'login') {
      return provider.interactionFinished(request, response, { login: { accountId: who } });
    }
    const grant = new provider.Grant({
      accountId: session?.accountId ?? who,
      clientId: String(params.client_id),
    });
    const asked = typeof params.scope === 'string' ? params.scope.split(' ') : [];
    const left = who === 'sparing' ? apiScopes(asked).at(-1) : undefined;
    if (left !== undefined) grant.rejectOIDCScope(left);
    grant.addOIDCScope(asked.filter((scope) => scope !== left).join(' '));
    const grantId = await grant.save();
    grants.add(grantId);
    return provider.interactionFinished(request, response, { consent: { grantId } });
  }

  const authorizationServer: AuthorizationServer = {
    issuer,
    clientId,
    clientSecret,
    accessTokenSeconds: 3_600,
    counts,
    intercept: undefined,
    holdBack() {
      let send = () => {};
      const arrived = new Promise<void>((resolve) => {
        held = (response) => {
          const end = response.end.bind(response);
          response.end = ((text: string) => {
            send = () => end(text);
            resolve();
            return response;
          }) as typeof response.end; // the server calls it in this form
        };
      });
      return { arrived, resume: () => send() };
    },
    async revokeGrants() {
      for (const id of grants) await (await provider.Grant.find(id))?.destroy();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const handle = provider.callback();
  let held: ((response: ServerResponse) => void) | undefined;
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await options.translate?.(request);
    if (request.url?.startsWith('/auth?') && !request.url.includes('scope=')) {
      request.url += `&scope=${EVERYTHING}`;
    }
    if (authorizationServer.intercept?.(request, response)) return;
    if (request.url === '/token') {
      held?.(response);
      held = undefined;
    }
    const isInteraction = request.url?.startsWith('/interaction/');
    await (isInteraction ? interact(request, response) : handle(request, response));
  }
  server.on('request', (request, response) => void serve(request, response));
  return authorizationServer;
}
