import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import type { WebhookDefinition } from '../../src/call/define/webhook.js';
import { createHandler, toNodeHandler } from '../../src/http.js';
import {
  type AuditRecord,
  defineProvider,
  type Middleware,
  type Occurrence,
} from '../../src/index.js';
import { IN_CODE } from '../../src/provider/in-code.js';
import { listen } from '../listen.js';
import { serveProvider } from '../serving/provider-server.js';
import { smallProject } from '../small-project.js';
import { send } from '../tasks/task-client.js';
import { temporaryFolder } from '../temporary-folder.js';
import { orders } from './orders.js';
import { receiver } from './receiver.js';
import { nowSeconds, signers } from './webhook-sender.js';

/** Longest wait for a state, also on a busy machine. */
const WAIT_MS = 30_000;
const KEY = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const SECRET = `whsec_${KEY}`;
const OTHER = `whsec_${'A'.repeat(32)}`;

const Report = z.object({
  id: z.string(),
  account: z.string().optional(),
  order: z.union([z.number(), z.string()]),
});
type Data = { order: number | string };
type Webhook = WebhookDefinition<Occurrence<Data>>;
const read: Webhook['read'] = (body) => {
  const { id, account, order } = Report.parse(body);
  return [{ id, ...(account !== undefined && { owner: account }), data: { order } }];
};
const signed = {
  path: 'orders',
  signature: 'standard-webhooks',
  secret: 'HOOK_SECRET',
  read,
} as const;

/** A provider whose API reports payments; its one user has the account "ada". */
function define(webhook: Webhook, use: Middleware[] = []) {
  const audit: AuditRecord[] = [];
  const provider = defineProvider({
    name: 'small',
    version: '1.0.0',
    use,
    audit: (record) => void audit.push(record),
  });
  provider.tool({ name: 'plain', description: 'A tool.', input: z.object({}), run: () => 'plain' });
  const event = (name: string, source: Webhook) =>
    provider.event({
      name,
      description: 'An order was paid.',
      input: z.object({}),
      payload: z.object({ order: z.union([z.number(), z.string()]) }),
      owner: () => 'ada',
      webhook: source,
    });
  event('order.paid', webhook);
  return { provider, event, audit };
}

/** Serves it. @returns a function that posts to the webhook, and what was delivered */
async function serve(
  webhook: Partial<Webhook> = {},
  {
    env = {},
    use = [],
    also,
  }: { env?: Record<string, string>; use?: Middleware[]; also?: Webhook } = {},
) {
  const { provider, event, audit } = define({ ...signed, ...webhook } as Webhook, use);
  if (also) event('order.other', also);
  const log: { message: string; [member: string]: unknown }[] = [];
  const folder = temporaryFolder();
  const small = smallProject(provider, {
    log: (line) => void log.push(line),
    env: {
      MCP_DATA_DIR: folder,
      MCP_EVENT_LEASE_MS: '2000',
      MCP_EVENT_RETRY_MS: '40',
      MCP_EVENT_PRIVATE_HOSTS: '127.0.0.1',
      HOOK_SECRET: SECRET,
      ...env,
    },
  });
  onTestFinished(async () => {
    for (const end of small.project.ending) await end();
  });
  const { endpoint } = await serveProvider(small);
  const address = `${endpoint}/webhooks/orders`;
  return {
    audit,
    log,
    folder,
    endpoint,
    address,
    post: (body: string | Buffer, headers: Record<string, string>) => post(address, body, headers),
    async subscribe(name = 'order.paid') {
      const hook = await receiver();
      const { url, secret } = hook;
      const subscribed = await send(endpoint, 'events/subscribe', {
        name,
        delivery: { url, secret },
      });
      expect(subscribed).toHaveProperty('id');
      return hook;
    },
  };
}

/** @returns the status, and the text of the body */
async function post(url: string, body: string | Buffer, headers: Record<string, string>) {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  return [response.status, await response.text()];
}

const report = (id: string, order: number, account = 'ada') =>
  JSON.stringify({ id, account, order });
const sign = signers['standard-webhooks'];
const ordersOf = ({ received }: { received: { body: { data: object } }[] }) =>
  received.map(({ body: { data } }) => (data as Data).order);

