import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { caseCount } from '../../../tests/support/mutated.js';
import {
  type ApiAuth,
  apiClient,
  type CallApi,
  collect,
  finished,
  graphqlData,
  listOf,
} from '../../src/api.js';
import type { ApiRequest } from '../../src/api/request.js';
import { type Failure, performCall } from '../../src/call/call.js';
import type { CallContext } from '../../src/call/call-context.js';
import { defineTool } from '../../src/call/define/define.js';
import type { Tool } from '../../src/call/define/definitions.js';
import { Rounds } from '../../src/call/elicitation/rounds.js';
import { ToolError } from '../../src/call/result/tool-error.js';
import { missingScopes, toolCall } from '../../src/call/tool-calls.js';
import { AuthNeededError } from '../../src/credentials/auth-needed.js';
import { localPrincipal } from '../../src/identity/principal.js';
import { type CallPolicy, type Middleware, once } from '../../src/index.js';
import { listenOnLoopback } from '../../src/testing/fakes/listening.js';
import { setEnvironment } from '../../src/testing/server/environment.js';
import { listen } from '../listen.js';

const NOT_KNOWN = 'It is not known whether the change was made: check before you repeat it.';
const MADE_BEFORE = 'A change was made before this failure: do not repeat it.';
const DONE = 'It is done; do not repeat it.';

/** What the API does with a request, by its path. */
const responses: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  '/hangs-up': (request) => request.socket.destroy(),
  '/stops': (_, response) => void response.writeHead(200, { 'content-length': '9' }).write('{'),
  '/endless': (_, response) => void response.end('x'.repeat(5_000_001)),
  '/page': (_, response) => void response.setHeader('content-type', 'text/html').end('<html>'),
  '/accepted': (_, response) => void response.writeHead(202, { location: '/503' }).end(),
  '/refused': (_, response) => sendJson(response, { ok: false, error: 'No such room' }),
  '/graphql-none': (_, response) =>
    sendJson(response, { errors: [{ message: 'No' }], data: { a: null } }),
  '/graphql-part': (_, response) =>
    sendJson(response, { errors: [{ message: 'No' }], data: { a: { id: 1 }, b: null } }),
};

const sendJson = (response: ServerResponse, body: object) =>
  void response.setHeader('content-type', 'application/json').end(JSON.stringify(body));

/** Other paths are a status, or two: of the first request and of later ones. */
async function api(): Promise<void> {
  let count = 0;
  const url = await listen((request, response) => {
    request.resume();
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const known = responses[pathname];
    if (known) return known(request, response);
    const [first, later = first] = pathname.slice(1).split('-');
    response.writeHead(Number(count++ === 0 ? first : later), {
      'content-type': 'application/json',
      'retry-after': '0.001',
      ...(first === '302' && { location: '/200' }),
    });
    response.end(count > 1 || pathname !== '/200' ? '{}' : '{"id":1}');
  });
  setEnvironment('CHAT', { BASE_URL: url });
}

const auth: ApiAuth<string> = {
  getCredentials: async () => 'secret-token',
  authorize: ({ headers }, token) => headers.set('authorization', `Bearer ${token}`),
  secrets: (token) => [token],
};
const callApi: CallApi = apiClient('chat', auth, {
  success: 'ok',
  limits: { timeoutMs: 300, attempts: 2 },
});
const post = (path: string, context: CallContext) =>
  callApi({ method: 'POST', path: path as '/', body: {} }, context);
const get = (path: string, context: CallContext) =>
  callApi({ method: 'GET', path: path as '/' }, context);

interface Made extends Partial<Pick<Tool, 'annotations' | 'output' | 'strict'>> {
  run(context: CallContext): Promise<unknown>;
  policy?: CallPolicy;
  questions?: Rounds;
  signal?: AbortSignal;
}

