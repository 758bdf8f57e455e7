import type { JWTHeaderParameters, JWTPayload } from 'jose';

/** What only other tokens have: hashes of ID tokens (OpenID Connect), events of logout tokens (RFC 8417). */
const FOREIGN = ['at_hash', 'c_hash', 's_hash', 'events'];
/** How Keycloak and Cognito say that a token is another one. */
const OTHERS = ['id', 'refresh', 'offline', 'logout'];
/** What ID tokens have, and some access tokens, too: those of Entra ID (`oid`), and of Keycloak before version 24 (`nonce`). */
const COMMON = ['nonce', 'auth_time', 'oid'];
/** What no ID token has: scopes, and how a client of Entra ID authenticated. */
const OWN = ['scope', 'scp', 'azpacr', 'appidacr'];
/** For which client an access token is. */
const CLIENTS = ['client_id', 'cid', 'appid', 'azp'];

/**
 * Whether a verified JWT is an access token. The audience does not tell where it is the id of a client: ID tokens have
 * the same. RFC 9068 marks access tokens in `typ`; of issuers that do not, the claims tell. A token without any of these
 * claims is one that an application makes itself.
 */
export function isAccessToken({ typ = 'jwt' }: JWTHeaderParameters, claims: JWTPayload): boolean {
  const type = typ.toLowerCase().replace(/^application\//, '');
  if (type !== 'jwt') return type === 'at+jwt';
  const has = (name: string) => claims[name] !== undefined;
  const says = [claims.typ, claims.token_use].map((kind) => String(kind).toLowerCase());
  if (FOREIGN.some(has) || says.some((kind) => OTHERS.includes(kind))) return false;
  const audience = [claims.aud].flat();
  const isItsOwn = (client: string) => has(client) && audience.includes(String(claims[client]));
  const isOfAccess =
    OWN.some(has) ||
    says.some((kind) => kind === 'bearer' || kind === 'access') ||
    CLIENTS.some((client) => has(client) && !isItsOwn(client));
  return isOfAccess || !(COMMON.some(has) || isItsOwn('azp'));
}
