import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { load } from './load.js';
import { median, type Row } from './measure.js';
import { started } from './started.js';

const AUDIENCE = 'bench';
const ROUNDS = 9;

/** Calls of one user with a token, and calls without one, of two processes of the same server, in turn. */
export async function benchSignedIn(server: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const alg of ['RS256', 'ES256']) {
    const { issuer, token, close } = await startIssuer(alg);
    const start = (environment?: Record<string, string>) =>
      started([server, '--transport', 'http', '--port', '0'], environment);
    const anonymous = await start();
    const signedIn = await start({
      MCP_ISSUER: issuer,
      MCP_JWKS_URL: issuer,
      MCP_AUDIENCE: AUDIENCE,
      MCP_PUBLIC_URL: 'http://127.0.0.1:4060',
    });
    const authorization = `Bearer ${token}`;
    const ratios: number[] = [];
    for (let round = -1; round < ROUNDS; round++) {
      const { rate } = await load(anonymous.url, 'current', 'tools/call');
      const own = await load(signedIn.url, 'current', 'tools/call', { authorization });
      if (round >= 0) ratios.push(own.rate / rate); // the first round warms up
    }
    rows.push({
      what: `HTTP, tools/call with a token (${alg}) / without`,
      now: `${median(ratios).toFixed(2)} (lowest ${Math.min(...ratios).toFixed(2)})`,
      budget: '≥ 0.9',
    });
    anonymous.stop();
    signedIn.stop();
    close();
  }
  return rows;
}

async function startIssuer(alg: string) {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'bench', alg }];
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
    .sign(privateKey);
  return { issuer, token, close: () => void server.close() };
}
