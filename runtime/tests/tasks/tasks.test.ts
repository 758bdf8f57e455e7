import { randomBytes } from 'node:crypto';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { finished } from '../../src/api/job.js';
import { recordsOf } from '../../src/credentials/encrypted-records.js';
import { createVault } from '../../src/credentials/vault.js';
import { ask, defineProvider, once, ToolError } from '../../src/index.js';
import { type ProjectOptions, runInProject } from '../../src/project/project.js';
import { bullmqQueue } from '../../src/queues/bullmq.js';
import { endProject } from '../../src/serving/end-project.js';
import { postgresStore } from '../../src/stores/postgres.js';
import { redisStore } from '../../src/stores/redis.js';
import { TaskRecord } from '../../src/tasks/record.js';
import { eras, newClient } from '../../src/testing/callers/clients.js';
import { start } from '../api/sending.js';
import { sharedWork, useStore } from '../servers/stores.js';
import { serveProvider } from '../serving/provider-server.js';
import { smallProject } from '../small-project.js';
import { temporaryFolder } from '../temporary-folder.js';
import { callTask, send, settled } from './task-client.js';

const ISSUER = 'https://issuer.example.com';
/** Longest wait for a state, also on a busy machine: BullMQ looks for a job at least every 10 s, whatever woke nobody. */
const WAIT_MS = 30_000;
const PAIRS = ['start_required', 'get_required_result', 'start_long', 'get_long_result'];

/** Serves tools that are tasks; a token is the name of its user. */
async function serve(
  env: Record<string, string> = {},
  roles: Record<string, string> = {},
  parts: Pick<ProjectOptions, 'stores' | 'queue'> = {},
) {
  const provider = defineProvider({
    name: 'small',
    version: '1.0.0',
    capabilities: { tools: { listChanged: true } },
    authorize: ({ claims }, { name }) => name !== 'admin' || claims?.role === 'admin',
  });
  const drafts: string[] = [];
  const task = 'optional';
  const input = z.object({ text: z.string().default('') });
  const output = z.object({ text: z.string() });
  const description = 'A tool.';
  provider.tool({ name: 'plain', description, input, run: () => 'plain' });
  const echo = provider.tool({
    name: 'echo',
    description,
    input,
    output,
    task,
    run: (args) => args,
  });
  provider.tool({
    name: 'required',
    description,
    input,
    task: 'required',
    run: async ({ text }, context) => {
      const { color } = await ask(context, 'Which color?', z.object({ color: z.string() }));
      return `${text} ${color}`;
    },
  });
  provider.tool({
    name: 'wait',
    description,
    input,
    task,
    run: async (_args, { signal, progress }) => {
      progress?.({ progress: 1, total: 2, message: 'half' });
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      throw new ToolError('It was stopped.');
    },
  });
  provider.tool({
    name: 'publish',
    description,
    input,
    task,
    run: async ({ text }, context) => {
      const draft = await once(context, 'draft', async () => drafts.push(text));
      const { ok } = await ask(context, 'Publish?', z.object({ ok: z.boolean() }));
      const { day } = await ask(context, 'When?', z.object({ day: z.string() }));
      return `${draft} ${ok} ${day}`;
    },
  });
  provider.tool({
    name: 'admin',
    description,
    input,
    task,
    run: (_args, { principal }) => String(principal.claims?.role),
  });
  provider.tool({
    name: 'order',
    description,
    input,
    task,
    once: '10m',
    run: ({ text }) => `${drafts.push(text)}`,
  });
  provider.tool({
    name: 'scoped',
    description,
    input,
    task: 'required',
    scopes: ['rooms'],
    run: () => 'a',
  });
  provider.tool({
    name: 'long',
    description,
    input,
    task: 'required',
    annotations: { readOnlyHint: true },
    run: () => 'long '.repeat(40_000),
  });
  provider.tool({
    name: 'fail',
    description,
    input,
    task,
    run: () => {
      throw new ToolError('No such room.');
    },
  });
  const small = smallProject(provider, {
    ...parts,
    log: () => {},
    env: { MCP_DATA_DIR: temporaryFolder(), MCP_TASK_LEASE_MS: '5000', ...env },
  });
  const { endpoint } = await serveProvider(small, {
    verifier: {
      metadata: { issuer: ISSUER },
      verify: async (token: string, audience: URL) => ({
        iss: ISSUER,
        sub: token,
        aud: audience.href,
        exp: Date.now() / 1000 + 60,
        role: roles[token],
      }),
    },
  });
  return {
    endpoint,
    drafts,
    project: small.project,
    provider,
    echo,
    call: callTask.bind(undefined, endpoint),
    get: settled.bind(undefined, endpoint),
  };
}

