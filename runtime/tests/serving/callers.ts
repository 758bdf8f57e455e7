import type { TokenVerifier } from '../../src/provider/principal.js';
import { verifiedPrincipal } from '../../src/provider/principal.js';

const issuer = 'https://issuer.example.com';

/** Accepts every token as the name of its user, when `ready` lets it. */
export const anyCaller = (
  ready: (token: string) => Promise<void> = async () => {},
): TokenVerifier => ({
  metadata: {
    issuer,
    authorization_endpoint: issuer,
    token_endpoint: issuer,
    response_types_supported: [],
  },
  async verify(token) {
    await ready(token);
    const expiresAt = Date.now() / 1000 + 3600;
    return { principal: verifiedPrincipal(issuer, token), clientId: 'test', scopes: [], expiresAt };
  },
});
