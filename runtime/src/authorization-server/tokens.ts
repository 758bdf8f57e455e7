import * as z from 'zod';
import { TokenError, type TokenVerifier } from '../identity/principal.js';
import { nodeCrypto } from '../node/node-module.js';
import { isSameSecret } from '../sign-in/secrets.js';
import { clientDigest, type Clients } from './clients.js';
import type { Envelopes } from './envelopes.js';
import { NO_STORE, OAuthFault } from './fault.js';
import { type AuthorizationRequest, labelOf, normalUrl } from './request.js';
import type { Grant } from './user.js';
import { randomId, type Users } from './users.js';

/** In milliseconds. */
const CODE_MS = 60_000;
const ACCESS_MS = 3_600_000;
const GRANT_MS = 30 * 86_400_000;
/**
 * How long the refresh token before the last one still gets the tokens of the last one: hosts refresh from several machines
 * at once, and responses get lost. After that, it has been stolen.
 */
const OVERLAP_MS = 120_000;

/** What codes and tokens contain: where the grant is. */
const place = { s: z.string(), g: z.string(), until: z.number() };
const Code = z.strictObject({ ...place, uri: z.string(), challenge: z.string() });
const Access = z.strictObject(place);
const Refresh = z.strictObject({ ...place, n: z.number() });

/** Parameters of a token request. The same `resource` can come several times (RFC 8707). */
export interface TokenRequest {
  fields: ReadonlyMap<string, string>;
  resources: readonly string[];
}

/** Claims of an access token beside those that every issuer has. */
export interface GrantClaims {
  /** Providers whose account does not count any longer. */
  ended: readonly string[];
  /** Providers of which the user has an account. */
  connected: readonly string[];
  /** ID of the grant. */
  grant: string;
}

/** What codes and tokens are issued with. */
interface TokenIssuer extends Envelopes {
  users: Users;
  isKnown: Clients['isKnown'];
  issuer: string;
  audienceOf: (url: string) => string;
}

/** Codes and tokens: each names a grant, and is worth what the grant is worth when it is used. */
export function tokens(
  envelopes: Envelopes,
  users: Users,
  { isKnown }: Pick<Clients, 'isKnown'>,
  site: Pick<TokenIssuer, 'issuer' | 'audienceOf'>,
) {
  const from: TokenIssuer = { ...envelopes, users, isKnown, ...site };
  return {
    /**
     * The code for a user who has just allowed it; the same one as long as it is worth something. Undefined where the client has
     * exchanged it: it would end its own sign-in with that code.
     */
    codeFor: (subject: string, request: AuthorizationRequest) => codeFor(from, subject, request),
    /** The token endpoint. @throws OAuthFault */
    token: (request: TokenRequest) => tokenResponse(from, request),
    /** RFC 7009: ends the grant of a refresh token or an access token. Any other token has ended already. @throws OAuthFault */
    revoke: (request: TokenRequest, resources: readonly string[]) =>
      revoke(from, request, resources),
    /** Of an access token, as `TokenVerifier` has it: the audience is bound into the token. */
    verify: (text: string, audience: URL) => verify(from, text, audience),
    /** The client of a grant gets no other tokens without its user. */
    requireSignIn: (subject: string, grant: string) =>
      users.change(subject, grant, (current) => ({ ...current, isStale: true })),
  };
}
export type Tokens = ReturnType<typeof tokens>;

async function codeFor(
  { seal, users, audienceOf }: TokenIssuer,
  subject: string,
  request: AuthorizationRequest,
): Promise<string | undefined> {
  const { client, scopes, redirectUri: uri, challenge, consent } = request;
  const resource = audienceOf(request.resource);
  const since = Date.now();
  const until = since + CODE_MS;
  const g = randomId();
  const code = await seal('code', { s: subject, g, until, uri, challenge });
  const about = { consent, clientId: client.digest, client: labelOf(client), resource, scopes };
  return (await users.grant(subject, g, { ...about, generation: 0, code, since, until })).code;
}

async function tokenResponse(from: TokenIssuer, request: TokenRequest): Promise<Response> {
  await requireClient(from, request);
  const grantType = request.fields.get('grant_type');
  if (grantType === 'authorization_code') return exchange(from, request);
  if (grantType === 'refresh_token') return refresh(from, request);
  throw new OAuthFault(
    'unsupported_grant_type',
    '"grant_type" must be "authorization_code" or "refresh_token".',
  );
}

