import { randomBytes } from 'node:crypto';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { defineProvider } from '../../../src/index.js';
import { closeProject, openProject, runInProject } from '../../../src/project/project.js';
import { decryptState, encryptState } from '../../../src/sdk/v2/state.js';
import { httpServer } from '../../serving/provider-server.js';
import { configWith, projectFolder } from '../../small-project.js';
import { askingProvider } from './asking-provider.js';

const VERSION = '2026-07-28';

interface Round {
  tool?: string;
  args?: Record<string, unknown>;
  state?: string | undefined;
  responses?: Record<string, unknown>;
}

interface Reply {
  result: {
    resultType?: string;
    isError?: boolean;
    requestState?: string;
    inputRequests?: Record<string, unknown>;
    content?: unknown;
  };
  error?: { code: number; data?: unknown };
}

const yes = { confirmation_1: { action: 'accept', content: {} } };

/** Requests as they are on the wire: a client of our own would not send these. */
async function rounds() {
  const { defined, done } = askingProvider(defineProvider);
  const url = await httpServer(defined);
  async function send(round: Round): Promise<Reply> {
    const { tool = 'delete_room', args = { room_id: '7' }, state, responses } = round;
    const params = {
      name: tool,
      arguments: args,
      ...(state !== undefined && { requestState: state }),
      ...(responses && { inputResponses: responses }),
      _meta: {
        'io.modelcontextprotocol/protocolVersion': VERSION,
        'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
        'io.modelcontextprotocol/clientCapabilities': { elicitation: { form: {}, url: {} } },
      },
    };
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': VERSION,
        'mcp-method': 'tools/call',
        'mcp-name': tool,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
    });
    return (await response.json()) as Reply;
  }
  const { result } = await send({});
  return { send, done, state: result.requestState ?? '' };
}

afterEach(() => void vi.useRealTimers());

it('accepts the state that it issued', async () => {
  const { send, done, state } = await rounds();
  const { result } = await send({ state, responses: yes });
  expect(result.isError).toBeFalsy();
  expect(done).toEqual(['deleted 7']);
});

it('accepts a confirmation once', async () => {
  const { send, done, state } = await rounds();
  await send({ state, responses: yes });
  const { error } = await send({ state, responses: yes });
  expect(error).toMatchObject({ code: -32_602, data: { reason: 'invalid_request_state' } });
  expect(done).toEqual(['deleted 7']);
});

it('accepts a confirmation once of requests at the same time', async () => {
  const { send, done, state } = await rounds();
  await Promise.all(Array.from({ length: 6 }, () => send({ state, responses: yes })));
  expect(done).toEqual(['deleted 7']);
});

it('ignores a confirmation that was not asked for', async () => {
  const { send, done } = await rounds();
  const { result } = await send({ responses: yes });
  expect(result.resultType).toBe('input_required');
  expect(done).toEqual([]);
});

it.each<[string, (state: string) => Round]>([
  ['other arguments', (state) => ({ state, args: { room_id: '8' }, responses: yes })],
  ['another tool', (state) => ({ state, tool: 'book', args: {}, responses: yes })],
])('refuses a state for %s', async (_case, round) => {
  const { send, done, state } = await rounds();
  const { result } = await send(round(state));
  expect(result.isError).toBe(true);
  expect(JSON.stringify(result.content)).toContain('belongs to another call');
  expect(done).toEqual([]);
  // It is spent by the call it belongs to.
  expect((await send({ state, responses: yes })).result.isError).toBeFalsy();
  expect(done).toEqual(['deleted 7']);
});

it.each<[string, (state: string) => string]>([
  ['a changed state', (state) => `${state.slice(0, -2)}AA`],
  ['a longer state', (state) => `${state}-TAMPERED`],
  ['a shorter state', (state) => state.slice(0, 40)],
  ['an empty state', () => ''],
  ['a state of its own', () => Buffer.from('{"call":""}').toString('base64url')],
])('refuses %s', async (_case, change) => {
  const { send, done, state } = await rounds();
  const { error } = await send({ state: change(state), responses: yes });
  expect(error).toMatchObject({ code: -32_602, data: { reason: 'invalid_request_state' } });
  expect(done).toEqual([]);
});

it('refuses a state after ten minutes', async () => {
  const { send, done, state } = await rounds();
  vi.useFakeTimers({ now: Date.now() + 600_001, toFake: ['Date'] });
  const { error } = await send({ state, responses: yes });
  expect(error).toMatchObject({ code: -32_602 });
  expect(done).toEqual([]);
});

it.each(['__proto__', 'constructor', 'toString'])('keeps %s apart from keys', async (key) => {
  const { send, done, state } = await rounds();
  const responses = JSON.parse(`{"${key}": {"action": "accept"}}`) as Record<string, unknown>;
  const { result } = await send({ state, responses });
  expect(result.resultType).toBe('input_required');
  expect(done).toEqual([]);
});

it('instances whose projects have the same key take the rounds of one call, and no others', async () => {
  const owner = { provider: 'small', userId: 'ann', method: 'tools/call' };
  const memory = { call: 'c', open: {}, given: {}, done: [{ key: 'draft', value: 1 }] };
  const keys = [1, 2].map(() => randomBytes(32).toString('base64'));
  const [one, same, other] = [keys[0], keys[0], keys[1]].map((key) => {
    const project = openProject(projectFolder(configWith('small')), {
      env: { CREDENTIALS_KEY: key },
    });
    onTestFinished(() => closeProject(project));
    return project;
  });
  const state = await runInProject(one!, () => encryptState(memory, owner));
  await expect(runInProject(other!, () => decryptState(state, owner))).rejects.toThrow();
  expect(await runInProject(same!, () => decryptState(state, owner))).toMatchObject({ memory });
});
