import { type Principal, type TokenVerifier, verifiedPrincipal } from '../../identity/principal.js';

const ISSUER = 'https://issuer.example.com';

/** Returns the principal of a test token, which is the name of its user. */
export const callerNamed = (token: string): Principal =>
  verifiedPrincipal(ISSUER, subjectOf(token));

/** Tokens contain no other characters than these and "~" (RFC 6750, section 2.1). */
export const tokenFor = (subject: string): string =>
  encodeURIComponent(subject).replaceAll('%', '~');

const subjectOf = (token: string): string => decodeURIComponent(token.replaceAll('~', '%'));

/** A token is the name of its user, and has these scopes: how tokens are verified is tested elsewhere. */
export const callersWith = (scopes: readonly string[]): TokenVerifier => ({
  metadata: {
    issuer: ISSUER,
    authorization_endpoint: `${ISSUER}/authorize`,
    token_endpoint: `${ISSUER}/token`,
    response_types_supported: ['code'],
    jwks_uri: `${ISSUER}/jwks`,
  },
  verify: async (token, { href }) => ({
    sub: subjectOf(token),
    aud: href,
    client_id: 'test',
    scope: scopes.join(' '),
    exp: Math.ceil(Date.now() / 1000) + 600,
  }),
});

/** A verifier for test tokens without scopes. */
export const namedCallers = callersWith([]);
