import * as z from 'zod';
import { TokenError, type TokenVerifier } from '../identity/principal.js';
import { nodeCrypto } from '../node/node-module.js';
import { isSameSecret } from '../sign-in/secrets.js';
import { clientDigest, type Clients } from './clients.js';
import type { Envelopes } from './envelopes.js';
import { NO_STORE, OAuthFaultError } from './fault.js';
import { type AuthorizationRequest, clientLabel, normalizeUrl } from './request.js';
import type { Grant } from './user.js';
import { randomId, type Users } from './users.js';

/** Lifetimes in milliseconds. */
const CODE_MS = 60_000;
const ACCESS_MS = 3_600_000;
const GRANT_MS = 30 * 86_400_000;
/**
 * How long the previous refresh token still returns the current tokens: hosts refresh on several
 * machines at once, and responses get lost. A later use means that it was stolen.
 */
const OVERLAP_MS = 120_000;

/** Members of codes and tokens that locate the grant. */
const grantLocation = { s: z.string(), g: z.string(), until: z.number() };
const CodePayload = z.strictObject({ ...grantLocation, uri: z.string(), challenge: z.string() });
const AccessPayload = z.strictObject(grantLocation);
const RefreshPayload = z.strictObject({ ...grantLocation, n: z.number() });

/** Parameters of a token request; `resource` can occur several times (RFC 8707). */
export interface TokenRequest {
  fields: ReadonlyMap<string, string>;
  resources: readonly string[];
}

/** Claims of an access token in addition to the general ones. */
export interface GrantClaims {
  /** Providers whose account is no longer accepted. */
  ended: readonly string[];
  /** Providers at which the user has an account. */
  connected: readonly string[];
  /** ID of the grant. */
  grant: string;
}

interface TokenIssuer extends Envelopes {
  users: Users;
  clients: Pick<Clients, 'isKnown'>;
  issuer: string;
  audienceOf: (url: string) => string;
}

/** Issues and verifies codes and tokens. Each names a grant and is valid while the grant is. */
export function tokenIssuer(
  envelopes: Envelopes,
  users: Users,
  clients: Pick<Clients, 'isKnown'>,
  site: Pick<TokenIssuer, 'issuer' | 'audienceOf'>,
) {
  const tokenIssuer: TokenIssuer = { ...envelopes, users, clients, ...site };
  return {
    /**
     * Returns the code for a user who has just consented; the same one while it is valid. Undefined
     * if the client has exchanged it, because exchanging it again would end the sign-in.
     */
    codeFor: (subject: string, request: AuthorizationRequest) =>
      codeFor(tokenIssuer, subject, request),
    /** Returns the token endpoint. @throws OAuthFaultError */
    token: (request: TokenRequest) => tokenResponse(tokenIssuer, request),
    /**
     * Ends the grant of a refresh token or an access token (RFC 7009). Any other token has already
     * ended.
     * @throws OAuthFaultError
     */
    revoke: (request: TokenRequest, resources: readonly string[]) =>
      revoke(tokenIssuer, request, resources),
    /** Verifies an access token as a `TokenVerifier`; the token is bound to the audience. */
    verify: (text: string, audience: URL) => verify(tokenIssuer, text, audience),
    /** Requires a sign-in before the client of a grant gets other tokens. */
    requireSignIn: (subject: string, grant: string) =>
      users.change(subject, grant, (current) => ({ ...current, isStale: true })),
  };
}
/** The functions of `tokenIssuer`. */
export type Tokens = ReturnType<typeof tokenIssuer>;

async function codeFor(
  { seal, users, audienceOf }: TokenIssuer,
  subject: string,
  request: AuthorizationRequest,
): Promise<string | undefined> {
  const { client, scopes, redirectUri, challenge, consent } = request;
  const resource = audienceOf(request.resource);
  const since = Date.now();
  const until = since + CODE_MS;
  const g = randomId();
  const code = await seal('code', { s: subject, g, until, uri: redirectUri, challenge });
  const about = { consent, clientId: client.digest, client: clientLabel(client), resource, scopes };
  return (await users.grant(subject, g, { ...about, generation: 0, code, since, until })).code;
}

async function tokenResponse(tokenIssuer: TokenIssuer, request: TokenRequest): Promise<Response> {
  await requireClient(tokenIssuer, request);
  const grantType = request.fields.get('grant_type');
  if (grantType === 'authorization_code') return exchange(tokenIssuer, request);
  if (grantType === 'refresh_token') return refresh(tokenIssuer, request);
  throw new OAuthFaultError(
    'unsupported_grant_type',
    '"grant_type" must be "authorization_code" or "refresh_token".',
  );
}

