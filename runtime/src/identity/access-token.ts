import type { JWTHeaderParameters, JWTPayload } from 'jose';

/** Claims of other tokens only: hashes of ID tokens (OpenID Connect), events of logout tokens (RFC 8417). */
const FOREIGN_CLAIMS = ['at_hash', 'c_hash', 's_hash', 'events'];
/** Token types of Keycloak and Cognito for other tokens. */
const FOREIGN_TYPES = ['id', 'refresh', 'offline', 'logout'];
/**
 * Claims of ID tokens and of some access tokens: those of Entra ID (`oid`), and of Keycloak before
 * version 24 (`nonce`).
 */
const AMBIGUOUS_CLAIMS = ['nonce', 'auth_time', 'oid'];
/** Claims of access tokens only: scopes, and the client authentication of Entra ID. */
const ACCESS_CLAIMS = ['scope', 'scp', 'azpacr', 'appidacr'];
/** Claims with the client of an access token. */
const CLIENT_CLAIMS = ['client_id', 'cid', 'appid', 'azp'];

/**
 * Returns whether a verified JWT is an access token. The audience cannot tell if it is the id of a
 * client, because ID tokens have the same. RFC 9068 marks access tokens in `typ`; other issuers are
 * recognized by the claims. A token without any of these claims was made by an application itself.
 */
export function isAccessToken({ typ = 'jwt' }: JWTHeaderParameters, claims: JWTPayload): boolean {
  const type = typ.toLowerCase().replace(/^application\//, '');
  if (type !== 'jwt') return type === 'at+jwt';
  const has = (name: string) => claims[name] !== undefined;
  const tokenTypes = [claims.typ, claims.token_use].map((kind) => String(kind).toLowerCase());
  if (FOREIGN_CLAIMS.some(has) || tokenTypes.some((kind) => FOREIGN_TYPES.includes(kind)))
    return false;
  const audience = [claims.aud].flat();
  const isAudience = (client: string) => has(client) && audience.includes(String(claims[client]));
  const hasAccessClaims =
    ACCESS_CLAIMS.some(has) ||
    tokenTypes.some((kind) => kind === 'bearer' || kind === 'access') ||
    CLIENT_CLAIMS.some((client) => has(client) && !isAudience(client));
  return hasAccessClaims || !(AMBIGUOUS_CLAIMS.some(has) || isAudience('azp'));
}
