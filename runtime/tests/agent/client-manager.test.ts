import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createHandler, toNodeHandler } from '../../src/http.js';
import type { TokenVerifier } from '../../src/identity/principal.js';
import { trustedProxy } from '../../src/identity/trusted-proxy.js';
import { defineProvider } from '../../src/index.js';
import { clientManager, type ManagedServer, type ManagerOptions } from '../../src/remote.js';
import { namedCallers } from '../../src/testing/callers/named-callers.js';
import { addTools } from '../add-tools.js';
import { listen } from '../listen.js';
import { everythingOverHttp } from '../remote/everything.js';
import { httpServer } from '../serving/provider-server.js';

const GONE = 'http://127.0.0.1:9/mcp';
const proxied = trustedProxy({ peers: ['127.0.0.1'], header: 'x-user', issuer: 'host' });

/** The URL of a server with a tool that says who calls. */
async function server(name: string, verifier: TokenVerifier): Promise<string> {
  const provider = defineProvider({ name, version: '1.0.0' });
  addTools(provider, { [`${name}_whoami`]: ({ principal }) => principal.userId });
  return httpServer(provider, { verifier });
}

function start(servers: Record<string, ManagedServer>, options: ManagerOptions = {}) {
  const manager = clientManager(servers, options);
  onTestFinished(() => manager.close());
  const toolOf = async (user: string, name: string) => {
    const { tools } = await manager.toolsForUser(user);
    const client = tools.get(name)?.source.client;
    return async () => JSON.stringify(await client?.callTool({ name, arguments: {} }));
  };
  return { ...manager, toolOf };
}

it('each user has connections of their own, and failures of some servers do not hold up the others', async () => {
  const { toolsForUser, toolOf } = start({
    notes: { url: await server('notes', proxied), headers: (user) => ({ 'X-User': user }) },
    mail: { url: await server('mail', namedCallers), signInUrl: (user) => `https://host/${user}` },
    gone: { url: GONE },
    off: { url: GONE, enabled: false },
  });
  for (const user of ['ann', 'bob']) {
    const { tools, errors } = await toolsForUser(user);
    expect([...tools.keys()]).toEqual(['notes_whoami']);
    expect(errors).toMatchObject([
      { server: 'mail', signIn: { url: `https://host/${user}` } },
      { server: 'gone', message: expect.stringContaining('cannot be reached') as unknown },
    ]);
    expect(await (await toolOf(user, 'notes_whoami'))()).toContain(`host|${user}`);
  }
});

it('a model gets no tools that run only as tasks', async () => {
  const { tools } = await start({ all: { url: await everythingOverHttp() } }).toolsForUser('ann');
  expect([tools.has('get-sum'), tools.has('simulate-research-query')]).toEqual([true, false]);
});

it('a user who has signed in is served at once, until the token is refused', async () => {
  const tokens = new Map<string, string>();
  const verifier: TokenVerifier = {
    ...namedCallers,
    verify: async (token, url) => ({
      ...(await namedCallers.verify(token, url)),
      active: tokens.get('server') === token,
    }),
  };
  const mail = {
    url: await server('mail', verifier),
    token: async (user: string) => tokens.get(user),
  };
  const { toolsForUser, toolOf } = start({ mail });
  expect(await toolsForUser('ann')).toMatchObject({ errors: [{ signIn: { url: undefined } }] });
  tokens.set('ann', 'secret-of-ann').set('server', 'secret-of-ann');
  const call = await toolOf('ann', 'mail_whoami');
  expect(await call()).toContain('|secret-of-ann');
  tokens.set('server', 'another');
  const refused: unknown = await call().catch((error: unknown) => error);
  expect(refused).toMatchObject({ name: 'SignInNeededError', server: 'mail' });
  expect(String(refused)).not.toContain('secret-of-ann');
});

it('other servers take effect without a restart, and entries that stay keep their connections', async () => {
  const url = await server('notes', proxied);
  let connections = 0;
  const headers = (user: string) => {
    connections++;
    return { 'X-User': user };
  };
  const notes = { url, headers };
  const { configure, toolsForUser } = start({ notes, old: { url, headers } });
  const old = await toolsForUser('ann');
  expect(old.tools.size).toBe(2);
  const before = connections;
  await configure({ notes });
  expect([...(await toolsForUser('ann')).tools.keys()]).toEqual(['notes_whoami']);
  expect(connections).toBe(before);
  const { client } = old.tools.get('old__notes_whoami')?.source ?? {};
  const calling = client?.callTool({ name: 'notes_whoami', arguments: {} });
  await expect(calling).rejects.toThrow('"old" is not connected any more');
});

it('a connection that was idle is opened again by the next call', async () => {
  const url = await server('notes', proxied);
  const options = { idleMs: 1 };
  const { toolOf } = start({ notes: { url, headers: (user) => ({ 'X-User': user }) } }, options);
  const call = await toolOf('ann', 'notes_whoami');
  await sleep(20);
  expect(await call()).toContain('host|ann');
});

it('an entry that cannot be used is refused at once', () => {
  expect(() => clientManager({ notes: {} })).toThrow('"url" or "command"');
  expect(() => clientManager({ notes: { url: 'notes' } })).toThrow('Invalid URL');
});

it('what the servers have is listed without those that fail, which say so', async () => {
  const provider = defineProvider({ name: 'library', version: '1.0.0' });
  provider.resource({
    name: 'book',
    uri: 'book://one',
    mimeType: 'text/plain',
    read: async () => 'One.',
  });
  const server = createServer(toNodeHandler(createHandler(provider)));
  const address = await listen(server);
  const { toolsForUser } = start(
    { stays: { url: await httpServer(provider) }, stops: { url: `${address}/mcp` } },
    { contextTools: true },
  );
  const { tools } = await toolsForUser('ann');
  server.closeAllConnections();
  server.close();
  const { client } = tools.get('list_resources_and_prompts')?.source ?? {};
  const result = await client?.callTool({ name: 'list_resources_and_prompts', arguments: {} });
  const [text] = (result?.content ?? []) as unknown as { text: string }[];
  expect(JSON.parse(text?.text ?? '')).toEqual([
    expect.objectContaining({ server: 'stays', resources: [{ uri: 'book://one', name: 'book' }] }),
    { server: 'stops', error: expect.stringContaining('') as unknown },
  ]);
});

it('an entry may be the instance of a class; no time is too long for its connection', async () => {
  let opened = 0;
  class Notes implements ManagedServer {
    readonly #user = 'ann';
    constructor(readonly url: string) {}
    headers() {
      opened++;
      return { 'X-User': this.#user };
    }
  }
  const options = { idleMs: Infinity, timeoutMs: Infinity };
  const { toolOf } = start({ notes: new Notes(await server('notes', proxied)) }, options);
  const call = await toolOf('ann', 'notes_whoami');
  const before = opened;
  await sleep(20);
  expect(await call()).toContain('host|ann');
  expect(opened).toBe(before);
});

it('closes at once, also where a server does not answer', async () => {
  const silent = createServer(() => {});
  const { toolsForUser, close } = start({ silent: { url: `${await listen(silent)}/mcp` } });
  void toolsForUser('ann').catch(() => {});
  await sleep(50);
  const began = performance.now();
  await close();
  expect(performance.now() - began).toBeLessThan(2_000);
  silent.closeAllConnections();
});
