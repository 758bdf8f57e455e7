import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { listening } from '../listening.js';
import type { Script, Seen, Step } from './script.js';
import { written } from './wires.js';

export type { Script, Seen, Step } from './script.js';

export interface ModelServer {
  /** Value of `MODEL_URL`. */
  url: string;
  requests: Seen[];
  /** Responses that the client did not wait for. */
  abandoned(): number;
  close(): Promise<void>;
}

const APIS: Readonly<Record<string, Seen['api']>> = {
  '/v1/chat/completions': 'openai',
  '/v1/messages': 'anthropic',
};

/** What was written right before the end of a connection would be lost. */
const FLUSH_MS = 30;

/** A model that plays a script, in the protocols of `mcp-provider/agent`, on a loopback address. */
export async function startModelServer(script: Script, port = 0): Promise<ModelServer> {
  const requests: Seen[] = [];
  let abandoned = 0;
  const next = typeof script === 'function' ? script : inOrder(script);

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const api = APIS[request.url ?? ''];
    if (!api) return void response.writeHead(404).end();
    const chunks = (await request.toArray()) as Buffer[]; // no encoding is set
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
    const { authorization, 'x-api-key': key } = request.headers;
    const seen = seenIn(
      api,
      body,
      typeof key === 'string' ? key : authorization?.replace('Bearer ', ''),
    );
    requests.push(seen);
    const step = next(seen);
    if (step.status !== undefined) {
      response.statusCode = step.status;
      response.setHeader('content-type', 'application/json');
      if (step.retryAfter !== undefined) response.setHeader('retry-after', step.retryAfter);
      return void response.end(JSON.stringify({ error: { message: step.text ?? 'scripted' } }));
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const gone = new AbortController();
    response.once('close', () => {
      if (response.writableEnded) return;
      if (step.breakAfter === undefined) abandoned++;
      gone.abort();
    });
    response.flushHeaders();
    const { signal } = gone;
    if (step.delayMs) await sleep(step.delayMs, undefined, { signal });
    for (const [index, { event, data }] of written(api, step).entries()) {
      if (index === step.breakAfter) {
        await sleep(FLUSH_MS);
        return void response.destroy();
      }
      if (step.gapMs && index > 0) await sleep(step.gapMs, undefined, { signal });
      const text = typeof data === 'string' ? data : JSON.stringify(data);
      response.write(`${event ? `event: ${event}\n` : ''}data: ${text}\n\n`);
    }
    response.end();
  }

  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  const { origin, close } = await listening(server, port);
  return { url: `${origin}/v1`, requests, abandoned: () => abandoned, close };
}

function inOrder(steps: Step[]): (seen: Seen) => Step {
  let index = 0;
  return () => steps[Math.min(index++, steps.length - 1)] ?? { text: 'The script is empty.' };
}

const Part = z.looseObject({
  type: z.string().optional(),
  text: z.string().optional(),
  content: z.unknown().optional(),
});
const Content = z.union([z.string(), z.array(Part)]).nullish();
const Entry = z.looseObject({
  role: z.string().optional(),
  type: z.string().optional(),
  content: Content,
});
const Body = z.looseObject({
  messages: z.array(Entry).default([]),
  system: Content,
  tools: z
    .array(
      z.looseObject({
        name: z.string().optional(),
        function: z.looseObject({ name: z.string() }).optional(),
      }),
    )
    .default([]),
});

function seenIn(api: Seen['api'], body: Record<string, unknown>, key: string | undefined): Seen {
  const { messages, system, tools } = Body.parse(body);
  let question = '';
  let results: string[] = [];
  for (const { role, content } of messages) {
    const parts = typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? []);
    const toolResults = parts.filter((part) => part.type === 'tool_result');
    if (role === 'tool') results.push(textOf(content));
    else if (toolResults.length > 0)
      results.push(...toolResults.map((part) => String(part.content)));
    if (role === 'user' && toolResults.length < parts.length) {
      question = textOf(content);
      results = [];
    }
  }
  return {
    api,
    question,
    results,
    tools: tools.map(({ name, function: named }) => name ?? named?.name ?? ''),
    instructions: textOf(system ?? messages.find(({ role }) => role === 'system')?.content),
    length: messages.length,
    body,
    key,
  };
}

function textOf(content: z.output<typeof Content>): string {
  if (typeof content === 'string') return content;
  return (content ?? []).flatMap(({ text }) => text ?? []).join('');
}
