import { ProtocolError, SdkError, SdkErrorCode } from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';
import { callTool } from '../../src/agent/calls.js';
import { toolbox } from '../../src/agent/toolbox.js';
import { ToolError } from '../../src/call/result/tool-error.js';
import { fail, fixtureClient } from './harness.js';

it('gives tools of several servers names that differ and that services accept', async () => {
  const one = await fixtureClient();
  const other = await fixtureClient();
  await Promise.all([one.connect(), other.connect()]);
  const tools = await toolbox(
    [
      { name: 'one', client: one.client },
      { name: 'the.other', client: other.client },
    ],
    fail,
  );
  expect([...tools.keys()]).toContain('one__weather');
  expect([...tools.keys()]).toContain('the_other__weather');
  expect([...tools.keys()].every((name) => /^[\w-]{1,64}$/.test(name))).toBe(true);
});

it('leaves out a server that fails to list its tools, with the reason', async () => {
  const { client, connect } = await fixtureClient();
  await connect();
  const error = new ProtocolError(-32_603, 'No list');
  const failing = {
    getServerCapabilities: () => ({ tools: {} }),
    listTools: () => Promise.reject(error),
  };
  const sources = [
    { name: 'bad', client: failing as never },
    { name: 'good', client },
  ];
  const failures: unknown[] = [];
  const tools = await toolbox(sources, ({ name }, reason) => failures.push([name, reason]));
  expect([tools.has('weather'), failures]).toEqual([true, [['bad', error]]]);
  const stopped = toolbox(sources, fail, AbortSignal.abort(new Error('stopped')));
  await expect(stopped).rejects.toThrow('stopped');
});

describe.each([['legacy'], [{ pin: '2026-07-28' }]] as const)('protocol %o', (mode) => {
  it('shows questions of the server to the user', async () => {
    const { client, connect } = await fixtureClient(mode);
    client.setRequestHandler('elicitation/create', () => ({
      action: 'accept',
      content: { guests: 4, smoking: false },
    }));
    await connect();
    const tool = (await toolbox([{ name: 'fixture', client }], fail)).get('book_table')!;
    const { signal } = new AbortController();
    const progress: string[] = [];
    const onProgress = (text: string) => void progress.push(text);
    const outcome = await callTool(
      tool,
      { day: 'Friday' },
      { id: 'c', signal, interactive: true, onProgress },
    );
    expect([outcome, progress]).toEqual([{ text: 'Booked for 4 on Friday.', failed: false }, []]);
  });
});

it.each([
  ['a time limit', new SdkError(SdkErrorCode.RequestTimeout, 'late'), 'not known'],
  ['a lost connection', new TypeError('terminated'), 'not known'],
  [
    'a shared connection that was lost',
    new ToolError('It is lost.', {
      cause: new TypeError('terminated'),
      advice: 'Try again later.',
    }),
    'not known',
  ],
  ['a refused connection', Object.assign(new Error('no'), { code: 'ECONNREFUSED' }), 'none'],
  ['a sign-in that is needed', new ToolError('Sign in.'), 'none'],
  ['an error of the server', new ProtocolError(-32_602, 'No such room'), 'none'],
])('what is known of the effect of a writing call that ends with %s', async (_, error, effect) => {
  const { client, connect } = await fixtureClient();
  await connect();
  const tool = (await toolbox([{ name: 'fixture', client }], fail)).get('add_note')!;
  const source = { ...tool.source, client: { request: () => Promise.reject(error) } };
  const { signal } = new AbortController();
  const outcome = await callTool({ ...tool, source: source as never }, {}, { id: 'c', signal });
  const sentence = 'It is not known whether the change was made: check before you repeat it.';
  const { text } = outcome as { text: string };
  expect(text.endsWith(sentence)).toBe(effect === 'not known');
  expect(text).not.toContain('Try again');
});
