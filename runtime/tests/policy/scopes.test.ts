import type { Client } from '@modelcontextprotocol/client';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { caseCount } from '../../../tests/support/mutated.js';
import { callTool } from '../../src/agent/calls.js';
import { connectAs, openProviderEndpoints } from '../../src/agent/connections.js';
import { localPrincipal, verifiedPrincipal } from '../../src/identity/principal.js';
import type { CallPolicy } from '../../src/index.js';
import { connectClient } from '../../src/testing/callers/clients.js';
import { setEnvironment } from '../../src/testing/server/environment.js';
import { LIST_TOOLS } from '../ask.js';
import { INITIALIZE } from '../serving/http.js';
import { httpServer } from '../serving/provider-server.js';
import { smallProject } from '../small-project.js';
import { authorize, CURRENT, notes, scopedCallers, type Side, SIDES } from './notes.js';

const NOTE = { folder: 'inbox', text: 'milk' };

async function serve(side: Side, policy?: CallPolicy, options = {}) {
  const { defined, done } = notes(side, policy);
  const url = await httpServer(defined, { verifier: scopedCallers, ...options });
  return { url, done };
}

async function clientOf(url: string, token?: string, mode: 'auto' | 'legacy' = 'auto') {
  const client = await connectClient(url, mode, token);
  onTestFinished(() => client.close());
  return client;
}

const listed = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name);

const post = (url: string, token: string, body: string | object, headers = {}) =>
  fetch(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const call = (name: string, args: object = NOTE, id = 1) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: args },
});

