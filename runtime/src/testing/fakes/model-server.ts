import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { listenOnLoopback } from './listening.js';

/** One response of the scripted model. */
export interface Step {
  /** Sent in pieces of a few characters. */
  text?: string;
  /** A string is sent as it is, valid or not. */
  calls?: { name: string; args: Record<string, unknown> | string }[];
  refusal?: string;
  /** Status of an error, instead of a response of the model. */
  status?: number;
  retryAfter?: number;
  /** Ends the connection after so many pieces, without an end of the message. */
  breakAfter?: number;
  /** Before the first piece, and between pieces. */
  delayMs?: number;
  gapMs?: number;
  ending?: 'length';
  usage?: { input: number; output: number };
}

/** A request that reached the server, in terms that both protocols share. */
export interface ModelRequest {
  api: 'openai' | 'anthropic';
  question: string;
  /** Texts of the tool results after the last question. */
  results: string[];
  tools: string[];
  instructions: string;
  /** How many messages or items. */
  length: number;
  body: Record<string, unknown>;
  key: string | undefined;
}

/** A list is played in order; its last step is repeated. */
export type Script = Step[] | ((seen: ModelRequest) => Step);

interface ModelServer {
  /** Value of `MODEL_URL`. */
  url: string;
  requests: ModelRequest[];
  /** Returns the responses that the client did not wait for. */
  abandoned(): number;
  close(): Promise<void>;
}

const APIS: Readonly<Record<string, ModelRequest['api']>> = {
  '/v1/chat/completions': 'openai',
  '/v1/messages': 'anthropic',
};

/** Time between the last write and the end of a connection: without it, the bytes of that write would be lost. */
const FLUSH_MS = 30;

/** Starts a model that plays a script, in the protocols of `mcp-provider/agent`, on a loopback address. */
export async function startModelServer(script: Script, port = 0): Promise<ModelServer> {
  const requests: ModelRequest[] = [];
  let abandoned = 0;
  const next = typeof script === 'function' ? script : stepsInOrder(script);

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const api = APIS[request.url ?? ''];
    if (!api) return void response.writeHead(404).end();
    const chunks = (await request.toArray()) as Buffer[]; // no encoding is set
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
    const { authorization, 'x-api-key': key } = request.headers;
    const modelRequest = seenIn(
      api,
      body,
      typeof key === 'string' ? key : authorization?.replace('Bearer ', ''),
    );
    requests.push(modelRequest);
    const step = next(modelRequest);
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
    for (const [index, { event, data }] of eventsOf(api, step).entries()) {
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
  const { origin, close } = await listenOnLoopback(server, port);
  return { url: `${origin}/v1`, requests, abandoned: () => abandoned, close };
}

function stepsInOrder(steps: Step[]): (request: ModelRequest) => Step {
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

function seenIn(
  api: ModelRequest['api'],
  body: Record<string, unknown>,
  key: string | undefined,
): ModelRequest {
  const { messages, system, tools } = Body.parse(body);
  let question = '';
  let results: string[] = [];
  for (const { role, content } of messages) {
    const parts = typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? []);
    const toolResults = parts.filter((part) => part.type === 'tool_result');
    if (role === 'tool') results.push(contentText(content));
    else if (toolResults.length > 0)
      results.push(...toolResults.map((part) => String(part.content)));
    if (role === 'user' && toolResults.length < parts.length) {
      question = contentText(content);
      results = [];
    }
  }
  return {
    api,
    question,
    results,
    tools: tools.map(({ name, function: functionTool }) => name ?? functionTool?.name ?? ''),
    instructions: contentText(system ?? messages.find(({ role }) => role === 'system')?.content),
    length: messages.length,
    body,
    key,
  };
}

function contentText(content: z.output<typeof Content>): string {
  if (typeof content === 'string') return content;
  return (content ?? []).flatMap(({ text }) => text ?? []).join('');
}

interface Call {
  id: string;
  name: string;
  args: string;
}

interface SentEvent {
  event?: string;
  data: unknown;
}

let count = 0;

/** Returns the events of a step, as the service sends them. */
function eventsOf(api: ModelRequest['api'], step: Step): SentEvent[] {
  const calls = (step.calls ?? []).map(({ name, args }) => ({
    id: `call_${++count}`,
    name,
    args: typeof args === 'string' ? args : JSON.stringify(args),
  }));
  const { input, output } = step.usage ?? { input: 100, output: 10 };
  const parts = { step, calls, input, output };
  return api === 'anthropic' ? anthropic(parts) : openAi(parts);
}

interface Parts {
  step: Step;
  calls: Call[];
  input: number;
  output: number;
}

const pieces = (text = ''): string[] => text.match(/[^]{1,12}/gu) ?? [];

function openAi({ step, calls, input, output }: Parts): SentEvent[] {
  const chunk = (delta: object, finish_reason: string | null = null): SentEvent => ({
    data: {
      id: 'x',
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, finish_reason }],
    },
  });
  const reason = step.ending ?? (calls.length > 0 ? 'tool_calls' : 'stop');
  return [
    chunk({ role: 'assistant', content: '' }),
    ...pieces(step.text).map((content) => chunk({ content })),
    ...pieces(step.refusal).map((refusal) => chunk({ refusal })),
    ...calls.flatMap(({ id, name, args }, index) => [
      chunk({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }),
      ...pieces(args).map((piece) =>
        chunk({ tool_calls: [{ index, function: { arguments: piece } }] }),
      ),
    ]),
    chunk({}, reason),
    { data: { id: 'x', choices: [], usage: { prompt_tokens: input, completion_tokens: output } } },
    { data: '[DONE]' },
  ];
}

function anthropic({ step, calls, input, output }: Parts): SentEvent[] {
  const eventOf = (type: string, members: object = {}): SentEvent => ({
    event: type,
    data: { type, ...members },
  });
  const text = step.text ?? step.refusal ?? '';
  const blocks = [
    ...(text === ''
      ? []
      : [
          {
            start: { type: 'text', text: '' },
            deltas: pieces(text).map((piece) => ({ type: 'text_delta', text: piece })),
          },
        ]),
    ...calls.map(({ id, name, args }) => ({
      start: { type: 'tool_use', id, name, input: {} },
      deltas: pieces(args).map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
    })),
  ];
  const defaultReason = calls.length > 0 ? 'tool_use' : 'end_turn';
  const stop_reason = step.refusal ? 'refusal' : step.ending ? 'max_tokens' : defaultReason;
  return [
    eventOf('message_start', {
      message: {
        id: 'x',
        role: 'assistant',
        content: [],
        usage: { input_tokens: input, output_tokens: 1 },
      },
    }),
    eventOf('ping'),
    ...blocks.flatMap(({ start, deltas }, index) => [
      eventOf('content_block_start', { index, content_block: start }),
      ...deltas.map((delta) => eventOf('content_block_delta', { index, delta })),
      eventOf('content_block_stop', { index }),
    ]),
    eventOf('message_delta', { delta: { stop_reason }, usage: { output_tokens: output } }),
    eventOf('message_stop'),
  ];
}
