import { expect, expectTypeOf, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { type ApiAuth, collect, linkPages, path } from '../../src/api.js';
import { bearerAuth } from '../../src/auth.js';
import { connect, ToolCallError } from '../../src/client.js';
import { defineProvider, prompt, resource, tool } from '../../src/index.js';
import { moduleOf } from '../../src/serving/serve.js';
import { startApi } from '../../src/testing/fakes/api-server.js';
import { userNamed } from '../context.js';

const page = linkPages();
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
  const { contents } = await ann.client.readResource({ uri: 'tracker://about' });
  expect(contents).toMatchObject([
    { uri: 'tracker://about', text: '{"title":"Leak","state":"open"}' },
  ]);
  const { messages } = await ann.client.getPrompt({ name: 'summary', arguments: { of: 'it' } });
  expect(JSON.stringify(messages)).toContain('Summarize it.');
  expect(await ann.tools()).toEqual(['get_issue', 'say']);
  expect(server.requests.map(({ path: at, headers }) => [at, headers.authorization])).toEqual([
    ['/issues/7', 'Bearer token-of-the-tracker'],
    ['/about', 'Bearer token-of-the-tracker'],
  ]);
  await ann.close();
});

it('takes a response as a result, code that does not wait, and lists of several pages', async () => {
  const server = await api();
  const tracker = trackerAt(server.url);
  const about = { version: 7n };
  tracker.tool({
    name: 'list_issues',
    description: 'List issues.',
    input: z.object({ limit: z.int() }),
    output: z.object({ issues: z.array(Issue) }),
    run: async ({ limit }, context) => ({
      issues: await collect(context, { method: 'GET', path: '/issues' }, { limit, page }),
    }),
  });
  tracker.tool({
    name: 'read_issue',
    description: 'Read an issue.',
    input: z.object({}),
    output: Issue,
    run: (_args, { api: send }) => send({ method: 'GET', path: '/issues/1' }),
  });
  tracker.tool({
    name: 'version',
    description: 'Tell the version.',
    input: z.object({}),
    run: () => String(about.version),
  });
  tracker.resource({
    name: 'logo',
    uri: 'tracker://logo',
    mimeType: 'image/png',
    read: (_variables, { api: send }) => send({ method: 'GET', path: '/logo', download: true }),
  });
  const client = await connect(tracker);
  const issue = { title: 'Leak', state: 'open' };
  server.answer({ body: [issue], headers: { link: `<${server.url}/issues?page=2>; rel="next"` } });
  server.answer({ body: [issue, issue] });
  expect(await client.call('list_issues' as never, { limit: 2 } as never)).toEqual({
    issues: [issue, issue],
  });
  server.answer({ body: { ...issue, id: 7 } });
  expect(await client.call('read_issue' as never, {} as never)).toEqual(issue);
  expect(await client.call('version' as never, {} as never)).toBe('7');
  server.answer({ text: new Uint8Array([137, 80]), headers: { 'content-type': 'image/png' } });
  const { contents } = await client.client.readResource({ uri: 'tracker://logo' });
  expect(contents).toEqual([
    {
      uri: 'tracker://logo',
      mimeType: 'image/png',
      blob: Buffer.from([137, 80]).toString('base64'),
    },
  ]);
  await client.close();
});

it('tells what the API sent where code expected something else, and no bug of the code', async () => {
  const server = await api();
  const tracker = trackerAt(server.url);
  const fails = (name: string, run: () => never) =>
    tracker.tool({ name, description: 'Fail.', input: z.object({}), run });
  tracker.tool({
    name: 'join',
    description: 'Join two calls.',
    input: z.object({}),
    run: async (_args, { api: send }) => {
      const { body } = await send({ method: 'GET', path: '/issues' });
      return z.array(Issue).parse(body).length;
    },
  });
  fails('break', () => {
    throw new TypeError('secret detail');
  });
  const client = await connect(tracker);
  server.answer({ body: [{ title: 'Leak', state: 'lost' }] });
  await expect(client.call('join' as never, {} as never)).rejects.toThrow(
    /^The API sent something else than expected: 0\.state: Invalid option/,
  );
  await expect(client.call('break' as never, {} as never)).rejects.toThrow(
    /^Internal error \([\w-]+\)\./,
  );
  await client.close();
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
  const titles = clients.map(
    async (client) => (await (await client).call('get_issue', { number: 1 })).title,
  );
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
  [
    { tools: [{ name: 'say', description: 'Say it.', input: z.object({}) } as never] },
    /Provider "tracker", tool "say": it has no function "run". Add/,
  ],
  [
    { resources: [{ name: 'about', uri: 'tracker://about' } as never] },
    /Provider "tracker", resource "about": it has no function "read"/,
  ],
  [
    { prompts: [{ name: 'summary', args: z.object({}) } as never] },
    /Provider "tracker", prompt "summary": it has no function "render"/,
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
