import type { ApiAuth } from '../api/api-auth.js';
import { secretsIn } from '../api/error/secrets.js';
import type { HttpMethod, OutgoingRequest } from '../api/request.js';
import { requestSecrets } from '../api/request-secrets.js';
import { signIns } from '../api/sign-in-needed.js';
import { ToolError } from '../call/define.js';
import { ReadResponse } from '../fetch/read-response.js';
import type { UserId } from '../identity/principal.js';
import { withoutSecrets } from '../project/without-secrets.js';
import { causes } from './causes.js';
import type { limitedFetch } from './limited-fetch.js';

type RemoteFetch = ReturnType<typeof limitedFetch>;

export interface AuthorizedFetch {
  fetch: RemoteFetch;
  /** What the last request has presented, and all else that signing has added to it. */
  secrets(): string[];
  /** What no result may contain. */
  presented(): string[];
}

/**
 * `fetch` with the credentials of one user, which are read for each request: once with others where the server rejects
 * these. The token of the caller is never among them (MCP, "Token Passthrough"). A failed response does not repeat them: its
 * text gets into errors.
 * @throws AuthNeededError
 */
export function authorizedFetch<Credentials>(
  provider: string,
  auth: ApiAuth<Credentials>,
  userId: UserId,
  fetch: RemoteFetch,
): AuthorizedFetch {
  let secrets: AuthorizedFetch['secrets'] = () => [];
  let last: string[] = [];
  const { needed, ended, readable } = signIns(provider, auth);

  async function send(url: string | URL, init: RequestInit, credentials: Credentials) {
    const request: OutgoingRequest = {
      method: (init.method ?? 'GET') as HttpMethod,
      url: new URL(url),
      headers: new Headers(init.headers),
      body: isSignable(init.body) ? init.body : undefined,
    };
    const { origin, pathname } = request.url;
    await signed(request, credentials);
    if (request.url.origin !== origin || request.url.pathname !== pathname)
      throw new Error('Signing must not change the address');
    // With those of requests before: while tokens rotate, a response can repeat the older one.
    const own = requestSecrets(auth, credentials, request);
    last = [...new Set([...own, ...last])].slice(0, MOST_PRESENTED);
    secrets = () =>
      secretsIn(request, { ...request, url: new URL(url), headers: new Headers(init.headers) });
    return quotable(await fetch(request.url, { ...init, headers: request.headers }), secrets);
  }

  /** Errors of signing can contain the credentials, and are logged before a call of this connection is known. */
  async function signed(request: OutgoingRequest, credentials: Credentials): Promise<void> {
    try {
      await auth.authorize(request, credentials);
    } catch (error) {
      for (const one of causes(error).filter((each) => each instanceof Error)) {
        one.message = withoutSecrets(one.message, textsIn(credentials));
        one.stack = withoutSecrets(one.stack ?? '', textsIn(credentials));
      }
      throw error;
    }
  }

  async function forbidden(response: Response, credentials: Credentials): Promise<Response> {
    if (response.status !== 403) return response;
    const scopes = requiredScopes(response.headers.get('www-authenticate') ?? '');
    const why = scopes.length === 0 && auth.notGranted?.(credentials);
    if (scopes.length === 0 && !why) return response;
    await response.body?.cancel();
    throw why ? await needed(userId, why) : await insufficient(scopes, credentials);
  }

  /** MCP authorization, "Step-Up Authorization Flow". */
  async function insufficient(scopes: string[], credentials: Credentials): Promise<ToolError> {
    const missing = (await auth.requireScopes?.(userId, credentials, scopes)) ?? [];
    return missing.length > 0
      ? needed(userId, `"${provider}" requires more permissions: ${missing.join(', ')}.`)
      : new ToolError(`"${provider}" denies this request. It requires: ${scopes.join(', ')}.`);
  }

  const authorized: RemoteFetch = async (url, init = {}) => {
    const first = await readable(userId, auth.getCredentials(userId));
    if (first === null) throw await ended(userId);
    const response = await send(url, init, first);
    if (response.status !== 401) return forbidden(response, first);
    await response.body?.cancel();
    const second = auth.replaceCredentials
      ? await readable(userId, auth.replaceCredentials(userId, first))
      : null;
    const again = second === null ? undefined : await send(url, init, second);
    if (second !== null && again?.status !== 401 && again) return forbidden(again, second);
    await again?.body?.cancel();
    throw await ended(userId, 'The server does not accept the credentials.');
  };
  return { fetch: authorized, secrets: () => secrets(), presented: () => last };
}

/** Secrets that a connection remembers from its last requests. */
const MOST_PRESENTED = 20;

/** All that could be a secret: shorter ones occur in ordinary texts. */
function textsIn(credentials: unknown): string[] {
  const values = typeof credentials === 'object' ? Object.values(credentials ?? {}) : [credentials];
  return values.filter((value) => typeof value === 'string').filter(({ length }) => length >= 8);
}

function quotable(response: Response, secrets: () => string[]): Response {
  if (response.ok || !(response instanceof ReadResponse)) return response;
  const written = secrets().flatMap((secret) => [JSON.stringify(secret).slice(1, -1), secret]);
  const text = withoutSecrets(response.content.toString(), written);
  return new ReadResponse(Buffer.from(text), response);
}

const isSignable = (body: unknown): body is string | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' || body instanceof Uint8Array;

/** Of a challenge that asks for more than was granted (RFC 6750 section 3.1); only characters that scopes consist of. */
const requiredScopes = (challenge: string): string[] =>
  /[\s,]error\s*=\s*"?insufficient_scope\b/i.test(challenge)
    ? (
        /[\s,]scope\s*=\s*(?:"([\x21\x23-\x5b\x5d-\x7e ]{1,500})"|([\w.~:/!#$%&'*+^`|-]{1,500}))/i
          .exec(challenge)
          ?.slice(1)
          .find(Boolean) ?? ''
      )
        .split(' ')
        .filter(Boolean)
    : [];