/** The outcome of a call of a tool with this code. */
function call({ run, policy, questions, signal, ...definition }: Made) {
  const tool = defineTool({
    name: 'act',
    description: 'Acts.',
    input: z.object({}),
    ...definition,
    run: (_args, context) => run(context) as never,
  });
  const made = toolCall(new Map([['act', tool]]), 'act', {});
  if (!made) throw new Error('no tool');
  const subject = {
    ...made,
    provider: 'chat',
    principal: localPrincipal(),
    policy,
    incoming: () => ({ id: 1, meta: {}, header: () => undefined }),
    request: { id: 'r', maxResultBytes: 10_000 },
    ...(questions && { questions: () => questions }),
  };
  return performCall(subject, signal ?? new AbortController().signal, made.run);
}

async function textOf(made: Made): Promise<string> {
  const outcome = await call(made);
  if (!outcome.ok) return outcome.message;
  const content = outcome.value.content as { text: string }[];
  return content.map(({ text }) => text).join('\n');
}

const advice = 'ADVICE';
const fails = (error: Error) => () => Promise.reject(error);
const known = new ToolError('It failed', { advice });
const after: Middleware = async (_, next) => {
  await next();
  throw known;
};
/** What invites to repeat a call. */
const AGAIN = /again|ask for|advice|fewer|less\b|later/i;
/** What an API answers that has done nothing. */
const REFUSALS = new Set(['/400', '/404', '/409', '/429', '/refused']);

const deep = Array.from({ length: 600 }).reduce<unknown>((inner) => [inner], 'x');

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;

/** How a call ends, and what its text says of the change. */
const rows: readonly (Made & { what: string; says: string })[] = [
  ...[
    '/500',
    '/503',
    '/408',
    '/302',
    '/301',
    '/999',
    '/hangs-up',
    '/stops',
    '/endless',
    '/page',
  ].map((path) => ({
    what: `POST ${path}`,
    run: (context: CallContext) => post(path, context),
    says: NOT_KNOWN,
  })),
  ...(['PUT', 'DELETE', 'PATCH'] as const).map((method) => ({
    what: `${method} /503-404: repeated, and not found`,
    run: (context: CallContext) => callApi({ method, path: '/503-404' }, context),
    says: NOT_KNOWN,
  })),
  {
    what: 'an accepted job',
    run: (context) =>
      finished(
        { ...context, api: (one: ApiRequest) => callApi(one, context) },
        { method: 'POST', path: '/accepted', body: {} },
      ),
    says: NOT_KNOWN,
  },
  {
    what: 'a part of a mutation',
    run: async (context) =>
      graphqlData(
        await callApi(
          { method: 'POST', path: '/graphql-part', body: { query: 'mutation { a b }' } },
          context,
        ),
      ),
    says: NOT_KNOWN,
  },
  { what: 'a request of its own, and a bug', run: fails(new Error('bug')), says: NOT_KNOWN },
  {
    what: 'one known to be done, one not',
    run: async (context) => {
      await post('/200', context);
      await post('/503', context);
    },
    says: NOT_KNOWN,
  },
  {
    what: 'one under way, one refused',
    run: (context) => Promise.all([post('/stops', context), post('/400', context)]),
    says: NOT_KNOWN,
  },
  {
    what: 'done, and quoted',
    run: async (context) => {
      const failed = await post('/503', context).then(() => 'none', String);
      return `One of two failed: ${failed}`;
    },
    says: NOT_KNOWN,
  },
  ...['/400', '/403', '/404', '/409', '/429', '/503', '/refused', '/endless'].map((path) => ({
    what: `a change, then GET ${path}`,
    run: async (context: CallContext) => {
      await post('/200', context);
      await get(path, context);
    },
    says: MADE_BEFORE,
  })),
  {
    what: 'a change, then a list without end',
    run: async (context) => {
      await post('/200', context);
      const page = { read: () => ({ items: [], next: { page: Math.random() } }) };
      return collect(callApi, { method: 'GET', path: '/200' }, context, { limit: 9, page });
    },
    says: MADE_BEFORE,
  },
  {
    what: 'a change whose response is no list',
    run: async (context) => listOf((await post('/200', context)).body),
    says: MADE_BEFORE,
  },
  {
    what: 'a change, then a bug',
    run: (context) => post('/200', context).then(fails(new Error('bug'))),
    says: NOT_KNOWN,
  },
  {
    what: 'a change, then a sign-in',
    run: (context) =>
      post('/200', context).then(
        fails(new AuthNeededError('chat', 'ann', { url: 'https://a.dev' })),
      ),
    says: MADE_BEFORE,
  },
  { what: 'too many tokens', run: async () => 'x'.repeat(200_000), says: DONE },
  {
    what: 'too many tokens of a value',
    output: z.object({ a: z.string() }),
    run: async () => ({ a: 'x'.repeat(200_000) }),
    says: DONE,
  },
  { what: 'too many bytes', run: async () => 'x'.repeat(20_000), says: DONE },
  {
    what: 'too many levels',
    output: z.object({ a: z.any() }),
    run: async () => ({ a: deep }),
    says: DONE,
  },
  {
    what: 'credentials',
    run: async (context) => {
      await post('/200', context);
      return 'secret-token';
    },
    says: DONE,
  },
  {
    what: 'another form',
    output: z.object({ a: z.string() }),
    strict: true,
    run: async () => ({ a: 1 }),
    says: DONE,
  },
  {
    what: 'no result',
    output: z.object({ a: z.string() }),
    run: async () => undefined,
    says: DONE,
  },
  { what: 'bytes', run: async () => new Uint8Array(9), says: DONE },
  { what: 'what is no JSON', run: async () => cyclic, says: DONE },
  { what: 'a middleware that fails', run: async () => 'ok', policy: { use: [after] }, says: DONE },
];