type Vector = Pick<Webhook, 'signature'> & {
  secret: string;
  time: number;
  body: string;
  headers: Record<string, string>;
};

describe('a signature', () => {
  // Published by the specification, GitHub and Slack; at the time that is signed.
  it.each<Vector>([
    {
      signature: 'standard-webhooks',
      secret: SECRET,
      time: 1_614_265_330,
      body: '{"test": 2432232314}',
      headers: {
        'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        'webhook-timestamp': '1614265330',
        'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      },
    },
    {
      signature: 'github',
      secret: "It's a Secret to Everybody",
      time: 1_614_265_330,
      body: 'Hello, World!',
      headers: {
        'x-hub-signature-256':
          'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
      },
    },
    {
      signature: 'slack',
      secret: '8f742231b10e8888abcd99yyyzzz85a5',
      time: 1_531_420_618,
      body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
      headers: {
        'x-slack-request-timestamp': '1531420618',
        'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
      },
    },
  ])('of $signature that its author publishes is valid', async (vector) => {
    const { signature, secret, time, body, headers } = vector;
    const server = await serve(
      { signature, read: () => [] },
      {
        env: { HOOK_SECRET: secret },
      },
    );
    vi.useFakeTimers({ toFake: ['Date'], now: time * 1_000 });
    onTestFinished(() => void vi.useRealTimers());
    const isJson = body.startsWith('{');
    expect(await server.post(body, headers)).toEqual([isJson ? 200 : 400, '']); // 400 comes after the signature
    expect(await server.post(`${body} `, headers)).toEqual([401, '']);
  });

  it.each(Object.keys(signers) as (keyof typeof signers)[])(
    'of %s is valid with the secret, the bytes and the time that are signed',
    async (signature) => {
      const server = await serve({ signature });
      const { received } = await server.subscribe();
      const signer = signers[signature];
      const body = report('evt_1', 1);
      expect(await server.post(body, signer(SECRET, body))).toEqual([200, '']);
      expect(await server.post(body, { ...signer(SECRET, body), t: '1' })).toEqual([200, '']);
      expect(await server.post(body, signer(OTHER, body))).toEqual([401, '']);
      expect(await server.post(report('evt_1', 2), signer(SECRET, body))).toEqual([401, '']);
      expect(await server.post(body, {})).toEqual([401, '']);
      const isTimed = !['github', 'shopify'].includes(signature);
      // The later one has time to arrive.
      for (const seconds of [-301, 330]) {
        const time = String(Number(nowSeconds()) + seconds);
        const late = report(`evt_${seconds}`, 1);
        const refused: number = isTimed ? 401 : 200;
        expect(await server.post(late, signer(SECRET, late, time))).toEqual([refused, '']);
      }
      await vi.waitFor(() => expect(received).toHaveLength(isTimed ? 1 : 3), WAIT_MS);
    },
  );

  it.each<[string, (body: string) => Record<string, string>, number]>([
    ['among several', (body) => joined(sign(OTHER, body), sign(SECRET, body)), 200],
    [
      'among several of other versions',
      (body) => withSignature(body, (one) => `v1a,AAAA ${one} v2,BBBB`),
      200,
    ],
    [
      'of another version only',
      (body) => withSignature(body, (one) => one.replace('v1,', 'v2,')),
      401,
    ],
    ['that is cut', (body) => withSignature(body, (one) => one.slice(0, -8)), 401],
    ['that is empty', (body) => withSignature(body, () => 'v1,'), 401],
    ['that is no base64', (body) => withSignature(body, () => 'v1,%%%%'), 401],
    ['with a huge header', (body) => withSignature(body, () => 'v1,AAAA '.repeat(1_000)), 401],
    ['whose id is another', (body) => ({ ...sign(SECRET, body), 'webhook-id': 'msg_2' }), 401],
    [
      'whose id is another, beside the signed one in the header of signatures',
      (body) => {
        const headers = sign(SECRET, body);
        const signatures = `${headers['webhook-signature']} webhook-id=${headers['webhook-id']}`;
        return { ...headers, 'webhook-signature': signatures, 'webhook-id': 'msg_2' };
      },
      401,
    ],
    [
      'whose id is in the header of signatures only',
      (body) => {
        const { 'webhook-id': id, ...headers } = sign(SECRET, body);
        const signatures = `${headers['webhook-signature']} webhook-id=${id}`;
        return { ...headers, 'webhook-signature': signatures };
      },
      401,
    ],
    ['without the time', (body) => ({ ...sign(SECRET, body), 'webhook-timestamp': '' }), 401],
    ['whose time is no number', (body) => sign(SECRET, body, `${nowSeconds()}.0`), 401],
    ['whose time is in milliseconds', (body) => sign(SECRET, body, String(Date.now())), 401],
    ['whose time is not a number', (body) => sign(SECRET, body, 'NaN'), 401],
    ['whose time is before 1970', (body) => sign(SECRET, body, `-${nowSeconds()}`), 401],
  ])('%s', async (_name, headers, status) => {
    const server = await serve();
    const body = report('evt_1', 1);
    expect(await server.post(body, headers(body))).toEqual([status, '']);
  });

  it('of either secret is valid while one replaces the other', async () => {
    const env = { HOOK_SECRET: SECRET, HOOK_SECRET_2: `v1,${OTHER}` }; // as some consoles show it
    const server = await serve(
      { secret: ['HOOK_SECRET', 'HOOK_SECRET_2', 'HOOK_SECRET_3'] },
      { env },
    );
    const body = report('evt_1', 1);
    expect(await server.post(body, sign(SECRET, body))).toEqual([200, '']);
    expect(await server.post(body, sign(OTHER, body))).toEqual([200, '']);
    const third = `whsec_${'B'.repeat(32)}`;
    expect(await server.post(body, sign(third, body))).toEqual([401, '']);
  });

  it('of a scheme in the definition', async () => {
    const server = await serve({
      signature: {
        header: 'paddle-signature',
        prefix: 'h1=',
        encoding: 'hex',
        content: '{ts}:{body}',
        members: ['ts'],
        timestamp: 'ts',
      },
    });
    const body = report('evt_1', 1);
    const [, hex = ''] = signers.slack(SECRET, body)['x-slack-signature'].split('=');
    expect(await server.post(body, { 'paddle-signature': `ts=${nowSeconds()};h1=${hex}` })).toEqual(
      [401, ''],
    );
    const time = nowSeconds();
    const { createHmac } = await import('node:crypto');
    const right = createHmac('sha256', SECRET).update(`${time}:${body}`).digest('hex');
    expect(await server.post(body, { 'paddle-signature': `ts=${time};h1=${right}` })).toEqual([
      200,
      '',
    ]);
  });

  it('is verified by own code, which never accepts by mistake', async () => {
    const verify = vi.fn<NonNullable<Webhook['verify']>>(
      ({ header }) => header('X-Token') === 'right',
    );
    const server = await serve({ signature: undefined, secret: undefined, verify });
    expect(await server.post(report('evt_1', 1), { 'x-token': 'right' })).toEqual([200, '']);
    expect(await server.post(report('evt_1', 1), { 'x-token': 'wrong' })).toEqual([401, '']);
    verify.mockReturnValue('yes' as never);
    expect(await server.post(report('evt_1', 1), {})).toEqual([401, '']);
    verify.mockRejectedValue(new Error('The keys cannot be read.'));
    expect(await server.post(report('evt_1', 1), {})).toEqual([503, '']);
  });

  it('that is refused is in the log with the reason, once in a while, without what was sent', async () => {
    const server = await serve();
    for (let sent = 0; sent < 20; sent++)
      await server.post(report('evt_secret', 1), sign(OTHER, 'x'));
    expect(server.log.filter(({ message }) => message === 'a webhook was refused')).toMatchObject([
      {
        level: 'error',
        webhook: 'orders',
        reason: 'no signature matches: the secret or the bytes are others',
      },
    ]);
    expect(JSON.stringify(server.log)).not.toMatch(/evt_secret|v1,/);
    expect(server.audit).toEqual([]);
  });
});

const withSignature = (body: string, change: (signature: string) => string) => {
  const headers = sign(SECRET, body);
  return { ...headers, 'webhook-signature': change(headers['webhook-signature'] ?? '') };
};
const joined = (...all: Record<string, string>[]) => ({
  ...all[0],
  'webhook-signature': all.map((one) => one['webhook-signature']).join(' '),
});

describe('the bytes', () => {
  it.each([
    [
      'with escapes that JSON does not need',
      String.raw`{"id":"evt_1","account":"ada","order":"\/\u00e9\u2028"}`,
      '/é\u2028',
    ],
    [
      'with spaces and CRLF',
      '{\r\n  "id": "evt_1",\r\n\t"account": "ada", "order": "1"\r\n}\r\n',
      '1',
    ],
    ['with characters of four bytes', '{"id":"evt_1","account":"ada","order":"😊"}', '😊'],
    ['with a byte order mark', '\uFEFF{"id":"evt_1","account":"ada","order":1}', 1],
    [
      'with an integer that JavaScript would round',
      '{"id":"evt_1","account":"ada","order":9007199254740993}',
      '9007199254740993',
    ],
    ['with a name twice', '{"id":"evt_0","id":"evt_1","account":"ada","order":1}', 1],
  ])('%s are verified as they are', async (_name, body, order) => {
    const server = await serve();
    const hook = await server.subscribe();
    expect(await server.post(body, sign(SECRET, body))).toEqual([200, '']);
    await vi.waitFor(() => expect(ordersOf(hook)).toEqual([order]), WAIT_MS);
  });

  it.each<[string, Buffer, Record<string, string>]>([
    ['that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), {}],
    [
      'that are no JSON',
      Buffer.from('payload=%7B%7D'),
      { 'content-type': 'application/x-www-form-urlencoded' },
    ],
    ['that are missing', Buffer.from(''), {}],
    ['that are cut', Buffer.from('{"id":"evt_1"'), { 'content-type': 'text/plain' }],
  ])('%s are refused after their signature', async (_name, body, headers) => {
    const server = await serve();
    expect(await server.post(body, { ...headers, ...sign(OTHER, body) })).toEqual([401, '']);
    expect(await server.post(body, { ...headers, ...sign(SECRET, body) })).toEqual([400, '']);
    expect(server.log.at(-1)).toMatchObject({
      message: 'a webhook is not JSON in UTF-8',
      webhook: 'orders',
    });
  });

  it('arrive in chunks, which also break a character', async () => {
    const server = await serve();
    const hook = await server.subscribe();
    const body = Buffer.from('{"id":"evt_1","account":"ada","order":"😊"}');
    const at = body.indexOf('😊') + 2;
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sending = httpRequest(
        server.address,
        { method: 'POST', headers: sign(SECRET, body) },
        (response) => resolve(response.resume().statusCode),
      ).once('error', reject);
      sending.write(body.subarray(0, at), () => setImmediate(() => sending.end(body.subarray(at))));
    });
    expect(status).toBe(200);
    await vi.waitFor(() => expect(ordersOf(hook)).toEqual(['😊']), WAIT_MS);
  });

  it.each([
    { bytes: 65_537, status: 200 },
    { bytes: 1_048_576, status: 200 },
    { bytes: 1_048_577, status: 413 },
  ])('$bytes: $status', async ({ bytes, status }) => {
    const server = await serve();
    const body = report('evt_1', 1).padEnd(bytes);
    expect((await server.post(body, sign(SECRET, body)))[0]).toBe(status);
    const stream = new Blob([body]).stream();
    const init = {
      method: 'POST',
      body: stream,
      headers: sign(SECRET, body),
      duplex: 'half' as const,
    };
    expect((await fetch(server.address, init)).status).toBe(status);
  });

  it('that are compressed are refused', async () => {
    const server = await serve();
    const body = gzipSync(report('evt_1', 1));
    const headers = { ...sign(SECRET, body), 'content-encoding': 'gzip' };
    expect((await server.post(body, headers))[0]).toBe(415);
  });

  it('that the application has parsed are not those that are signed', async () => {
    vi.stubEnv('MCP_DATA_DIR', temporaryFolder());
    vi.stubEnv('HOOK_SECRET', SECRET);
    const { provider } = define(signed);
    const small = smallProject(provider, { log: () => {} });
    const handler = createHandler(provider, { project: small.project });
    onTestFinished(() => handler.close());
    const pass = toNodeHandler(handler);
    const body = report('evt_1', 1);
    /** Reads the body as middleware of a framework does. */
    const origin = await listen((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const parsed: unknown = incoming.url?.endsWith('?raw')
          ? bytes
          : JSON.parse(bytes.toString());
        setImmediate(() => pass(Object.assign(incoming, { body: parsed }), outgoing));
      });
    });
    const url = `${origin}/mcp/webhooks/orders`;
    expect((await post(url, body, sign(SECRET, body)))[0]).toBe(500);
    expect(await post(`${url}?raw`, body, sign(SECRET, body))).toEqual([200, '']);
  });
});