describe('a client with the extension', () => {
  it('gets a task, whose result is that of the call', async () => {
    const { call, get } = await serve();
    const begun = await call('echo', { text: 'a' }, 'ada');
    expect(begun).toMatchObject({ resultType: 'task', status: 'working', ttlMs: 87_000_000 });
    expect(await get(begun.taskId, 'ada')).toMatchObject({
      status: 'completed',
      result: { resultType: 'complete', structuredContent: { text: 'a' } },
    });
    const { taskId } = await call('fail', {}, 'ada');
    expect(await get(taskId, 'ada')).toMatchObject({
      status: 'completed',
      result: { isError: true, content: [{ text: 'No such room.' }] },
    });
    expect(await call('echo', { text: 1 }, 'ada')).toMatchObject({ isError: true });
    expect(await call('plain', {}, 'ada')).toMatchObject({ content: [{ text: 'plain' }] });
  });

  it('answers questions of a task, each with a key of its own; what was done is not repeated', async () => {
    const { call, get, endpoint, drafts } = await serve();
    const { taskId } = await call('publish', { text: 'a' }, 'ada');
    const answer = async (content: object) => {
      const { inputRequests = {} } = await get(taskId, 'ada');
      const [key = ''] = Object.keys(inputRequests);
      const inputResponses = { [key]: { action: 'accept', content } };
      await send(endpoint, 'tasks/update', { taskId, inputResponses }, 'ada');
      await send(endpoint, 'tasks/update', { taskId, inputResponses }, 'ada'); // late: no effect
      return key;
    };
    expect(await answer({ ok: true })).toBe('question_1');
    expect(await answer({ day: 'Monday' })).toBe('question_2');
    expect((await get(taskId, 'ada')).result?.content).toMatchObject([{ text: '1 true Monday' }]);
    expect(drafts).toEqual(['a']);
  });

  it('cancels a task that runs, and one that waits for its user', async () => {
    const { call, get, endpoint } = await serve();
    const running = await call('wait', {}, 'ada');
    const status = async () => send(endpoint, 'tasks/get', running, 'ada');
    await vi.waitFor(
      async () => expect(await status()).toMatchObject({ statusMessage: '1/2: half' }),
      WAIT_MS,
    );
    const asking = await call('publish', {}, 'ada');
    expect(await get(asking.taskId, 'ada')).toMatchObject({ status: 'input_required' });
    for (const { taskId } of [running, asking]) {
      expect(await send(endpoint, 'tasks/cancel', { taskId }, 'ada')).not.toHaveProperty('code');
      expect(await get(taskId, 'ada')).toMatchObject({ status: 'cancelled' });
    }
    expect((await get(asking.taskId, 'ada')).statusMessage).toBe(
      'The task was cancelled. What the tool did before stays: check before you repeat it.',
    );
  });

  it('cancels the job of the API with its task, and says what the API answered', async () => {
    const { api } = await start();
    const { call, get, endpoint, provider } = await serve({ SMALL_BASE_URL: api.url });
    provider.tool({
      name: 'export',
      description: 'A tool.',
      input: z.object({}),
      task: 'optional',
      async run(_args, context) {
        const job = { cancel: { method: 'DELETE' } } as const;
        await finished(context, { method: 'POST', path: '/exports' }, job);
      },
    });
    api.answer({ status: 202, headers: { location: '/jobs/1', 'retry-after': '0.01' } });
    api.answer({ headers: { 'retry-after': '60' }, body: { status: 'running' } });
    api.answer({ status: 204 });
    const { taskId } = await call('export', {}, 'ada');
    await vi.waitFor(() => expect(api.requests).toHaveLength(2), WAIT_MS);
    await send(endpoint, 'tasks/cancel', { taskId }, 'ada');
    expect(await get(taskId, 'ada')).toMatchObject({
      status: 'cancelled',
      statusMessage: 'The task was cancelled. The API has accepted the request to cancel its job.',
    });
    expect(api.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /exports',
      'GET /jobs/1',
      'DELETE /jobs/1',
    ]);
  });

  it('gets the same task for the same call of a tool with "once"', async () => {
    const { call, get, drafts } = await serve();
    const { taskId } = await call('order', { text: '' }, 'ada');
    expect(await get(taskId, 'ada')).toMatchObject({ result: { content: [{ text: '1' }] } });
    expect(await call('order', {}, 'ada')).toMatchObject({ taskId });
    const { taskId: other } = await call('order', { text: 'b' }, 'ada');
    expect(await get(other, 'ada')).toMatchObject({ result: { content: [{ text: '2' }] } });
    expect(drafts).toEqual(['', 'b']);
  });

  it('of another user gets the same error as for an unknown task', async () => {
    const { call, endpoint } = await serve();
    const { taskId } = await call('wait', {}, 'ada');
    const foreign = `0000${taskId.slice(4)}`;
    for (const method of ['tasks/get', 'tasks/update', 'tasks/cancel'])
      for (const id of [taskId, foreign, 'x'])
        expect(
          await send(endpoint, method, { taskId: id, inputResponses: {} }, 'bob'),
        ).toMatchObject({ code: -32602, message: 'Task not found' });
    expect(await send(endpoint, 'tasks/get', { taskId }, 'ada')).toMatchObject({
      status: 'working',
    });
  });

  it('runs a task with the claims of its caller, who must still be allowed', async () => {
    const roles = { ada: 'admin' };
    const { call, get } = await serve({}, roles);
    const { taskId } = await call('admin', {}, 'ada');
    expect((await get(taskId, 'ada')).result?.content).toMatchObject([{ text: 'admin' }]);
    expect(await call('admin', {}, 'bob')).toMatchObject({ code: -32602 });
  });

  it('has no tasks of a tool at an address that leaves it out', async () => {
    const { call, endpoint } = await serve();
    const [wait, long] = [await call('wait', {}, 'ada'), await call('long', {}, 'ada')];
    const address = `${endpoint}/readonly`;
    expect(await callTask(address, 'wait', {}, 'ada')).toMatchObject({ code: -32602 });
    for (const method of ['tasks/get', 'tasks/update', 'tasks/cancel']) {
      const params = { taskId: wait.taskId, inputResponses: {} };
      expect(await send(address, method, params, 'ada')).toMatchObject({ code: -32602 });
    }
    expect(await send(endpoint, 'tasks/get', wait, 'ada')).toMatchObject({ status: 'working' });
    expect(await settled(address, long.taskId, 'ada')).toMatchObject({ status: 'completed' });
  });

  it('waits while no server has its tool', async () => {
    const env = { MCP_TASK_SLOTS: '1', MCP_TASK_LEASE_MS: '2000' };
    const { call, get, endpoint, provider, echo } = await serve(env);
    const { taskId: running } = await call('wait', {}, 'ada');
    const { taskId } = await call('echo', { text: 'a' }, 'ada');
    provider.remove(echo);
    await send(endpoint, 'tasks/cancel', { taskId: running }, 'ada');
    expect(await get(running, 'ada')).toMatchObject({ status: 'cancelled' });
    expect(await get(taskId, 'ada')).toMatchObject({ code: -32602 });
    provider.tool(echo);
    expect(await get(taskId, 'ada')).toMatchObject({ status: 'completed' });
  });
});

