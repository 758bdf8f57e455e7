import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Row } from './measure.js';
import { started } from './started.js';
import { compared, httpContender, inTurns } from './turns.js';

const AUDIENCE = 'bench';
const SECRET = 's'.repeat(40);

/** Calls of one user with a token, and calls without one, of processes of the same server, in turn. */
export async function benchSignedIn(node: string, server: string): Promise<Row[]> {
  const http = [server, '--transport', 'http', '--port', '0'];
  const signed = [];
  for (const alg of ['HS256', 'RS256', 'ES256']) {
    const { issuer, token, close } = await startIssuer(alg);
    const environment = {
      MCP_ISSUER: issuer,
      MCP_AUDIENCE: AUDIENCE,
      MCP_PUBLIC_URL: 'http://127.0.0.1:4060',
      ...(alg === 'HS256' ? { MCP_JWT_SECRET: SECRET } : { MCP_JWKS_URL: issuer }),
    };
    const running = await started(http, environment, node);
    const headers = { authorization: `Bearer ${token}` };
    const contender = httpContender(running, 'current', 'tools/call', { headers });
    signed.push({ alg, close, running, contender });
  }
  const anonymous = await started(http, {}, node);
  const [without, ...turns] = await inTurns([
    httpContender(anonymous, 'current', 'tools/call'),
    ...signed.map(({ contender }) => contender),
  ]);
  anonymous.stop();
  return signed.map(({ alg, close, running }, index) => {
    running.stop();
    close();
    const what = `HTTP, tools/call with a token (${alg}) / without`;
    return { what, now: compared(turns[index], without), budget: '≥ 0.9' };
  });
}

async function startIssuer(alg: string) {
  const pair = alg === 'HS256' ? undefined : await generateKeyPair(alg);
  const keys = pair ? [{ ...(await exportJWK(pair.publicKey)), kid: 'bench', alg }] : [];
  const server = createServer((_request, response) => response.end(JSON.stringify({ keys })));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server has such an address
  const issuer = `http://127.0.0.1:${port}`;
  const token = await new SignJWT({ client_id: 'bench' })
    .setProtectedHeader({ alg, typ: 'at+jwt', kid: 'bench' })
    .setIssuer(issuer)
    .setSubject('ada')
    .setAudience(AUDIENCE)
    .setExpirationTime('1h')
    .sign(pair?.privateKey ?? new TextEncoder().encode(SECRET));
  return { issuer, token, close: () => void server.close() };
}