describe('what a request reports', () => {
  it('reaches the subscriptions of its owner, once', async () => {
    const server = await serve();
    const hook = await server.subscribe();
    /** As a sender does, it repeats what is not stored in time. */
    const postSigned = async (body: string): ReturnType<typeof post> => {
      const end = await server.post(body, sign(SECRET, body));
      return end[0] === 503 ? postSigned(body) : end;
    };
    const bodies = [report('evt_1', 1), report('evt_2', 2, 'bob'), report('evt_3', 3)];
    const repeated = [...bodies, ...bodies, ...Array.from({ length: 4 }, () => report('evt_4', 4))];
    expect(await Promise.all(repeated.map(postSigned))).toEqual(repeated.map(() => [200, '']));
    await vi.waitFor(() => expect(ordersOf(hook).toSorted()).toEqual([1, 3, 4]), WAIT_MS);
    expect(await postSigned(report('evt_1', 1))).toEqual([200, '']);
    expect(await postSigned(report('evt_5', 5))).toEqual([200, '']);
    await vi.waitFor(() => expect(ordersOf(hook).toSorted()).toEqual([1, 3, 4, 5]), WAIT_MS);
  });

  it('is refused without an owner, also beside another, and nobody gets it', async () => {
    const server = await serve({
      read: (body) =>
        z
          .array(Report)
          .parse(body)
          .flatMap((one) => read(one, undefined as never) as Occurrence<Data>[]),
    });
    const hook = await server.subscribe();
    const reports = [
      { id: 'evt_1', order: 1 },
      { id: 'evt_2', account: 'ada', order: 2 },
    ];
    const body = JSON.stringify(reports);
    expect(await server.post(body, sign(SECRET, body))).toEqual([422, '']);
    await vi.waitFor(() => expect(ordersOf(hook)).toEqual([2]), WAIT_MS);
    expect(
      server.log.filter(({ message }) => message.includes('occurrence of a webhook')),
    ).toHaveLength(1);
    expect(JSON.stringify(server.log)).toContain('state the \\"owner\\"');
  });

  it.each<[string, Webhook['read']]>([
    ['throws', read],
    ['returns no list', () => undefined as never],
    [
      'returns what does not match the payload',
      () => [{ id: '1', owner: 'ada', data: { order: {} as never } }],
    ],
    [
      'returns an id that is no text',
      () => [{ id: undefined as never, owner: 'ada', data: { order: 1 } }],
    ],
  ])('is refused where "read" %s', async (_name, failing) => {
    const server = await serve({ read: failing });
    const body = '{"value":"private"}';
    expect(await server.post(body, sign(SECRET, body))).toEqual([422, '']);
    expect(server.log.some(({ level }) => level === 'error')).toBe(true);
    expect(JSON.stringify(server.log)).not.toContain('private');
  });

  it('can be nothing, or a question of the sender', async () => {
    const server = await serve({
      signature: 'slack',
      read(body) {
        const { type, challenge } = z
          .object({ type: z.string(), challenge: z.string() })
          .parse(body);
        return type === 'url_verification' ? Response.json({ challenge }) : [];
      },
    });
    const bodyOf = (type: string) => JSON.stringify({ type, challenge: '3eZbrw1a' });
    const post = (body: string) => server.post(body, signers.slack(SECRET, body));
    expect(await post(bodyOf('url_verification'))).toEqual([200, '{"challenge":"3eZbrw1a"}']);
    expect(await post(bodyOf('other'))).toEqual([200, '']);
    expect((await server.post(bodyOf('url_verification'), {}))[0]).toBe(401);
  });

  it('can be of several events', async () => {
    const other = {
      ...signed,
      read: ((body) =>
        JSON.stringify(body).includes('evt_2')
          ? read(body, undefined as never)
          : []) as Webhook['read'],
    };
    const server = await serve({}, { also: other });
    const hooks = [await server.subscribe(), await server.subscribe('order.other')];
    for (const body of [report('evt_1', 1), report('evt_2', 2)])
      await server.post(body, sign(SECRET, body));
    await vi.waitFor(
      () => expect(hooks.map((hook) => ordersOf(hook).toSorted())).toEqual([[1, 2], [2]]),
      WAIT_MS,
    );
  });

  it('is a call for middleware, audit and the log, without secret, address and content', async () => {
    const calls: unknown[] = [];
    const server = await serve(
      {},
      {
        use: [
          ({ kind, step, name, args, header }, next) => {
            calls.push({ kind, step, name, args, signature: header('webhook-signature') });
            return next();
          },
        ],
      },
    );
    const body = report('evt_1', 1);
    await server.post(body, { ...sign(SECRET, body), 'x-request-id': 'req_1' });
    const call = { kind: 'event', step: 'receive', name: 'order.paid' };
    expect(calls).toEqual([{ ...call, args: {}, signature: undefined }]);
    const record = { ...call, outcome: 'ok', request: 'req_1', user: 'webhook|orders' };
    expect(server.audit).toMatchObject([record]);
    expect(server.log.filter(({ step }) => step === 'receive')).toMatchObject([
      { event: 'order.paid', outcome: 'ok' },
    ]);
    expect(JSON.stringify([server.audit, server.log])).not.toMatch(/evt_1|whsec|v1,/);
  });

  it('comes again where middleware does not let it through', async () => {
    const server = await serve({}, { use: [async () => undefined] });
    const body = report('evt_1', 1);
    expect(await server.post(body, sign(SECRET, body))).toEqual([503, '']);
  });

  it('comes again while the store is down, and is delivered once', async () => {
    const folder = join(temporaryFolder(), 'data');
    const server = await serve({}, { env: { MCP_DATA_DIR: folder } });
    writeFileSync(folder, 'in the way');
    const body = report('evt_1', 1);
    expect(await server.post(body, sign(SECRET, body))).toEqual([503, '']);
    rmSync(folder);
    const hook = await server.subscribe();
    expect(await server.post(body, sign(SECRET, body))).toEqual([200, '']);
    expect(await server.post(body, sign(SECRET, body))).toEqual([200, '']);
    await vi.waitFor(() => expect(ordersOf(hook)).toEqual([1]), WAIT_MS);
  });
});

