import { expect, expectTypeOf, it, onTestFinished } from 'vitest';
import type { ApiAuth } from '../../src/api.js';
import { moduleOf } from '../../src/serving/serve.js';
import { userNamed } from '../context.js';
import * as z from 'zod';
import { path } from '../../src/api.js';
import { bearerAuth } from '../../src/auth.js';
import { connect, ToolCallError } from '../../src/client.js';
import { defineProvider, prompt, resource, tool } from '../../src/index.js';
import { startApi } from '../../src/testing/api-server.js';

const Issue = z.object({ title: z.string(), state: z.enum(['open', 'closed']) });

/** A tracker at the API, with the token of the local user. */
function trackerAt(baseUrl: string, token = 'token-of-the-tracker') {
  process.env.TRACKER_TOKEN = token;
  onTestFinished(() => {
    delete process.env.TRACKER_TOKEN;
  });
  return defineProvider({
    name: 'tracker',
    version: '1.0.0',
    baseUrl,
    auth: bearerAuth('tracker', { token: 'TRACKER_TOKEN' }),
    tools: [
      tool({
        name: 'get_issue',
        description: 'Get an issue by its number.',
        input: z.object({ number: z.int().min(1) }),
        output: Issue,
        annotations: { readOnlyHint: true },
        run: async ({ number }, context) => {
          const { api } = { ...context }; // a copy has all of it
          return (await api({ method: 'GET', path: path`/issues/${number}` })).body;
        },
      }),
      tool({
        name: 'say',
        description: 'Say it.',
        input: z.object({ text: z.string() }),
        run: async ({ text }) => text.toUpperCase(),
      }),
    ],
    resources: [
      resource({
        name: 'about',
        uri: 'tracker://about',
        mimeType: 'application/json',
        read: async (_variables, { api }) =>
          JSON.stringify((await api({ method: 'GET', path: '/about' })).body),
      }),
    ],
    prompts: [
      prompt({
        name: 'summary',
        args: z.object({ of: z.string() }),
        render: ({ of }) => `Summarize ${of}.`,
      }),
    ],
  });
}

async function api() {
  const server = await startApi();
  onTestFinished(server.close);
  return server;
}

it.each(['2026', '2025'] as const)('needs no file: calls, in protocol %s', async (era) => {
  const server = await api();
  server.answerAlways({ body: { title: 'Leak', state: 'open' } });
  const ann = await connect(trackerAt(server.url), { era });
  const issue = await ann.call('get_issue', { number: 7 });
  expectTypeOf(issue).toEqualTypeOf<{ title: string; state: 'open' | 'closed' }>();
  expect(issue).toEqual({ title: 'Leak', state: 'open' });
  expect(await ann.call('say', { text: 'hi' })).toBe('HI');
  expect((await ann.client.readResource({ uri: 'tracker://about' })).contents).toHaveLength(1);
  const { messages } = await ann.client.getPrompt({ name: 'summary', arguments: { of: 'it' } });
  expect(JSON.stringify(messages)).toContain('Summarize it.');
  expect(await ann.tools()).toEqual(['get_issue', 'say']);
  expect(server.requests.map(({ path: at, headers }) => [at, headers.authorization])).toEqual([
    ['/issues/7', 'Bearer token-of-the-tracker'],
    ['/about', 'Bearer token-of-the-tracker'],
  ]);
  await ann.close();
});

it('has the credentials of each user', async () => {
  const server = await api();
  const ann = await connect(trackerAt(server.url), { user: 'ann' });
  await expect(ann.call('get_issue', { number: 7 })).rejects.toThrow(
    /Not signed in to tracker\. Ask the operator/,
  );
  await expect(ann.call('get_issue', { number: 0 })).rejects.toThrow(ToolCallError);
  expect(server.requests).toEqual([]);
  await ann.close();
});

it('says how the person on this machine signs in', async () => {
  const tracker = trackerAt('https://api.tracker.example');
  delete process.env.TRACKER_TOKEN;
  const client = await connect(tracker);
  await expect(client.call('get_issue', { number: 7 })).rejects.toThrow(
    'To sign in, run the program that serves it with --local-auth.',
  );
  await client.close();
});

it('shares nothing with a provider of the same name', async () => {
  const [first, second] = [await api(), await api()];
  first.answerAlways({ body: { title: 'First', state: 'open' } });
  second.answerAlways({ body: { title: 'Second', state: 'open' } });
  const clients = [trackerAt(first.url), trackerAt(second.url)].map((one) => connect(one));
  const titles = clients.map(async (client) => (await (await client).call('get_issue', { number: 1 })).title); // prettier-ignore
  expect(await Promise.all(titles)).toEqual(['First', 'Second']);
});

it('is typed: a result that the output schema does not allow does not compile', () => {
  tool({
    name: 'get_issue',
    description: 'Get it.',
    input: z.object({}),
    output: Issue,
    // @ts-expect-error -- "state" must be open or closed
    run: async () => ({ title: 'Leak', state: 'done' }),
  });
  const typed = async () => {
    const client = await connect<ReturnType<typeof trackerAt>>('http://127.0.0.1:9/mcp');
    // @ts-expect-error -- there is no such tool
    await client.call('get_isue', { number: 1 });
    // @ts-expect-error -- "number" is a number
    await client.call('get_issue', { number: '1' });
  };
  expect(typed).toBeTypeOf('function');
});

it.each([
  [{ baseUrl: 'http://api.acme.dev' }, /"baseUrl": must be an https URL/],
  [{ baseUrl: 'https://api.acme.dev', config: { port: 0 } }, /"port"/],
  [
    { auth: bearerAuth('other', { token: 'OTHER_TOKEN' }) },
    /"auth" belongs to the provider "other", not to/,
  ],
] as const)('refuses settings that are wrong: %o', (settings, message) => {
  expect(() => defineProvider({ name: 'tracker', version: '1.0.0', ...settings })).toThrow(message);
});

it('refuses two tools of one name, a name with a space, and a request without an API', async () => {
  const again = tool({
    name: 'again',
    description: 'Do it again.',
    input: z.object({}),
    run: async (_args, { api: send }) => (await send({ method: 'GET', path: '/again' })).status,
  });
  const define = (tools: readonly (typeof again)[]) =>
    defineProvider({ name: 'tracker', version: '1.0.0', tools });
  expect(() => define([again, again])).toThrow('has two tools named "again"');
  const spaced = { ...again, name: 'do again' };
  expect(() => defineProvider({ name: 'tracker', version: '1.0.0', tools: [spaced] })).toThrow(
    'do not accept this name',
  );
  const client = await connect(define([again]));
  await expect(client.call('again', {})).rejects.toThrow('Internal error');
  await client.close();
});

it('the authentication may be the instance of a class', async () => {
  class Account implements ApiAuth<string> {
    readonly #users = new Map<string, string>();
    async getCredentials(userId: string) {
      return this.#users.get(userId) ?? null;
    }
    async saveCredentials(userId: string, credentials: string) {
      this.#users.set(userId, credentials);
    }
    async signOut(userId: string) {
      this.#users.delete(userId);
    }
    authorize() {
      return undefined;
    }
  }
  const provider = defineProvider({
    name: 'account',
    version: '1.0.0',
    baseUrl: 'https://api.example',
    auth: new Account(),
    tools: [],
  });
  const { getCredentials, saveCredentials, signOut } = moduleOf(provider).apiAuth;
  await saveCredentials(userNamed(), 'secret' as never);
  expect(await getCredentials(userNamed())).toBe('secret');
  await signOut?.(userNamed());
  expect(await getCredentials(userNamed())).toBeNull();
});
