import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';
import { listenOnLoopback } from '../../../runtime/src/testing/fakes/listening.js';

/** An authorization server that shows people pages of its own; any name signs in with any password. */
export async function startService(redirectUris: readonly string[], scopes: readonly string[]) {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const server = createServer();
  const { origin: issuer, close } = await listenOnLoopback(server);
  const clientId = 'chat';
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', kid: 'test', alg: 'RS256' }] },
    cookies: { keys: ['only-for-tests'] },
    clients: [
      {
        client_id: clientId,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: [...redirectUris],
        grant_types: ['authorization_code', 'refresh_token'],
      },
    ],
    scopes: [...scopes],
    rotateRefreshToken: true,
    issueRefreshToken: async () => true,
    findAccount: async (_context, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
  });
  const handle = provider.callback();
  server.on('request', (request, response) => void handle(request, response));
  return {
    issuer,
    clientId,
    /** An access token of one user for one endpoint (RFC 9068). */
    token: (subject: string, audience: string) =>
      new SignJWT({ client_id: 'mcp-client' })
        .setProtectedHeader({ alg: 'RS256', kid: 'test', typ: 'at+jwt' })
        .setIssuer(issuer)
        .setSubject(subject)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey),
    close,
  };
}
export type Service = Awaited<ReturnType<typeof startService>>;
