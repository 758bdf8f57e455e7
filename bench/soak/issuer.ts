import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { restartable } from './restartable.js';

/** Issues the access tokens that callers present to the server. */
export async function startIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'soak', alg: 'ES256' }];
  const server = await restartable((request, response) => {
    const { url: issuer } = server;
    const metadata = {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
    };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(request.url === '/jwks' ? { keys } : metadata));
  });
  const token = (subject: string, audience: string): Promise<string> =>
    new SignJWT({ client_id: 'soak' })
      .setProtectedHeader({ alg: 'ES256', kid: 'soak', typ: 'at+jwt' })
      .setIssuer(server.url)
      .setSubject(subject)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('1d')
      .sign(privateKey);
  return { ...server, token };
}
