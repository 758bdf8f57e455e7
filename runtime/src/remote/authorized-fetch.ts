import type { ApiAuth } from '../api/api-auth.js';
import { secretsIn } from '../api/error/secrets.js';
import type { HttpMethod, OutgoingRequest } from '../api/request.js';
import { requestSecrets } from '../api/request-secrets.js';
import { signIns } from '../api/sign-in-needed.js';
import { ToolError } from '../call/result/tool-error.js';
import { ReadResponse } from '../fetch/read-response.js';
import type { UserId } from '../identity/principal.js';
import { withoutSecrets } from '../project/without-secrets.js';
import { causesOf } from './causes.js';
import type { limitedFetch } from './limited-fetch.js';

type RemoteFetch = ReturnType<typeof limitedFetch>;

/** `fetch` with the credentials of one user. */
export interface AuthorizedFetch {
  fetch: RemoteFetch;
  /** Returns the secrets of the last request: what it presented, and all else that signing added. */
  secrets(): string[];
  /** Returns the secrets of the last requests, which no result may contain. */
  presented(): string[];
}

/** Secrets that a connection remembers from its last requests. */
const MAX_PRESENTED = 20;

/**
 * `fetch` with the credentials of one user. They are read for each request; if the server
 * rejects them, the request is sent once more with others. The token of the caller is never among
 * them (MCP, "Token Passthrough"). A failed response does not repeat them, because its text gets
 * into errors.
 * @throws AuthNeededError
 */
export function authorizedFetch<Credentials>(
  provider: string,
  auth: ApiAuth<Credentials>,
  userId: UserId,
  fetch: RemoteFetch,
): AuthorizedFetch {
  let secrets: AuthorizedFetch['secrets'] = () => [];
  let lastSecrets: string[] = [];
  const { needed, ended, readable } = signIns(provider, auth);

  async function send(url: string | URL, init: RequestInit, credentials: Credentials) {
    const request: OutgoingRequest = {
      method: (init.method ?? 'GET') as HttpMethod,
      url: new URL(url),
      headers: new Headers(init.headers),
      body: isSignable(init.body) ? init.body : undefined,
    };
    const { origin, pathname } = request.url;
    await signRequest(request, credentials);
    if (request.url.origin !== origin || request.url.pathname !== pathname)
      throw new Error('Signing must not change the address');
    // Includes secrets of earlier requests: while tokens rotate, a response can repeat the older
    // one.
    const newSecrets = requestSecrets(auth, credentials, request);
    lastSecrets = [...new Set([...newSecrets, ...lastSecrets])].slice(0, MAX_PRESENTED);
    secrets = () =>
      secretsIn(request, { ...request, url: new URL(url), headers: new Headers(init.headers) });
    return withoutQuotedSecrets(
      await fetch(request.url, { ...init, headers: request.headers }),
      secrets,
    );
  }

  /**
   * Signs a request. Errors of signing can contain the credentials, and are logged before a call of
   * this connection is known, so the credentials are removed.
   */
  async function signRequest(request: OutgoingRequest, credentials: Credentials): Promise<void> {
    try {
      await auth.authorize(request, credentials);
    } catch (error) {
      for (const cause of causesOf(error).filter((item) => item instanceof Error)) {
        cause.message = withoutSecrets(cause.message, secretTexts(credentials));
        cause.stack = withoutSecrets(cause.stack ?? '', secretTexts(credentials));
      }
      throw error;
    }
  }

  async function checkForbidden(response: Response, credentials: Credentials): Promise<Response> {
    if (response.status !== 403) return response;
    const scopes = scopesIn(response.headers.get('www-authenticate') ?? '');
    const notGranted = scopes.length === 0 && auth.notGranted?.(credentials);
    if (scopes.length === 0 && !notGranted) return response;
    await response.body?.cancel();
    throw notGranted ? await needed(userId, notGranted) : await requestScopes(scopes, credentials);
  }

  /** Requests missing scopes (MCP authorization, "Step-Up Authorization Flow"). @returns the error of the request */
  async function requestScopes(scopes: string[], credentials: Credentials): Promise<ToolError> {
    const missing = (await auth.requireScopes?.(userId, credentials, scopes)) ?? [];
    return missing.length > 0
      ? needed(userId, `"${provider}" requires more permissions: ${missing.join(', ')}.`)
      : new ToolError(`"${provider}" denies this request. It requires: ${scopes.join(', ')}.`);
  }

  const fetchAuthorized: RemoteFetch = async (url, init = {}) => {
    const credentials = await readable(userId, auth.getCredentials(userId));
    if (credentials === null) throw await ended(userId);
    const response = await send(url, init, credentials);
    if (response.status !== 401) return checkForbidden(response, credentials);
    await response.body?.cancel();
    const replacement = auth.replaceCredentials
      ? await readable(userId, auth.replaceCredentials(userId, credentials))
      : null;
    const secondResponse = replacement === null ? undefined : await send(url, init, replacement);
    if (replacement !== null && secondResponse?.status !== 401 && secondResponse)
      return checkForbidden(secondResponse, replacement);
    await secondResponse?.body?.cancel();
    throw await ended(userId, 'The server does not accept the credentials.');
  };
  return { fetch: fetchAuthorized, secrets: () => secrets(), presented: () => lastSecrets };
}

/** Returns the texts in credentials that could be secrets: shorter ones occur in ordinary texts. */
function secretTexts(credentials: unknown): string[] {
  const values = typeof credentials === 'object' ? Object.values(credentials ?? {}) : [credentials];
  return values.filter((value) => typeof value === 'string').filter(({ length }) => length >= 8);
}

function withoutQuotedSecrets(response: Response, secrets: () => string[]): Response {
  if (response.ok || !(response instanceof ReadResponse)) return response;
  const forms = secrets().flatMap((secret) => [JSON.stringify(secret).slice(1, -1), secret]);
  const text = withoutSecrets(response.content.toString(), forms);
  return new ReadResponse(Buffer.from(text), response);
}

const isSignable = (body: unknown): body is string | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' || body instanceof Uint8Array;

/**
 * Returns the scopes of a challenge that requires more than was granted (RFC 6750 section 3.1);
 * only characters that scopes consist of.
 */
const scopesIn = (challenge: string): string[] =>
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