describe('the address', () => {
  it('needs no token and no origin, and accepts POST only', async () => {
    const server = await serve();
    const body = report('evt_1', 1);
    const headers = { origin: 'https://hooks.example.com', authorization: 'Bearer other' };
    expect(await server.post(body, { ...sign(SECRET, body), ...headers })).toEqual([200, '']);
    expect((await fetch(server.address)).status).toBe(405);
    expect((await post(`${server.endpoint}/webhooks/other`, body, sign(SECRET, body)))[0]).toBe(
      404,
    );
  });

  it('does not show in lists', async () => {
    const { endpoint } = await serve();
    expect(JSON.stringify(await send(endpoint, 'events/list', {}))).not.toMatch(
      /HOOK_SECRET|webhooks/,
    );
  });

  it('bounds how much of it is handled at a time', async () => {
    let running = 0;
    let most = 0;
    const server = await serve(
      { read: () => [] },
      {
        use: [
          async (_call, next) => {
            most = Math.max(most, ++running);
            await new Promise((resolve) => setTimeout(resolve, 20));
            running--;
            return next();
          },
        ],
      },
    );
    const bodies = Array.from({ length: 220 }, (_, index) => report(`evt_${index}`, index));
    const ends = await Promise.all(bodies.map((body) => server.post(body, sign(SECRET, body))));
    const statuses = new Set(ends.map(([status]) => status));
    expect([...statuses].every((status) => [200, 429].includes(Number(status)))).toBe(true);
    expect(most).toBeLessThanOrEqual(32);
  });

  it.each([
    ['/mcp', '/mcp/webhooks/orders'],
    ['/', '/webhooks/orders'],
    ['/api/mcp', '/api/mcp/webhooks/orders'],
  ])('of a handler at %s is %s', async (path, address) => {
    vi.stubEnv('MCP_DATA_DIR', temporaryFolder());
    vi.stubEnv('HOOK_SECRET', SECRET);
    const { provider } = define(signed);
    const { project } = smallProject(provider, { log: () => {} });
    const url = `https://tools.example.com${path}`;
    const verifier = { metadata: [], verify: () => Promise.reject(new Error('no token is valid')) };
    const handler = createHandler(provider, { project, url, verifier });
    onTestFinished(() => handler.close());
    expect(handler.paths).toContain(address);
    const body = report('evt_1', 1);
    const request = (headers: Record<string, string>) =>
      handler.fetch(
        new Request(`https://tools.example.com${address}`, { method: 'POST', body, headers }),
      );
    expect((await request(sign(SECRET, body))).status).toBe(200);
    expect((await request(sign(OTHER, body))).status).toBe(401);
  });
});