/** Exchanges a code. A second exchange ends the grant of the first one (RFC 6749 section 4.1.2). */
async function exchange(tokenIssuer: TokenIssuer, request: TokenRequest): Promise<Response> {
  const { fields } = request;
  const code = await tokenIssuer.open('code', fields.get('code') ?? '', CodePayload);
  const invalidGrant = new OAuthFaultError(
    'invalid_grant',
    'The code is not valid, has expired or was used before.',
  );
  if (!code) throw invalidGrant;
  if ((fields.get('redirect_uri') ?? code.uri) !== code.uri) throw invalidGrant;
  const verifier = fields.get('code_verifier') ?? '';
  const challenge = nodeCrypto().createHash('sha256').update(verifier).digest('base64url');
  if (!/^[\w.~-]{43,128}$/.test(verifier) || !isSameSecret(challenge, code.challenge))
    throw invalidGrant;
  let currentGrant: Grant | undefined;
  await tokenIssuer.users.change(code.s, code.g, (grant) => {
    currentGrant = undefined;
    requireGrantOf(tokenIssuer, grant, request, invalidGrant);
    if (grant.generation > 0) return null;
    return (currentGrant = nextGeneration(grant));
  });
  if (!currentGrant) throw invalidGrant;
  return issueTokens(tokenIssuer, code.s, code.g, currentGrant);
}

async function refresh(tokenIssuer: TokenIssuer, request: TokenRequest): Promise<Response> {
  const token = await tokenIssuer.open(
    'refresh',
    request.fields.get('refresh_token') ?? '',
    RefreshPayload,
  );
  const invalidGrant = new OAuthFaultError(
    'invalid_grant',
    'The refresh token is not valid any more.',
  );
  if (!token) throw invalidGrant;
  let current: Grant | undefined;
  await tokenIssuer.users.change(token.s, token.g, (grant) => {
    current = undefined;
    requireGrantOf(tokenIssuer, grant, request, invalidGrant);
    if (grant.isStale === true) return undefined;
    const age = grant.generation - token.n;
    const isWithinOverlap = age === 1 && Date.now() - grant.since < OVERLAP_MS;
    if (age === 0) return (current = nextGeneration(grant));
    if (isWithinOverlap) current = grant;
    return isWithinOverlap ? undefined : null;
  });
  if (!current) throw invalidGrant;
  return issueTokens(tokenIssuer, token.s, token.g, current);
}

/** @throws OAuthFaultError if the grant does not belong to this client and this resource */
function requireGrantOf(
  { audienceOf }: TokenIssuer,
  grant: Grant,
  { fields, resources }: TokenRequest,
  invalidGrant: OAuthFaultError,
): void {
  if (clientDigest(fields.get('client_id') ?? '') !== grant.clientId) throw invalidGrant;
  if (resources.some((resource) => audienceOf(normalizeUrl(resource)) !== grant.resource))
    throw new OAuthFaultError('invalid_target', 'The grant is for another resource.');
}

/** Checks the client (RFC 6749 section 5.2). A client without a valid registration registers again. */
async function requireClient({ clients }: TokenIssuer, { fields }: TokenRequest): Promise<void> {
  const id = fields.get('client_id');
  if (id === undefined) throw new OAuthFaultError('invalid_client', '"client_id" is missing.');
  if (!(await clients.isKnown(id)))
    throw new OAuthFaultError('invalid_client', 'This client is not known.');
}

function nextGeneration({ generation, code: _used, ...grant }: Grant): Grant {
  const since = Date.now();
  return { ...grant, generation: generation + 1, since, until: since + GRANT_MS };
}

async function issueTokens(
  { seal }: TokenIssuer,
  s: string,
  g: string,
  { generation: n, resource, scopes }: Grant,
): Promise<Response> {
  const now = Date.now();
  const body = {
    access_token: await seal('access', { s, g, until: now + ACCESS_MS }, resource),
    token_type: 'Bearer',
    expires_in: ACCESS_MS / 1000,
    refresh_token: await seal('refresh', { s, g, n, until: now + GRANT_MS }),
    scope: scopes.join(' '),
  };
  return Response.json(body, { headers: NO_STORE });
}

async function revoke(
  tokenIssuer: TokenIssuer,
  request: TokenRequest,
  resources: readonly string[],
): Promise<void> {
  await requireClient(tokenIssuer, request);
  const text = request.fields.get('token');
  if (text === undefined) throw new OAuthFaultError('invalid_request', '"token" is missing.');
  const candidates = await Promise.all([
    tokenIssuer.open('refresh', text, RefreshPayload),
    ...resources.map((resource) => tokenIssuer.open('access', text, AccessPayload, resource)),
  ]);
  const token = candidates.find((candidate) => candidate !== undefined);
  if (!token) return;
  const clientId = clientDigest(request.fields.get('client_id') ?? '');
  await tokenIssuer.users.change(token.s, token.g, (grant) =>
    grant.clientId === clientId ? null : undefined,
  );
}

async function verify(
  { open, users, issuer, audienceOf }: TokenIssuer,
  text: string,
  audience: URL,
): ReturnType<TokenVerifier['verify']> {
  const token = await open('access', text, AccessPayload, audienceOf(audience.href));
  const { grant, user } = (token && (await users.find(token.s, token.g))) ?? {};
  if (!token || !grant || !user || grant.generation === 0)
    throw new TokenError('The token is not valid');
  const connected = Object.keys(user.accounts);
  const claims: GrantClaims = { ended: user.ended, connected, grant: token.g };
  return {
    iss: issuer,
    sub: token.s,
    aud: audience.href,
    exp: token.until / 1000,
    client_id: grant.client,
    scope: grant.scopes.join(' '),
    ...claims,
  };
}