describe('after a write, no text invites to write again:', () => {
  it.each(rows)('$what', async ({ what: _, says, ...made }) => {
    await api();
    const text = await textOf(made);
    expect(text).toContain(says);
    expect(text).not.toMatch(AGAIN);
  });

  it('whatever requests a call makes, in whatever order, and however it ends', async () => {
    const request = fc.record({
      method: fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE', 'GET'),
      path: fc.constantFrom(
        ...['/200', '/204', '/302', '/400', '/404', '/409', '/429', '/500', '/503', '/503-200'],
        ...['/hangs-up', '/page', '/refused', '/endless'],
      ),
      isCaught: fc.boolean(),
    });
    type Requests = (typeof request extends fc.Arbitrary<infer One> ? One : never)[];
    const end = fc.constantFrom(
      async () => 'x'.repeat(20_000),
      fails(known),
      fails(new Error('bug')),
      fails(new AuthNeededError('chat', 'ann', { url: 'https://a.dev' })),
    );
    const holds = async (requests: Requests, ends: () => Promise<unknown>) => {
      const changes: string[] = [];
      const text = await textOf({
        async run(context) {
          for (const { method, path, isCaught } of requests) {
            await api();
            const sent = callApi({ method, path: path as '/' }, context);
            const failure = await sent.then(
              () => undefined,
              (error: unknown) => error as Error,
            );
            const isRefused = failure !== undefined && REFUSALS.has(path);
            if (method !== 'GET' && !isRefused) changes.push(path);
            if (failure && !isCaught) throw failure;
          }
          return ends();
        },
      });
      if (changes.length === 0) return;
      expect(text).toMatch(/do not repeat it\.$|check before you repeat it\.$/);
      expect(text).not.toMatch(AGAIN);
    };
    const requests = fc.array(request, { minLength: 1, maxLength: 3 });
    await fc.assert(fc.asyncProperty(requests, end, holds), { numRuns: caseCount(40) });
  });

  it('the client does not call again by itself where a page to sign in is left', async () => {
    await api();
    const needed = new AuthNeededError('chat', 'ann', { url: 'https://a.dev' });
    expect(await call({ run: fails(needed) })).toMatchObject({ url: 'https://a.dev' });
    const run = (context: CallContext) => post('/200', context).then(fails(needed));
    expect((await call({ run })) as Failure).toMatchObject({ url: undefined });
  });

  it('the client does not call again by itself where an earlier request of the call has done a part', async () => {
    await api();
    const done = [{ key: 'draft', value: 1 }];
    const asked = ['tool', 'act', {}];
    const rounds = new Rounds({ can: () => ({ form: true, url: false }), call: asked });
    const { call: digest } = rounds.memory;
    const memory = { call: digest, open: {}, given: {}, done };
    const questions = new Rounds({ can: () => ({ form: true, url: false }), call: asked, memory });
    const run = async (context: CallContext) => {
      await once(context, 'draft', () => post('/200', context));
      await get('/503', context);
    };
    expect(await textOf({ run, questions })).toContain(NOT_KNOWN);
  });

  it('the client does not call again by itself at the end of its time, or where it is cancelled', async () => {
    const control = new AbortController();
    const run = () => new Promise<never>(() => setTimeout(() => control.abort(), 10));
    expect(await textOf({ run, signal: control.signal })).toBe(
      `The call was cancelled. ${NOT_KNOWN}`,
    );
  });
});