describe.each(sharedWork)('tasks in $name', (store) => {
  const address = useStore(store);
  const MAX_STORED = 100;
  const MINUTE_MS = 60_000;
  const statusOf = async (endpoint: string, taskId: string) => {
    const { status, error, code } = await send(endpoint, 'tasks/get', { taskId }, 'ada');
    return code ?? error?.message ?? status;
  };
  const wait = (ms: number) => vi.setSystemTime(Date.now() + ms);

  it.skipIf(store.isMissing)(
    'have one quota, one time to live and one cap, in every state',
    async () => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
      onTestFinished(() => void vi.useRealTimers());
      const key = randomBytes(32).toString('base64');
      const limits = { MCP_TASKS_PER_USER: '2', MCP_TASK_TTL_MS: String(MINUTE_MS) };
      const { call, get, endpoint, project } = await serve(
        { ...limits, ...(address() !== '' && { TOKEN_STORE: address(), CREDENTIALS_KEY: key }) },
        {},
        { stores: [redisStore(), postgresStore()], ...(store.queue && { queue: bullmqQueue() }) },
      );
      onTestFinished(() => endProject(project));
      const begin = async (name: string) => (await call(name, {}, 'ada')).taskId;
      const refusal = async () => JSON.stringify((await call('echo', {}, 'ada')).content);

      const cancelled = await begin('wait');
      const asking = await begin('publish');
      await vi.waitFor(
        async () => expect(await statusOf(endpoint, asking)).toBe('input_required'),
        WAIT_MS,
      );
      expect(await refusal()).toContain('2 tasks that have not ended');
      await send(endpoint, 'tasks/cancel', { taskId: cancelled }, 'ada');
      await vi.waitFor(
        async () => expect(await statusOf(endpoint, cancelled)).toBe('cancelled'),
        WAIT_MS,
      );
      const completed = await begin('echo');
      await get(completed, 'ada');
      const running = await begin('wait');
      expect(await refusal()).toContain('2 tasks that have not ended');

      wait(MINUTE_MS);
      const late = 'The task did not end in time.';
      const states = [cancelled, asking, completed, running];
      const all = async () => Promise.all(states.map((taskId) => statusOf(endpoint, taskId)));
      expect(await all()).toEqual(['cancelled', late, 'completed', late]);
      await get(await begin('echo'), 'ada'); // those that did not end in time have freed the quota

      wait(11 * MINUTE_MS);
      expect(await all()).toEqual([-32602, -32602, -32602, -32602]);

      await runInProject(project, async () => {
        const records = recordsOf(createVault('small'), 'task', TaskRecord);
        const last = TaskRecord.parse(await records.read(await begin('echo')));
        const ends = ['completed', 'failed', 'cancelled'] as const;
        for (let count = 1; count < MAX_STORED; count++) {
          const id = last.id.slice(0, -40) + randomBytes(20).toString('hex');
          const updatedAt = count === 1 ? Date.now() - 11 * MINUTE_MS : last.updatedAt;
          await records.write(id, { ...last, id, updatedAt, status: ends[count % 3] ?? 'failed' });
        }
        await get(await begin('echo'), 'ada'); // in place of the one that ended long ago
        expect(await refusal()).toContain('100 tasks whose results are kept');
        expect(await records.keys()).toHaveLength(MAX_STORED);
      });
    },
  );
});

