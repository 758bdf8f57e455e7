import * as z from 'zod';
import { nodeCrypto } from '../node/node-module.js';
import { onlyItem } from '../utils/only-item.js';
import { type Client, clientDigest } from './clients.js';
import { type FaultCode, OAuthFaultError } from './fault.js';
import { isRedirectUri, isRegisteredRedirectUri, withParameters } from './redirect-uri.js';

/** An authorization request of a client, as the browser carries it. */
export const AuthorizationRequest = z.strictObject({
  /** ID of the consent page: submitting it repeatedly results in one grant. */
  consent: z.string(),
  client: z.strictObject({ digest: z.string(), name: z.string(), host: z.string().optional() }),
  redirectUri: z.string(),
  state: z.string().optional(),
  challenge: z.string(),
  resource: z.string(),
  scopes: z.array(z.string()),
});
export type AuthorizationRequest = z.output<typeof AuthorizationRequest>;

/** A user's own request to see the sign-ins of the accounts of an endpoint. */
export const SignInsRequest = z.strictObject({ resource: z.string() });
export type SignInsRequest = z.output<typeof SignInsRequest>;

/** Returns whether a client has sent the request, and not a user who opens the list of sign-ins. */
export const isAuthorizationRequest = (
  request: AuthorizationRequest | SignInsRequest,
): request is AuthorizationRequest => 'client' in request;

/**
 * Returns the label of a client for pages, lists, the log and tokens: the verified host, otherwise the
 * client's own name in quotes.
 */
export const clientLabel = ({ host, name }: AuthorizationRequest['client']): string =>
  host ?? `“${name}”`;

/** Redirect URI of a response, and the `state` that it repeats. */
export type ResponseTarget = Pick<AuthorizationRequest, 'redirectUri' | 'state'>;

/** An endpoint for which tokens are issued. */
export interface Resource {
  url: string;
  /** Provider of the endpoint; undefined for the endpoint of the whole project. */
  provider?: string;
  scopes: readonly string[];
}

/**
 * A fault that can return to the client if the user chooses so: its redirect URI is registered, or
 * is shown to the user.
 */
export class ReturnableFault extends OAuthFaultError {
  constructor(
    code: FaultCode,
    message: string,
    readonly back: ResponseTarget,
  ) {
    super(code, message);
  }
}

/** Longest `state`, because a URL repeats it. */
const MAX_STATE_LENGTH = 2_000;

/**
 * Parses an authorization request (OAuth 2.1, with `resource` of RFC 8707).
 * @throws OAuthFaultError if the client or its redirect URI is unknown, ReturnableFault for other errors
 */
export async function authorizationRequest(
  query: URLSearchParams,
  find: (clientId: string) => Promise<Client>,
  resources: readonly Resource[],
): Promise<AuthorizationRequest> {
  const parameters = Object.fromEntries(query);
  const { client_id: id = '', redirect_uri: redirectUri, state, scope = '' } = parameters;
  const repeatedNames = [...new Set(query.keys())].filter((name) => query.getAll(name).length > 1);
  if (repeatedNames.includes('client_id') || repeatedNames.includes('redirect_uri'))
    throw new OAuthFaultError('invalid_request', 'A parameter of the request is there twice.');
  const client = await find(id).catch((error: unknown) => {
    const isForgotten = error instanceof OAuthFaultError && error.code === 'invalid_client';
    if (!isForgotten || redirectUri === undefined || !isRedirectUri(redirectUri)) throw error;
    const responseTarget = { redirectUri, ...(state !== undefined && { state }) };
    throw new ReturnableFault('invalid_client', error.message, responseTarget);
  });
  const address = redirectUri ?? onlyItem(client.redirectUris) ?? '';
  if (!isRegisteredRedirectUri(client.redirectUris, address))
    throw new OAuthFaultError(
      'invalid_request',
      'The address to return to is not one of this client.',
    );
  const isShort = (state?.length ?? 0) <= MAX_STATE_LENGTH;
  const responseTarget = { redirectUri: address, ...(state !== undefined && isShort && { state }) };
  const refuse = (code: FaultCode, message: string) =>
    new ReturnableFault(code, message, responseTarget);
  if (repeatedNames.some((name) => name !== 'resource'))
    throw refuse('invalid_request', 'A parameter of the request is there twice.');
  if (!isShort)
    throw refuse('invalid_request', `"state" is longer than ${MAX_STATE_LENGTH} characters.`);
  if (parameters.response_type !== 'code')
    throw refuse('unsupported_response_type', '"response_type" must be "code".');
  if (parameters.response_mode !== undefined && parameters.response_mode !== 'query')
    throw refuse('invalid_request', '"response_mode" must be "query".');
  if (parameters.request !== undefined || parameters.request_uri !== undefined)
    throw refuse('invalid_request', 'Request objects are not supported.');
  if (parameters.prompt === 'none') throw refuse('login_required', 'Each user must be asked.');
  const { code_challenge: challenge = '', code_challenge_method: method } = parameters;
  if (method !== 'S256' || !/^[\w-]{43}$/.test(challenge))
    throw refuse('invalid_request', 'PKCE with "code_challenge_method=S256" is required.');
  const target = resourceOf(query.getAll('resource'), resources);
  if (!target)
    throw refuse('invalid_target', '"resource" is not the URL of one endpoint of this server.');
  if (/[^\x20\x21\x23-\x5b\x5d-\x7e]/.test(scope))
    throw refuse('invalid_scope', '"scope" has a character that no scope has.');
  // Scopes that no tool has grant nothing, such as "offline_access" or a provider, whose page is
  // shown anyway.
  const requestedScopes = scope.split(' ').filter(Boolean);
  const { name, host } = client;
  return {
    ...responseTarget,
    consent: nodeCrypto().randomBytes(16).toString('hex'),
    client: { digest: clientDigest(id), name, ...(host && { host }) },
    challenge,
    resource: target.url,
    scopes: target.scopes.filter(
      (targetScope) => requestedScopes.length === 0 || requestedScopes.includes(targetScope),
    ),
  };
}

/**
 * Returns the requested resource. Clients of protocol 2025-03-26 name none; then it is the endpoint
 * of the whole project, or the first one if there is no such endpoint. Undefined for an unknown
 * URL, and for several.
 */
export function resourceOf(
  requestedResources: readonly string[],
  resources: readonly Resource[],
): Resource | undefined {
  if (requestedResources.length === 0)
    return resources.find(({ provider }) => !provider) ?? resources[0];
  const [target, ...furtherUrls] = new Set(requestedResources.map(normalizeUrl));
  return furtherUrls.length === 0 ? resources.find(({ url }) => url === target) : undefined;
}

/** Normalizes a URL: scheme and host in lower case, without the default port (RFC 3986 section 6.2). */
export const normalizeUrl = (text: string): string =>
  URL.canParse(text) && !text.includes('#') ? new URL(text).href : text;

/** Result for the client (RFC 6749 sections 4.1.2 and 4.1.2.1). */
export type AuthorizationResult =
  { code: string } | { error: FaultCode; error_description: string };

/** Returns the redirect URI with the result and the issuer (RFC 9207). */
export const returnUrl = (
  { redirectUri, state }: ResponseTarget,
  issuer: string,
  result: AuthorizationResult,
): string =>
  withParameters(redirectUri, {
    ...result,
    ...(state !== undefined && { state }),
    iss: issuer,
  });
