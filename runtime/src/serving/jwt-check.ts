import { errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { CLOCK_SKEW_S, TokenError } from '../provider/principal.js';
import { issuerKeys, KeysUnavailableError } from './issuer-keys.js';

/** Verifies with keys that the issuer publishes. */
export function published(issuer: string, jwksUrl: string) {
  const { keys, outage, ready } = issuerKeys(jwksUrl);
  return { verify: checked(issuer, keys, ['RS256', 'PS256', 'ES256', 'EdDSA'], outage), ready };
}

/** Verifies with a secret of the issuer and this server. */
export function shared(issuer: string, secret: string) {
  const key = new TextEncoder().encode(secret);
  return { verify: checked(issuer, key, ['HS256']) };
}

function checked(
  issuer: string,
  key: JWTVerifyGetKey | Uint8Array,
  algorithms: string[],
  outage?: () => unknown,
) {
  const options = { issuer, algorithms, requiredClaims: ['exp'], clockTolerance: CLOCK_SKEW_S };
  const getKey: JWTVerifyGetKey = typeof key === 'function' ? key : async () => key;
  return async (token: string) => {
    const { payload, protectedHeader } = await jwtVerify(token, getKey, options).catch(
      (error: unknown) => {
        throw explained(error, outage?.());
      },
    );
    if (!isAccessTokenType(protectedHeader.typ)) throw new TokenError('The token is not valid');
    return payload;
  };
}

/** RFC 9068, or no type of its own: a logout token or a DPoP proof of the same issuer is not an access token. */
const isAccessTokenType = (type = 'jwt'): boolean =>
  ['jwt', 'at+jwt'].includes(type.toLowerCase().replace(/^application\//, ''));

/** Keys that cannot be fetched are not the token's fault: a 401 would make clients discard good tokens. */
function explained(error: unknown, outage: unknown): unknown {
  if (!(error instanceof errors.JOSEError)) return error;
  const isKeyUnknown = error instanceof errors.JWKSNoMatchingKey;
  return isKeyUnknown && outage !== undefined
    ? new KeysUnavailableError('The key of the token may be new', { cause: outage })
    : new TokenError('The token is not valid', { cause: error });
}