describe('where nothing was changed, advice stays:', () => {
  const kept: readonly (Made & { what: string; says: string })[] = [
    { what: 'refused arguments', run: (context) => post('/400', context), says: 'Change them' },
    { what: 'a rate limit', run: (context) => post('/429', context), says: 'Try again in 1 s.' },
    { what: 'a conflict', run: (context) => post('/409', context), says: 'Try again in 1 s.' },
    {
      what: 'a read that failed',
      run: (context) => get('/503', context),
      says: 'Try again in 1 s.',
    },
    {
      what: 'a mutation that was refused',
      run: async (context) =>
        graphqlData(
          await callApi(
            { method: 'POST', path: '/graphql-none', body: { query: 'mutation { a }' } },
            context,
          ),
        ),
      says: 'Check the arguments and the permissions. The API says: "No"',
    },
    {
      what: 'a POST that reads',
      run: (context) => callApi({ method: 'POST', path: '/503', safe: true, body: {} }, context),
      says: 'Try again in 1 s.',
    },
    { what: 'an error of the code', run: fails(known), says: `It failed ${advice}` },
    {
      what: 'a read-only tool',
      annotations: { readOnlyHint: true },
      run: async () => 'x'.repeat(20_000),
      says: 'Ask for less.',
    },
  ];
  it.each(kept)('$what', async ({ what: _, says, ...made }) => {
    await api();
    const text = await textOf(made);
    expect(text).toContain(says);
    for (const sentence of [NOT_KNOWN, MADE_BEFORE, DONE]) expect(text).not.toContain(sentence);
  });

  it('an API that cannot be reached', async () => {
    const { origin, close } = await listenOnLoopback(createServer());
    await close();
    setEnvironment('CHAT', { BASE_URL: origin });
    expect(await textOf({ run: (context) => post('/', context) })).toContain('Try again later.');
  });
});

it('a tool that another one calls does not end the call', async () => {
  const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const inner = defineTool({
    name: 'inner',
    description: 'Inner.',
    input: z.object({}),
    run: async () => 'ok',
  });
  const run = (context: CallContext) => inner.call({}, context).then(fails(known));
  expect(await textOf({ run })).toBe(`It failed. ${MADE_BEFORE}`);
  log.mockRestore();
});

it('a call that is refused for its scopes does not run, although it may be made meanwhile', async () => {
  let asked = 0;
  const run = vi.fn(async () => 'ok');
  const input = z.object({});
  const tool: Tool = {
    ...defineTool({ name: 'act', description: 'Acts.', input, run }),
    accessOf: () => (asked++ === 0 ? { allowed: false, scopes: ['rooms'] } : { allowed: true }),
  };
  const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'act' } };
  const { signal } = new AbortController();
  const caller = {
    provider: 'chat',
    principal: localPrincipal(),
    policy: undefined,
    request: undefined,
  };
  const missing = await missingScopes(message, {
    ...caller,
    signal,
    tools: new Map([['act', tool]]),
  });
  expect(missing).toEqual(['rooms']);
  expect(run).not.toHaveBeenCalled();
});