describe.each(eras)('a client without the extension, $era', ({ mode }) => {
  const connect = async (endpoint: string) => {
    const client = newClient(mode, { elicitation: { form: {} } });
    client.setRequestHandler('elicitation/create', () => ({
      action: 'accept',
      content: { color: 'red' },
    }));
    await client.connect(
      new StreamableHTTPClientTransport(new URL(endpoint), {
        authProvider: { token: async () => 'ada' },
      }),
    );
    return client;
  };

  it('calls an optional task as any tool, and two tools in place of a required one', async () => {
    const { endpoint } = await serve();
    const client = await connect(endpoint);
    const names = (await client.listTools()).tools.map(({ name }) => name);
    const optional = ['plain', 'echo', 'wait', 'publish', 'order', 'fail'];
    expect(names).toEqual([...optional, ...PAIRS]);
    const plain = await client.callTool({ name: 'echo', arguments: { text: 'a' } });
    expect(plain.structuredContent).toEqual({ text: 'a' });
    const start = await client.callTool({ name: 'start_required', arguments: { text: 'b' } });
    const { task_id } = start.structuredContent as { task_id: string };
    const result = () => client.callTool({ name: 'get_required_result', arguments: { task_id } });
    let text = '';
    for (let calls = 0; calls < 4 && !text.endsWith('red'); calls++)
      text = JSON.stringify(((await result()).content as { text: string }[])[0]?.text).slice(1, -1);
    expect(text).toMatch(mode === 'auto' ? /^b red$/ : /cannot ask|^b red$/);
    await expect(client.callTool({ name: 'required', arguments: {} })).rejects.toThrow();
    await client.close();
  });

  it('gets a long result once truncated, with its hint, from a tool that only reads', async () => {
    const { endpoint } = await serve();
    const client = await connect(endpoint);
    const { tools } = await client.listTools();
    const hints = tools.filter(({ annotations }) => annotations?.readOnlyHint === true);
    expect(hints.map(({ name }) => name)).toEqual(['start_long', 'get_long_result']);
    const start = await client.callTool({ name: 'start_long', arguments: {} });
    const { task_id } = start.structuredContent as { task_id: string };
    const result = await client.callTool({ name: 'get_long_result', arguments: { task_id } });
    const [text, hint] = result.content as { text: string }[];
    expect(text?.text.length).toBe(100_000);
    expect(hint?.text).toBe(
      'The result has about 50000 tokens; this is the beginning. Ask for something more specific.',
    );
    await client.close();
  });
});

it('a caller without the scopes of a task gets the challenge of a call, for both of its tools', async () => {
  const { endpoint } = await serve();
  for (const name of ['start_scoped', 'get_scoped_result', 'scoped'])
    expect(await callTask(endpoint, name, {}, 'ada')).toBe('insufficient_scope');
  expect(await callTask(endpoint, 'start_none', {}, 'ada')).toMatchObject({ code: -32602 });
});
