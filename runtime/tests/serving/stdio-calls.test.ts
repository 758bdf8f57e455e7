import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newClient } from '../../src/testing/callers/clients.js';
import { configWith, projectFolder } from '../small-project.js';

const program = join(import.meta.dirname, '../project/dist/stdio-calls.js');
const programArgs = () => [program, projectFolder(configWith('small'))];

async function open(mode: 'auto' | 'legacy', env: Record<string, string> = {}) {
  const client = newClient(mode, { elicitation: { form: {} } });
  client.setRequestHandler('elicitation/create', () => ({
    action: 'accept',
    content: { team: 'red' },
  }));
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: programArgs(),
    env: { ...getDefaultEnvironment(), ...env },
    stderr: 'ignore',
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}

/** A client of the SDK whose first call is over: the next ones are answered without the SDK. */
async function connect(mode: 'auto' | 'legacy') {
  const client = await open(mode);
  const call = async (name: string, args = {}, options = {}) => {
    const { content } = await client.callTool({ name, arguments: args }, options);
    return (content[0] as { text: string }).text;
  };
  expect(await call('echo', { text: 'first' })).toBe('first');
  return { client, call };
}

describe.each(['auto', 'legacy'] as const)('a client of the SDK over stdio, %s', (mode) => {
  it('gets the results of parallel calls as they end, with progress, questions and errors', async () => {
    const { client, call } = await connect(mode);
    const order: string[] = [];
    const progress: number[] = [];
    const onprogress = (one: { progress: number }) => void progress.push(one.progress);
    const calls = [
      call('slow'),
      call('echo', { text: 'a', times: 3 }),
      call('question'),
      call('steps', {}, { onprogress }),
    ];
    for (const one of calls) void one.then((text) => order.push(text));
    expect(await Promise.all(calls)).toEqual(['slow', 'aaa', 'red', 'done']);
    expect([order[0], order.at(-1)]).toEqual(['aaa', 'slow']);
    expect(progress).toEqual([1]);
    expect(await call('echo', { text: 1 })).toContain('text');
    await expect(client.callTool({ name: 'nothing' })).rejects.toThrow('Tool nothing not found');
  });

  it('cancels a call, whose code ends', async () => {
    const { client, call } = await connect(mode);
    const control = new AbortController();
    const cancelled = client.callTool({ name: 'wait' }, { signal: control.signal });
    await expect.poll(() => call('seen')).toBe('began');
    control.abort();
    await expect(cancelled).rejects.toThrow();
    await expect.poll(() => call('seen')).toBe('began,aborted');
  });
});

const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

interface Answer {
  id: number;
  result?: { content?: { text: string }[] };
}

/** A server that reads lines. */
function started(version: string) {
  const child = spawn(process.execPath, programArgs(), { stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill());
  const isCurrent = version === '2026-07-28';
  const message = (id: number | undefined, method: string, params: object) => ({
    jsonrpc: '2.0',
    id,
    method,
    params: isCurrent && id !== undefined ? { ...params, _meta: META } : params,
  });
  const call = (id: number, name: string, args: object = {}) =>
    message(id, 'tools/call', { name, arguments: args });
  const send = (value: object | string) =>
    child.stdin.write(`${typeof value === 'string' ? value : JSON.stringify(value)}\n`);
  const answers: (Answer | Answer[])[] = [];
  const ended = new Promise((resolve) => child.on('close', resolve));
  if (!isCurrent) {
    const clientInfo = { name: 'test', version: '1.0.0' };
    send(message(0, 'initialize', { protocolVersion: version, capabilities: {}, clientInfo }));
    send(message(undefined, 'notifications/initialized', {}));
  }
  /** Makes the first call, which the SDK answers. */
  async function begin() {
    const reader = createInterface(child.stdout);
    reader.on('line', (line) => answers.push(JSON.parse(line) as Answer));
    send(call(1, 'echo', { text: 'first' }));
    await expect.poll(() => JSON.stringify(answers)).toContain('first');
    answers.length = 0;
    return reader;
  }
  return { child, call, message, send, answers, ended, begin };
}

const textOf = (answer: Answer | Answer[]) =>
  Array.isArray(answer)
    ? answer.map((one) => one.id)
    : [answer.id, answer.result?.content?.[0]?.text];

describe.each(['2026-07-28', '2025-11-25', '2025-03-26'])('lines of version %s', (version) => {
  it('each of two calls with one id has an answer, and calls that run when stdin ends have theirs', async () => {
    const { child, call, message, send, answers, ended, begin } = started(version);
    await begin();
    send(call(7, 'slow'));
    send(call(7, 'echo', { text: 'b' }));
    send(call(8, 'wait'));
    send(message(undefined, 'notifications/cancelled', { requestId: 8 }));
    send(call(9, 'slow'));
    child.stdin.end();
    await ended;
    expect(answers.map(textOf)).toEqual([
      [7, 'b'],
      [7, 'slow'],
      [9, 'slow'],
    ]);
  });

  it('a client that reads late gets every byte', async () => {
    const { child, call, send, answers, ended, begin } = started(version);
    const reader = await begin();
    reader.pause();
    for (let id = 10; id < 60; id++) send(call(id, 'echo', { text: 'x', times: 90_000 }));
    child.stdin.end();
    await new Promise((resolve) => setTimeout(resolve, 300));
    reader.resume();
    await ended;
    const lengths = answers.map((one) => (one as Answer).result?.content?.[0]?.text.length);
    expect(lengths).toEqual(Array.from({ length: 50 }, () => 90_000));
  });

  it('a line that is too long is refused', async () => {
    const { call, send, answers, begin } = started(version);
    await begin();
    send(call(7, 'echo', { text: 'x'.repeat(10_000_001) }));
    await expect
      .poll(() => JSON.stringify(answers))
      .toContain('A message has more than 10000000 bytes');
  });
});

it('the calls of a batch are answered together, after direct calls too', async () => {
  const { child, call, send, answers, ended, begin } = started('2025-03-26');
  await begin();
  send(call(2, 'echo', { text: 'a' }));
  send([call(3, 'slow'), call(4, 'echo', { text: 'b' })]);
  child.stdin.end();
  await ended;
  expect(answers.map(textOf)).toEqual([
    [2, 'a'],
    [4, 3],
  ]);
});

const NAMES = ['echo', 'slow', 'steps', 'question', 'seen'];
const subsets = fc.sample(fc.subarray(NAMES, { minLength: 1, maxLength: 4 }), {
  numRuns: 3,
  seed: Number(process.env.FC_SEED ?? 20_261_130),
});

it.each([
  ...subsets.map((names) => ({ env: { MCP_TOOLS: names.join(' ') }, names })),
  { env: { MCP_READ_ONLY: 'true' }, names: ['echo'] },
])('list and call agree over stdio with $env', async ({ env, names }) => {
  for (const mode of ['auto', 'legacy'] as const) {
    const client = await open(mode, env);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    // Twice, because the first call of a connection is answered by the SDK, the next ones before it.
    for (const name of [...NAMES, ...NAMES].filter((each) => each !== 'question')) {
      const result = client.callTool({ name, arguments: name === 'echo' ? { text: 'a' } : {} });
      if (names.includes(name)) expect((await result).isError).toBeFalsy();
      else await expect(result).rejects.toThrow(`Tool ${name} not found`);
    }
  }
});