/** The code is worth one exchange: the second one ends what the first one got (RFC 6749 section 4.1.2). */
async function exchange(from: TokenIssuer, request: TokenRequest): Promise<Response> {
  const { fields } = request;
  const code = await from.open('code', fields.get('code') ?? '', Code);
  const refused = new OAuthFault(
    'invalid_grant',
    'The code is not valid, has expired or was used before.',
  );
  if (!code) throw refused;
  if ((fields.get('redirect_uri') ?? code.uri) !== code.uri) throw refused;
  const verifier = fields.get('code_verifier') ?? '';
  const challenge = nodeCrypto().createHash('sha256').update(verifier).digest('base64url');
  if (!/^[\w.~-]{43,128}$/.test(verifier) || !isSameSecret(challenge, code.challenge))
    throw refused;
  let granted: Grant | undefined;
  await from.users.change(code.s, code.g, (grant) => {
    requireGrantOf(from, grant, request, refused);
    if (grant.generation > 0) return null;
    return (granted = nextGeneration(grant));
  });
  if (!granted) throw refused;
  return issued(from, code.s, code.g, granted);
}

async function refresh(from: TokenIssuer, request: TokenRequest): Promise<Response> {
  const token = await from.open('refresh', request.fields.get('refresh_token') ?? '', Refresh);
  const refused = new OAuthFault('invalid_grant', 'The refresh token is not valid any more.');
  if (!token) throw refused;
  let current: Grant | undefined;
  await from.users.change(token.s, token.g, (grant) => {
    requireGrantOf(from, grant, request, refused);
    if (grant.isStale === true) return undefined;
    const age = grant.generation - token.n;
    const isLate = age === 1 && Date.now() - grant.since < OVERLAP_MS;
    if (age === 0) return (current = nextGeneration(grant));
    if (isLate) current = grant;
    return isLate ? undefined : null;
  });
  if (!current) throw refused;
  return issued(from, token.s, token.g, current);
}

/** The grant must belong to this client and to this endpoint. */
function requireGrantOf(
  { audienceOf }: TokenIssuer,
  grant: Grant,
  { fields, resources }: TokenRequest,
  refused: OAuthFault,
): void {
  if (clientDigest(fields.get('client_id') ?? '') !== grant.clientId) throw refused;
  if (resources.some((one) => audienceOf(normalUrl(one)) !== grant.resource))
    throw new OAuthFault('invalid_target', 'The grant is for another resource.');
}

/** RFC 6749 section 5.2. A client that has lost its registration, or that this server has forgotten, registers again. */
async function requireClient({ isKnown }: TokenIssuer, { fields }: TokenRequest): Promise<void> {
  const id = fields.get('client_id');
  if (id === undefined) throw new OAuthFault('invalid_client', '"client_id" is missing.');
  if (!(await isKnown(id))) throw new OAuthFault('invalid_client', 'This client is not known.');
}

function nextGeneration({ generation, code: _used, ...grant }: Grant): Grant {
  const since = Date.now();
  return { ...grant, generation: generation + 1, since, until: since + GRANT_MS };
}

async function issued(
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
  from: TokenIssuer,
  request: TokenRequest,
  resources: readonly string[],
): Promise<void> {
  await requireClient(from, request);
  const text = request.fields.get('token');
  if (text === undefined) throw new OAuthFault('invalid_request', '"token" is missing.');
  const tried = await Promise.all([
    from.open('refresh', text, Refresh),
    ...resources.map((one) => from.open('access', text, Access, one)),
  ]);
  const token = tried.find((one) => one !== undefined);
  if (!token) return;
  const clientId = clientDigest(request.fields.get('client_id') ?? '');
  await from.users.change(token.s, token.g, (grant) =>
    grant.clientId === clientId ? null : undefined,
  );
}

async function verify(
  { open, users, issuer, audienceOf }: TokenIssuer,
  text: string,
  audience: URL,
): ReturnType<TokenVerifier['verify']> {
  const token = await open('access', text, Access, audienceOf(audience.href));
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
