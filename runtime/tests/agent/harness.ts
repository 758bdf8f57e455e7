import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { onTestFinished } from 'vitest';
import type { Decision, PendingCall, TurnEvent } from '../../src/agent/events.js';
import type { TurnLimits } from '../../src/agent/limits.js';
import type { Message } from '../../src/agent/model.js';
import { modelOf } from '../../src/agent/settings.js';
import { toolbox } from '../../src/agent/toolbox.js';
import { turn } from '../../src/agent/turn.js';
import {
  type ModelRequest,
  type Script,
  startModelServer,
} from '../../src/testing/fakes/model-server.js';
import { agentServer, type Deeds, noDeeds } from './fixture.js';

export const APIS = ['openai', 'anthropic'] as const;

export async function scripted(api: ModelRequest['api'], script: Script) {
  const server = await startModelServer(script);
  onTestFinished(() => server.close());
  const model = await modelOf({
    api,
    url: server.url,
    key: 'k',
    name: 'scripted',
    maxTokens: 1000,
  });
  return { server, model };
}

export async function fixtureClient(
  mode: 'legacy' | { pin: string } = { pin: '2026-07-28' },
  deeds: Deeds = noDeeds(),
) {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const server = serveStdio(() => agentServer(deeds), { transport: theirs });
  const client = new Client(
    { name: 'test', version: '1.0.0' },
    { versionNegotiation: { mode }, capabilities: { elicitation: { form: {}, url: {} } } },
  );
  onTestFinished(async () => {
    await client.close();
    await server.close();
  });
  return { client, connect: () => client.connect(ours) };
}

/** For sources that must not fail. */
export const fail = (_: unknown, error: unknown): never => {
  throw error;
};

/** A question to the fixture's tools, with everything that happened. */
export async function ask(
  api: ModelRequest['api'],
  script: Script,
  more: {
    decide?(call: PendingCall): Decision;
    signal?: AbortSignal;
    limits?: TurnLimits;
    onEvent?(event: TurnEvent): void;
  } = {},
) {
  const deeds = noDeeds();
  const { server, model } = await scripted(api, script);
  const { client, connect } = await fixtureClient(undefined, deeds);
  await connect();
  const history: Message[] = [{ role: 'user', text: 'question' }];
  const events: TurnEvent[] = [];
  const asked: PendingCall[] = [];
  const tools = await toolbox([{ name: 'fixture', client }], fail);
  const end = await turn({
    history,
    model,
    instructions: 'Be brief.',
    tools,
    signal: more.signal ?? new AbortController().signal,
    ...(more.limits && { limits: more.limits }),
    emit(event) {
      events.push(event);
      more.onEvent?.(event);
    },
    async decide(call) {
      if (call.effect !== 'destroys') return 'yes';
      asked.push(call);
      return more.decide?.(call) ?? 'no';
    },
  }).catch((error: unknown) => error);
  const text = events.flatMap((event) => (event.type === 'text' ? [event.text] : [])).join('');
  const results = events.filter((event) => event.type === 'result');
  return { end, text, results, events, asked, history, deeds, server };
}
