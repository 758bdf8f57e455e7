/**
 * A client that is not made with the SDKs of MCP: node foreign-client.mjs <endpoint> <port of its callback>. Prints the URL
 * at which its user signs in, and then what a tool returns: with its first access token, and with the one after that.
 */
import { createServer } from 'node:http';
import { auth, createMCPClient } from '@ai-sdk/mcp';

const [url, port] = process.argv.slice(2);
const redirectUrl = `http://127.0.0.1:${port}/callback`;

let arrived;
const callback = new Promise((resolve) => (arrived = resolve));
const server = createServer((request, response) => {
  arrived(new URL(request.url, redirectUrl).searchParams);
  response.end('You can close this page.');
});
server.listen(Number(port), '127.0.0.1');

const kept = {};
const keep = (name) => (value) => void (kept[name] = value);
const authProvider = {
  redirectUrl,
  clientMetadata: {
    client_name: 'Foreign client',
    redirect_uris: [redirectUrl],
    token_endpoint_auth_method: 'none',
  },
  clientInformation: () => kept.client,
  saveClientInformation: keep('client'),
  isClientInformationDynamicallyRegistered: () => true,
  authorizationServerInformation: () => kept.server,
  saveAuthorizationServerInformation: keep('server'),
  tokens: () => kept.tokens,
  saveTokens: keep('tokens'),
  codeVerifier: () => kept.verifier,
  saveCodeVerifier: keep('verifier'),
  state: () => 'state of the foreign client',
  saveState: keep('state'),
  storedState: () => kept.state,
  redirectToAuthorization: (page) => console.log(page.href),
};

const transport = { type: 'http', url, authProvider };
const refused = await createMCPClient({ transport }).then(
  () => 'The server asks for no sign-in.',
  () => undefined,
);
if (refused !== undefined) throw new Error(refused);
const query = await callback;
await auth(authProvider, {
  serverUrl: url,
  authorizationCode: query.get('code'),
  callbackState: query.get('state'),
  callbackIssuer: query.get('iss'),
});
const client = await createMCPClient({ transport });
const { whoami } = await client.tools();
const call = async () => {
  const { content } = await whoami.execute({}, { toolCallId: '1', messages: [] });
  console.log(content[0].text);
};
await call();
const { access_token: first } = kept.tokens;
kept.tokens.access_token = 'expired';
await call();
if (['expired', first].includes(kept.tokens.access_token)) throw new Error('It has not refreshed.');
await client.close();
server.close();
process.exit(); // the browser of the user keeps its connection
