import * as z from 'zod';
import { nodeCrypto } from '../node/node-module.js';
import { type Client, clientDigest } from './clients.js';
import { type FaultCode, OAuthFault } from './fault.js';
import { isRedirectUri, isRegistered, withParameters } from './redirect-uri.js';

/** What a client asks of a user, as it travels with the browser. */
export const AuthorizationRequest = z.strictObject({
  /** ID of the consent page: however often it is submitted, the result is one grant. */
  consent: z.string(),
  client: z.strictObject({ digest: z.string(), name: z.string(), host: z.string().optional() }),
  redirectUri: z.string(),
  state: z.string().optional(),
  challenge: z.string(),
  resource: z.string(),
  scopes: z.array(z.string()),
});
export type AuthorizationRequest = z.output<typeof AuthorizationRequest>;

/** What a user asks of this server itself: to see the sign-ins of the accounts of an endpoint. */
export const SignInsRequest = z.strictObject({ resource: z.string() });
export type SignInsRequest = z.output<typeof SignInsRequest>;

export const isAuthorizationRequest = (
  one: AuthorizationRequest | SignInsRequest,
): one is AuthorizationRequest => 'client' in one;

/** For pages, lists, the log and tokens: the host that is verified; else the name that a client gives itself, in quotes. */
export const labelOf = ({ host, name }: AuthorizationRequest['client']): string =>
  host ?? `“${name}”`;

/** Where an answer goes, and what it repeats. */
export type Return = Pick<AuthorizationRequest, 'redirectUri' | 'state'>;

/** An endpoint that tokens can be for. */
export interface Resource {
  url: string;
  /** Undefined: all of the project. */
  provider?: string;
  scopes: readonly string[];
}

/** What can go back to the client if the user wants it: its address is known to be its own, or is shown. */
export class ReturnableFault extends OAuthFault {
  constructor(
    code: FaultCode,
    message: string,
    readonly back: Return,
  ) {
    super(code, message);
  }
}

/** It comes back in an address. */
const MOST_STATE = 2_000;

/**
 * An authorization request (OAuth 2.1, with `resource` of RFC 8707).
 * @throws OAuthFault where the client or its address is not known, ReturnableFault for the rest
 */
export async function authorizationRequest(
  query: URLSearchParams,
  find: (clientId: string) => Promise<Client>,
  resources: readonly Resource[],
): Promise<AuthorizationRequest> {
  const parameters = Object.fromEntries(query);
  const { client_id: id = '', redirect_uri: redirectUri, state, scope = '' } = parameters;
  const twice = [...new Set(query.keys())].filter((name) => query.getAll(name).length > 1);
  if (twice.includes('client_id') || twice.includes('redirect_uri'))
    throw new OAuthFault('invalid_request', 'A parameter of the request is there twice.');
  const client = await find(id).catch((error: unknown) => {
    const isForgotten = error instanceof OAuthFault && error.code === 'invalid_client';
    if (!isForgotten || redirectUri === undefined || !isRedirectUri(redirectUri)) throw error;
    const back = { redirectUri, ...(state !== undefined && { state }) };
    throw new ReturnableFault('invalid_client', error.message, back);
  });
  const [only, another] = client.redirectUris;
  const address = redirectUri ?? (another === undefined ? only : undefined) ?? '';
  if (!isRegistered(client.redirectUris, address))
    throw new OAuthFault('invalid_request', 'The address to return to is not one of this client.');
  const isShort = (state?.length ?? 0) <= MOST_STATE;
  const back = { redirectUri: address, ...(state !== undefined && isShort && { state }) };
  const refuse = (code: FaultCode, message: string) => new ReturnableFault(code, message, back);
  if (twice.some((name) => name !== 'resource'))
    throw refuse('invalid_request', 'A parameter of the request is there twice.');
  if (!isShort) throw refuse('invalid_request', `"state" is longer than ${MOST_STATE} characters.`);
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
  // A scope that no tool has grants nothing: not "offline_access", and not a provider, whose page comes anyway.
  const requested = scope.split(' ').filter(Boolean);
  const { name, host } = client;
  return {
    ...back,
    consent: nodeCrypto().randomBytes(16).toString('hex'),
    client: { digest: clientDigest(id), name, ...(host && { host }) },
    challenge,
    resource: target.url,
    scopes: target.scopes.filter((one) => requested.length === 0 || requested.includes(one)),
  };
}

/**
 * Clients of protocol 2025-03-26 name none: then it is the one for the whole project, or any where that has one provider.
 * Undefined for a URL that is none of them, and for several.
 */
export function resourceOf(
  requested: readonly string[],
  resources: readonly Resource[],
): Resource | undefined {
  if (requested.length === 0) return resources.find(({ provider }) => !provider) ?? resources[0];
  const [one, ...others] = new Set(requested.map(normalUrl));
  return others.length === 0 ? resources.find(({ url }) => url === one) : undefined;
}

/** Scheme and host in lower case, without the default port (RFC 3986 section 6.2). */
export const normalUrl = (text: string): string =>
  URL.canParse(text) && !text.includes('#') ? new URL(text).href : text;

/** What a client gets (RFC 6749 sections 4.1.2 and 4.1.2.1). */
export type Result = { code: string } | { error: FaultCode; error_description: string };

/** The address with the result (RFC 9207). */
export const returnUrl = ({ redirectUri, state }: Return, issuer: string, result: Result): string =>
  withParameters(redirectUri, {
    ...result,
    ...(state !== undefined && { state }),
    iss: issuer,
  });
