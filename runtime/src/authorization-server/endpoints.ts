import { userPseudonym } from '../call/call.js';
import { type ReceivedRequest, verifiedPrincipal } from '../identity/principal.js';
import { count } from '../project/count.js';
import { log } from '../project/log.js';
import { attemptLimiter } from '../sign-in/attempts.js';
import { browserSessions } from './browser-sessions.js';
import { faultResponse, NO_STORE, OAuthFaultError, toFault } from './fault.js';
import type { Grants } from './grants.js';
import type { LoginMethod } from './login-method.js';
import { OAUTH_TOKEN_PATH, REGISTER_PATH, REVOKE_PATH } from './paths.js';
import { loginOf } from './provider-login.js';
import type { Resource } from './request.js';
import type { Site } from './server.js';
import { signInPages } from './sign-in.js';
import type { NoteSignIn, RouteHandler } from './sign-in-flow.js';
import type { TokenRequest } from './tokens.js';

/** Returns the handlers for the paths of the authorization server. */
export function oauthRoutes(
  { project, publicUrl, modules }: Site,
  grants: Grants,
  loginMethods: readonly LoginMethod[],
  resources: readonly Resource[],
) {
  const { envelope, users, clients, tokens, authentications } = grants;
  const issuer = publicUrl.origin;
  const logins = loginMethods.map((method) => loginOf(method, users, grants));
  const byName = new Map(modules.map((module) => [module.mcpInstance.PROVIDER_NAME, module]));
  const urls = resources.map(({ url }) => url);

  const note: NoteSignIn = (provider, outcome, about = {}) => {
    count(project, { type: 'sign-in', provider, outcome });
    log('info', 'sign-in', undefined, { provider, outcome, ...about });
  };

  const handlers = new Map<string, RouteHandler>([
    ...signInPages({
      issuer,
      clients,
      users,
      tokens,
      logins,
      resources,
      sessions: browserSessions(envelope, publicUrl.protocol === 'https:'),
      authentications,
      limit: attemptLimiter(),
      note,
      save: async (provider, userId, credentials) =>
        byName.get(provider)?.apiAuth.saveCredentials(userId, credentials as never),
    }),
    [
      OAUTH_TOKEN_PATH,
      programHandler(async (request) => tokens.token(await readTokenRequest(request))),
    ],
    [
      REGISTER_PATH,
      programHandler(async (request) => {
        const client = await clients.register(await request.json().catch(() => undefined));
        return Response.json(client, { status: 201, headers: NO_STORE });
      }),
    ],
    [
      REVOKE_PATH,
      programHandler(async (request) => {
        await tokens.revoke(await readTokenRequest(request), urls);
        return new Response(null, { headers: NO_STORE });
      }),
    ],
  ]);

  return {
    respond(path: string, request: Request, received: ReceivedRequest): Promise<Response> {
      const handler = handlers.get(path);
      if (handler) return handler(request, received);
      throw new Error(`Nothing responds at ${path}.`);
    },
    /** Returns whether a provider has stopped accepting a user's account; then it is also ended here. */
    async ended(provider: string, subject: string): Promise<boolean> {
      const principal = verifiedPrincipal(issuer, subject);
      const login = logins.find((candidate) => candidate.provider === provider);
      const checkedAt = Date.now();
      const hasEnded =
        ((await login?.hasEnded(principal.userId)) ?? false) &&
        (await users.endAccount(subject, provider, checkedAt));
      if (hasEnded) note(provider, 'ended', { principal: userPseudonym(principal) });
      return hasEnded;
    },
  };
}

/** Handles requests of programs. All clients are public. */
const programHandler =
  (respond: (request: Request) => Promise<Response>): RouteHandler =>
  async (request, { header }) => {
    const usesHeader = /^basic /i.test(header('authorization') ?? '');
    try {
      if (usesHeader)
        throw new OAuthFaultError(
          'invalid_client',
          'Clients do not authenticate here. Send "client_id" in the body.',
        );
      return await respond(request);
    } catch (error) {
      return faultResponse(toFault(error), usesHeader);
    }
  };

/** @throws OAuthFaultError if the body is not a form or contains a parameter twice (RFC 6749 section 3.2) */
async function readTokenRequest(request: Request): Promise<TokenRequest> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\b/i.test(type))
    throw new OAuthFaultError('invalid_request', 'The body must be a form.');
  const form = new URLSearchParams(await request.text());
  const fields = new Map(form);
  const resources = form.getAll('resource');
  if (form.size - resources.length !== fields.size - (resources.length > 0 ? 1 : 0))
    throw new OAuthFaultError('invalid_request', 'A parameter is there twice.');
  return { fields, resources };
}
