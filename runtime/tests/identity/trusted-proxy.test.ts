import { expect, it, onTestFinished } from 'vitest';
import { verifierOf } from '../../src/identity/token-settings.js';
import { trustedProxy } from '../../src/identity/trusted-proxy.js';
import { namedCallers } from '../../src/testing/callers/named-callers.js';
import { startServer } from '../../src/testing/server/start-server.js';
import { LIST_TOOLS, post } from '../ask.js';
import { rawConnection, requestText } from '../serving/http.js';

const options = {
  peers: ['10.1.0.0/16', '127.0.0.1', 'fd00::/8'],
  header: 'X-User',
  issuer: 'host',
};

it.each([
  ['10.1.2.3', 'ann', 'host|ann'],
  ['::ffff:127.0.0.1', 'ann', 'host|ann'],
  ['fd12::1', 'auth0|7f', 'host|auth0|7f'],
  ['10.2.0.1', 'ann', 'Only listed proxies'],
  ['::1', 'ann', 'Only listed proxies'],
  ['::ffff:10.2.0.1', 'ann', 'Only listed proxies'],
  [undefined, 'ann', 'Only listed proxies'],
  ['no address', 'ann', 'Only listed proxies'],
  ['127.0.0.1', 'ann, bob', 'not the id of one user'],
  ['127.0.0.1', '', 'not the id of one user'],
])('of the peer %s, the user "%s" is: %s', async (peer, user, expected) => {
  const { identify } = trustedProxy(options);
  const header = (name: string) => ({ 'x-user': user, 'x-forwarded-for': '127.0.0.1' })[name];
  const outcome = (async () => identify?.({ header, peer }))();
  const named = expected.startsWith('host|');
  if (!named) await expect(outcome).rejects.toThrow(expected);
  else expect(await outcome).toMatchObject({ issuer: 'host', id: expected.slice(5) });
});

it.each([
  [{ peers: [] }, '"peers" is empty'],
  [{ peers: ['0.0.0.0/0'] }, '"0.0.0.0/0" is not an IP address or a network'],
  [{ peers: ['10.0.0.0/33'] }, 'is not an IP address or a network'],
  [{ peers: ['proxy.acme.dev'] }, 'is not an IP address or a network'],
  [{ header: 'From' }, '"from" cannot be the header'],
  [{ issuer: 'a|b' }, '"issuer" must be a name'],
])('%j is refused', (wrong, says) => {
  expect(() => trustedProxy({ ...options, ...wrong })).toThrow(says);
});

async function start(peers: string) {
  const environment = { MCP_PROXY_PEERS: peers, MCP_PROXY_USER_HEADER: 'X-User' };
  const { url, close } = await startServer('chat', await verifierOf(namedCallers, environment));
  onTestFinished(() => close());
  return `${url}/chat/mcp`;
}

it('a server takes the user from a proxy, and otherwise from a token', async () => {
  const endpoint = await start('127.0.0.1');
  const statusOf = async (headers: Record<string, string>) =>
    (await post(endpoint, LIST_TOOLS, headers)).status;
  expect(await statusOf({ 'x-user': 'ann' })).toBe(200);
  expect(await statusOf({ authorization: 'Bearer bob' })).toBe(200);
  expect(await statusOf({})).toBe(401);
  const { socket, closed } = await rawConnection(endpoint);
  const twice = ['X-User: ann', 'X-User: bob', 'Connection: close'];
  socket.write(requestText('/chat/mcp', LIST_TOOLS, twice));
  expect(await closed).toMatch(/^HTTP\/1.1 401 /);
});

it('a server refuses the header of anyone else, also with a valid token', async () => {
  const endpoint = await start('10.1.0.0/16');
  const headers = { 'x-user': 'ann', authorization: 'Bearer bob', 'x-forwarded-for': '10.1.0.1' };
  const { status, headers: sent } = await post(endpoint, LIST_TOOLS, headers);
  expect(status).toBe(401);
  expect(sent['www-authenticate']).toContain('resource_metadata=');
});