describe('the start fails', () => {
  const hmac = { header: 'x-signature', encoding: 'hex' } as const;
  it.each<[string, Record<string, unknown>, Record<string, string>, RegExp]>([
    [
      'without the secret',
      {},
      { HOOK_SECRET: '' },
      /set HOOK_SECRET, the secret with which the API signs/,
    ],
    [
      'with a secret that is no base64',
      {},
      { HOOK_SECRET: 'whsec_secret text' },
      /HOOK_SECRET must be "whsec_" and base64/,
    ],
    [
      'with a secret in place of its name',
      { secret: 'whsec_abc' },
      {},
      /must be the name of an environment variable/,
    ],
    [
      'with a scheme that leaves out the body',
      { signature: { ...hmac, content: '{t}' } },
      {},
      /needs "\{body\}"/,
    ],
    [
      'with a time that is not signed',
      { signature: { ...hmac, timestamp: 't' } },
      {},
      /needs "\{t\}"/,
    ],
  ])('%s', async (_name, webhook, env, message) => {
    const starting = serve(webhook, { env });
    await expect(starting).rejects.toThrow(message);
    await expect(starting).rejects.not.toThrow(/whsec_abc|secret text/);
  });

  it('with one path for events that are verified otherwise', async () => {
    const also = { path: 'orders', read, verify: () => true };
    await expect(serve({}, { also })).rejects.toThrow('have the same webhook "orders"');
  });

  it('with a path of several parts', () => {
    expect(() => define({ ...signed, path: 'orders/../mcp' })).toThrow(
      '"path" of its webhook must be one word',
    );
  });
});

