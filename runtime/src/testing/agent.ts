/**
 * Tests of an agent, with a scripted language model.
 * @module mcp-provider/testing/agent
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { type AgentDefinition, defineAgent } from '../agent/define.js';
import type { ChatEvent, PendingCall } from '../agent/events.js';
import type { FormResponse, OpenForm } from '../agent/forms.js';
import { serverSentEvents } from '../fetch/server-sent-events.js';
import { localPrincipal } from '../identity/principal.js';
import type { Agent } from '../serving/agent.js';
import { serveHttp } from '../serving/http/serve.js';
import { namedCallers } from './callers/named-callers.js';
import { type ModelRequest, type Script, startModelServer } from './fakes/model-server.js';
import { stubEnvironment, useTestEnvironment } from './server/environment.js';
import { spawnServer } from './server/stdio-server.js';

export type { Script, ModelRequest, Step } from './fakes/model-server.js';

/** The response of an agent's endpoint. */
export interface AgentReply {
  text: string;
  /** Calls that wait for a decision. */
  approvals: PendingCall[];
  /** Questions of tools that wait for a response. */
  forms: OpenForm[];
  /** Pages that the user was shown, such as those of sign-ins. */
  links: string[];
  /** `done`, `waiting`, …, or `error`. */
  end: string;
}

/** An agent that is served for tests, with a scripted language model. */
export interface StartedAgent {
  /** `POST` as this user. */
  chat(
    user: string,
    body:
      | { message: string }
      | { decisions: Record<string, 'yes' | 'no'> }
      | { forms: Record<string, FormResponse> },
  ): Promise<AgentReply>;
  /** Requests that the model received. */
  requests: ModelRequest[];
}

const TIMEOUT_MS = 60_000;

/** Returns a script that calls a missing tool, and responds with text after the error. */
const missingToolScript: Script = ({ results }) =>
  results.length === 0 ? { calls: [{ name: 'missing', args: {} }] } : { text: 'Hello.' };

/**
 * Tests of the agent of a project: what the built server sends to a language model, which is scripted.
 * @example testAgent({ providers, instructions: 'You help the support team.' });
 */
export function testAgent(
  stated: Pick<AgentDefinition, 'providers' | 'instructions' | 'limits'>,
): void {
  useTestEnvironment();
  it('the built server has the agent of the test', { timeout: TIMEOUT_MS }, async () => {
    const { chat, requests } = await startAgent(defineAgent(stated), missingToolScript);
    await chat('alice', { message: 'Hi' });
    const expected = comparableRequests(requests.splice(0));
    const server = spawnServer(['--chat']);
    server.stdin.end('Hi\n');
    const [said, noted] = await Promise.all([text(server.stdout), text(server.stderr)]);
    expect(
      comparableRequests(requests),
      `The agent has different instructions, tools or limits than the test states. Change src/agent.ts, or the test\n${noted}`,
    ).toEqual(expected);
    expect(said, `The server does not say what the model does\n${noted}`).toContain('Hello.');
  });
}

/** Requests without the marks around data, which are random in each request. */
const comparableRequests = (requests: readonly ModelRequest[]) =>
  requests.map(({ instructions, tools, results }) => ({
    instructions: instructions.replaceAll(/(?<=<\/?data )[\da-f]+(?=>)/g, 'mark'),
    tools,
    results,
  }));

/**
 * Starts the endpoint of an agent, with a model that plays a script and callers whose token is their name. Ends with
 * the test.
 * @example const { chat } = await startAgent(agent, [{ text: 'Hello.' }]);
 */
export async function startAgent(agent: Agent, script: Script): Promise<StartedAgent> {
  const model = await startModelServer(script);
  const folder = mkdtempSync(join(tmpdir(), 'mcp-agent-'));
  const restore = stubEnvironment({
    MODEL_API: 'openai',
    MODEL_NAME: 'scripted',
    MODEL_URL: model.url,
    MODEL_KEY: '',
    MCP_DATA_DIR: folder,
  });
  const route = await agent.route();
  const server = await serveHttp(
    new Map(),
    {
      publicUrl: new URL('http://127.0.0.1'),
      allowedHosts: ['127.0.0.1'],
      localUser: localPrincipal(),
      requiredScopes: [],
      verifier: namedCallers,
      routes: [route],
    },
    { host: '127.0.0.1', port: 0 },
  );
  onTestFinished(async () => {
    await Promise.all([server.close(), model.close()]);
    restore();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    requests: model.requests,
    async chat(user, body) {
      const response = await fetch(server.url + route.path, {
        method: 'POST',
        headers: { authorization: `Bearer ${user}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!response.ok || !response.body)
        throw new Error(`Status ${response.status}: ${await response.text()}`);
      return replyIn(response.body);
    },
  };
}

async function replyIn(body: ReadableStream<Uint8Array>): Promise<AgentReply> {
  const reply: AgentReply = { text: '', approvals: [], forms: [], links: [], end: '' };
  for await (const { data } of serverSentEvents(body)) {
    const event = JSON.parse(data) as ChatEvent; // of this package
    if (event.type === 'text') reply.text += event.text;
    if (event.type === 'approval') reply.approvals.push(...event.calls);
    if (event.type === 'form') reply.forms.push(event);
    if (event.type === 'link') reply.links.push(event.url);
    if (event.type === 'end') reply.end = event.reason;
    if (event.type === 'error') reply.end = 'error';
  }
  return reply;
}
