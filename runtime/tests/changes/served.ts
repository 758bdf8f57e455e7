import { TokenError, verifiedPrincipal } from '../../src/provider/principal.js';
import type { TokenVerifier } from '../../src/provider/principal.js';
import { connect } from '../../src/testing/server.js';
import type { Mode } from '../../src/testing/eras.js';
import { onTestFinished } from 'vitest';

const ISSUER = 'https://auth.example';

/** Takes `caller-<name>`, valid for this many seconds. */
export const namedCallers = (seconds = 600): TokenVerifier => ({
  metadata: {
    issuer: ISSUER,
    authorization_endpoint: ISSUER,
    token_endpoint: ISSUER,
    response_types_supported: ['code'],
    jwks_uri: ISSUER,
  },
  async verify(token) {
    const [, name] = /^caller-(\w+)$/.exec(token) ?? [];
    if (name === undefined) throw new TokenError('Unknown token');
    const principal = verifiedPrincipal(ISSUER, name);
    return { principal, clientId: 'c', scopes: [], expiresAt: Date.now() / 1000 + seconds };
  },
});

/** A client of this caller, until the test ends. */
export async function clientOf(name: string, url: string, mode: Mode) {
  const client = await connect(url, mode, `caller-${name}`, { form: {} });
  onTestFinished(() => client.close());
  return client;
}