// Another file takes the provider of the example before it is served.
afterAll(() => void vi.resetModules());

it('the example of the page delivers', async () => {
  const pageOf = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8');
  const example = pageOf('refunded.ts').split('\n\n').slice(1).join('\n\n');
  expect(pageOf('../../../docs/events.md')).toContain(`\`\`\`ts\n${example}\`\`\``);
  const api = await listen((_request, response) =>
    response.setHeader('content-type', 'application/json').end('{"account":"acct_7"}'),
  );
  vi.stubEnv('ORDERS_BASE_URL', api);
  vi.stubEnv('ORDERS_WEBHOOK_SECRET', SECRET);
  vi.stubEnv('MCP_DATA_DIR', temporaryFolder());
  vi.stubEnv('MCP_EVENT_PRIVATE_HOSTS', '127.0.0.1');
  await import('./refunded.js');
  const endpoint = `${await listen(toNodeHandler(createHandler(orders)))}/mcp`;
  onTestFinished(async () => {
    for (const end of orders[IN_CODE]?.project.ending ?? []) await end();
  });
  const { url, secret, received } = await receiver();
  await send(endpoint, 'events/subscribe', { name: 'order.refunded', delivery: { url, secret } });
  for (const [type, account] of [
    ['order.refunded', 'acct_8'],
    ['order.shipped', 'acct_7'],
    ['order.refunded', 'acct_7'],
  ]) {
    const body = JSON.stringify({ type, id: `${type}-${account}`, account, order: '1' });
    expect(await post(`${endpoint}/webhooks/orders`, body, sign(SECRET, body))).toEqual([200, '']);
  }
  await vi.waitFor(
    () => expect(received).toMatchObject([{ body: { data: { order_id: '1' } } }]),
    WAIT_MS,
  );
});