describe.each(SIDES)('who may use a tool, $side', (side) => {
  it.each(['auto', 'legacy'] as const)('is one decision for lists and calls, %s', async (mode) => {
    const { url, done } = await serve(side, { authorize });
    const reader = await clientOf(url, 'ann.read', mode);
    expect(await listed(reader)).toEqual(['list_notes']);
    expect((await reader.callTool({ name: 'list_notes' })).isError).toBeUndefined();
    await expect(reader.callTool({ name: 'add_note', arguments: NOTE })).rejects.toThrow();
    const cleared = await reader.callTool({ name: 'clear_notes' }).catch(String);
    const unknown = await reader.callTool({ name: 'no_notes' }).catch(String);
    expect(JSON.stringify(cleared).replaceAll('clear_notes', 'no_notes')).toBe(
      JSON.stringify(unknown),
    );
    expect(done).toEqual([]);
    const writer = await clientOf(url, 'ann.read.write.draft', mode);
    expect(await listed(writer)).toEqual(['list_notes', 'add_note']);
    await writer.callTool({ name: 'add_note', arguments: NOTE });
    expect(done).toEqual(['milk']);
    expect(await listed(await clientOf(url, 'root', mode))).toEqual(['clear_notes']);
  });

  it('asks for all missing scopes at once, with those that are granted', async () => {
    const { url } = await serve(side);
    const refused = await post(url, 'ann.read.offline_access', call('add_note'));
    expect(refused.status).toBe(403);
    expect(refused.headers.get('www-authenticate')).toMatch(
      /^Bearer error="insufficient_scope", error_description="[^"]+", scope="read write draft", resource_metadata="[^"]+"$/,
    );
    const batch = [call('list_notes', {}, 1), call('add_note', NOTE, 2)];
    const ofBatch = await post(url, 'ann', batch);
    expect(ofBatch.headers.get('www-authenticate')).toContain('scope="read write draft"');
  });

  it.each([
    { policy: {}, options: {}, scopes: ['read', 'write', 'draft'] },
    { policy: { stepUp: true }, options: {}, scopes: [] },
    { policy: {}, options: { advertisedScopes: ['x/write'] }, scopes: ['x/write'] },
  ])(
    'advertises the scopes of tools, unless calls or settings do: $scopes',
    async ({ policy, options, scopes }) => {
      const { url } = await serve(side, policy, options);
      const { origin, pathname } = new URL(url);
      const response = await fetch(`${origin}/.well-known/oauth-protected-resource${pathname}`);
      expect(await response.json()).toMatchObject({ scopes_supported: scopes });
    },
  );

  it('asks for scopes in the words of the issuer', async () => {
    const advertisedScopes = ['api://notes/read', 'api://notes/write'];
    const { url } = await serve(side, {}, { advertisedScopes });
    const refused = await post(url, 'ann.read', call('add_note'));
    expect(refused.headers.get('www-authenticate')).toContain(
      'scope="api://notes/read api://notes/write draft"',
    );
  });

  it('lists what more scopes would allow, with stepUp', async () => {
    const { url } = await serve(side, { authorize, stepUp: true });
    const client = await clientOf(url, 'ann.read');
    expect(await listed(client)).toEqual(['list_notes', 'add_note']);
    expect((await post(url, 'ann.read', call('add_note'))).status).toBe(403);
  });

  it('follows the token of each request of a session', async () => {
    const { url, done } = await serve(side, {}, { sessions: true });
    const begun = await post(url, 'ann.read', INITIALIZE);
    await begun.body?.cancel();
    const session = {
      'mcp-session-id': begun.headers.get('mcp-session-id') ?? '',
      'mcp-protocol-version': '2025-11-25',
    };
    expect((await post(url, 'ann.read', call('add_note'), session)).status).toBe(403);
    const made = await post(url, 'ann.write.draft', call('add_note'), session);
    expect(await made.text()).toContain(side.configure ? 'not found' : 'Added.');
    expect(done).toEqual(side.configure ? [] : ['milk']);
    expect((await post(url, 'ann.write.draft', call('list_notes', {}), session)).status).toBe(403);
  });

  it('"authorize" decides about the local user where no token is required', async () => {
    const { defined, done } = notes(side, { authorize: ({ userId }) => userId === 'local' });
    const client = await clientOf(await httpServer(defined));
    expect(await listed(client)).toEqual(['list_notes', 'add_note', 'clear_notes']);
    await client.callTool({ name: 'add_note', arguments: NOTE });
    expect(done).toEqual(['milk']);
  });

  it('applies to the tools of an agent', async () => {
    const { defined, done } = notes(side, { authorize, stepUp: true });
    smallProject(defined, { log: () => {} });
    const endpoints = await openProviderEndpoints(new Map([['notes', defined.createServer]]));
    const ann = { ...verifiedPrincipal('https://issuer.example', 'ann'), scopes: ['read'] };
    const { tools, close } = await connectAs(ann, endpoints);
    onTestFinished(close);
    expect([...tools.keys()]).toEqual(['list_notes', 'add_note', 'read_resource']);
    const offered = tools.get('add_note');
    if (!offered) throw new Error('It is listed.');
    const { signal } = new AbortController();
    expect(await callTool(offered, NOTE, { id: '1', signal })).toEqual({
      text: '"add_note" needs the scopes: write, draft. Sign in again and grant them.',
      failed: true,
    });
    expect(done).toEqual([]);
  });

  it.each([{ stepUp: false }, { stepUp: true }])(
    'is the same for lists, calls and challenges, whatever "authorize" returns: %o',
    async ({ stepUp }) => {
      let decide: (name: string) => boolean | readonly string[] = () => true;
      const { url, done } = await serve(side, { stepUp, authorize: (_, { name }) => decide(name) });
      const decision = fc.constantFrom(true, false, [], ['audit'], ['audit', 'read']);
      const own = { list_notes: ['read'], add_note: ['write', 'draft'], clear_notes: [] };
      const names = Object.keys(own) as (keyof typeof own)[];
      const decisions = fc.record(Object.fromEntries(names.map((name) => [name, decision])));
      const scopes = fc.subarray(['read', 'write', 'draft']);
      const holds = async (decided: Record<string, boolean | string[]>, granted: string[]) => {
        decide = (name) => decided[name] ?? false;
        const token = ['ann', ...granted].join('.');
        const lists = await (await post(url, token, LIST_TOOLS)).text();
        for (const name of names) {
          const lacks = own[name].filter((scope) => !granted.includes(scope));
          const isDecided = [decided[name]].flat().filter((scope) => typeof scope === 'string');
          const missing = lacks.length > 0 ? lacks : isDecided;
          const isAllowed = missing.length === 0 && decided[name] !== false;
          const isListed = isAllowed || (stepUp && missing.length > 0);
          expect([name, lists.includes(`"${name}"`)]).toEqual([name, isListed]);
          const before = done.length;
          const response = await post(url, token, call(name, name === 'add_note' ? NOTE : {}));
          const text = await response.text();
          expect([name, response.status]).toEqual([name, missing.length > 0 ? 403 : 200]);
          const challenge = response.headers.get('www-authenticate');
          for (const scope of missing) expect(challenge).toContain(scope);
          expect(text.includes('not found')).toBe(!isAllowed && missing.length === 0);
          expect(done.length - before).toBe(isAllowed && name !== 'list_notes' ? 1 : 0);
        }
      };
      await fc.assert(fc.asyncProperty(decisions, scopes, holds), { numRuns: caseCount(15) });
    },
  );

  it('is made once for each call: what is refused has not run, also where "authorize" changes its mind', async () => {
    let next: () => boolean | readonly string[] = () => true;
    const { url, done } = await serve(side, { authorize: () => next() });
    const decisions = fc.infiniteStream(fc.constantFrom(true, false, [], ['audit']));
    const holds = async (decided: Iterator<boolean | string[]>) => {
      next = () => decided.next().value as boolean | string[];
      const before = done.length;
      const response = await post(url, 'ann.write.draft', call('add_note'));
      const isDone = response.status === 200 && (await response.text()).includes('Added.');
      expect(done.length - before).toBe(isDone ? 1 : 0);
    };
    await fc.assert(fc.asyncProperty(decisions, holds), { numRuns: caseCount(40) });
  });

  it('applies to searches and what they find', async () => {
    setEnvironment('NOTES', { SURFACE: 'search' });
    const { url, done } = await serve(side, { authorize });
    const reader = await clientOf(url, 'ann.read');
    const found = await reader.callTool({
      name: 'find_notes_operations',
      arguments: { wordings: ['add note', 'clear notes', 'list notes'] },
    });
    expect(JSON.stringify(found)).toContain('list_notes');
    expect(JSON.stringify(found)).not.toMatch(/add_note|clear_notes/);
    const operation = (name: string) => ({ operation: name, arguments: NOTE });
    expect(
      (await post(url, 'ann.read', call('call_notes_write', operation('add_note')))).status,
    ).toBe(403);
    const cleared = await reader.callTool({
      name: 'call_notes_destructive',
      arguments: { operation: 'clear_notes' },
    });
    const unknown = await reader.callTool({
      name: 'call_notes_destructive',
      arguments: { operation: 'clear_note' },
    });
    const texts = [cleared, unknown].map(({ content }) => JSON.stringify(content));
    expect(texts[0]?.replace('clear_notes', 'clear_note')).toBe(texts[1]);
    expect(texts[1]).toContain('Operation \\"clear_note\\" not found.');
    expect(done).toEqual([]);
    const made = await post(
      url,
      'ann.write.draft',
      call('call_notes_write', operation('add_note')),
    );
    expect(await made.text()).toContain('Added.');
  });

  it('is refused if the decision fails', async () => {
    const { url } = await serve(side, {
      authorize: () => {
        throw new Error('The list of administrators is gone.');
      },
    });
    const client = await clientOf(url, 'ann.read');
    expect(await listed(client)).toEqual([]);
    const made = await client.callTool({ name: 'list_notes' }).catch(String);
    expect(JSON.stringify(made)).toContain('not found');
  });
});

it('lets a verified caller without scopes do nothing that needs one', async () => {
  const { defined } = notes(CURRENT);
  smallProject(defined, { log: () => {} });
  const endpoints = await openProviderEndpoints(new Map([['notes', defined.createServer]]));
  const names = async (principal: ReturnType<typeof localPrincipal>) => {
    const { tools, close } = await connectAs(principal, endpoints);
    onTestFinished(close);
    return [...tools.keys()];
  };
  expect(await names(verifiedPrincipal('https://issuer.example', 'ann'))).toEqual([
    'clear_notes',
    'read_resource',
  ]);
  expect(await names(localPrincipal())).toEqual([
    'list_notes',
    'add_note',
    'clear_notes',
    'read_resource',
  ]);
});
