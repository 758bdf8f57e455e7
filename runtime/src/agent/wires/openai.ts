import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { events } from '../exchange.js';
import {
  type Ending,
  type Message,
  type Model,
  ModelError,
  type ModelSettings,
  MOST_CALLS,
  type ToolCall,
  tooManyCalls,
  type Usage,
} from '../model.js';

const CallPiece = z.looseObject({
  index: z.number().optional(), // some compatible servers leave it out
  id: z.string().nullish(),
  function: z
    .looseObject({ name: z.string().nullish(), arguments: z.string().nullish() })
    .optional(),
});
type CallPiece = z.output<typeof CallPiece>;

const Chunk = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        delta: z
          .looseObject({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            tool_calls: z.array(CallPiece).nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  usage: z
    .looseObject({
      prompt_tokens: z.number().default(0),
      completion_tokens: z.number().default(0),
      prompt_tokens_details: z.looseObject({ cached_tokens: z.number().nullish() }).nullish(),
    })
    .nullish(),
  error: z.looseObject({ message: z.string().optional() }).nullish(),
});

interface Collected extends ToolCall {
  index: number | undefined;
  sentId: string | null | undefined;
}

/** `POST /chat/completions`: supported by most services and local servers. */
export const openAi = ({ url, key, name, maxTokens }: ModelSettings): Model =>
  async function* ask({ instructions, messages, tools, signal, onRetry }) {
    const body = {
      model: name,
      messages: [{ role: 'system', content: instructions }, ...messages.flatMap(written)],
      ...(tools.length > 0 && {
        tools: tools.map(({ name, description, schema }) => ({
          type: 'function',
          function: { name, description, parameters: schema },
        })),
      }),
      max_completion_tokens: maxTokens,
      stream: true,
      stream_options: { include_usage: true },
    };
    const headers: Record<string, string> =
      key === undefined ? {} : { authorization: `Bearer ${key}` };
    const calls: Collected[] = [];
    let usage: Usage = { input: 0, output: 0, cached: 0 };
    let ending: Ending | undefined;
    for await (const event of events({
      url: `${url}/chat/completions`,
      headers,
      body,
      signal,
      onRetry,
    })) {
      const chunk = Chunk.parse(event);
      if (chunk.error) throw new ModelError('broken', 'The model reported an error.');
      if (chunk.usage) {
        usage = {
          input: chunk.usage.prompt_tokens,
          output: chunk.usage.completion_tokens,
          cached: chunk.usage.prompt_tokens_details?.cached_tokens ?? 0,
        };
      }
      const [choice] = chunk.choices;
      if (!choice) continue;
      const { content, refusal, tool_calls } = choice.delta ?? {};
      if (content) yield { type: 'text', text: content };
      if (refusal) {
        ending = 'refused';
        yield { type: 'text', text: refusal };
      }
      for (const piece of tool_calls ?? []) collect(calls, piece);
      if (choice.finish_reason) ending ??= endingOf(choice.finish_reason);
    }
    if (!ending) throw new ModelError('broken', 'The response of the model is incomplete.');
    // Some servers say "stop" although there are calls.
    yield {
      type: 'end',
      ending: calls.length > 0 && ending === 'done' ? 'calls' : ending,
      calls: calls.map(({ id, name, args }) => ({ id, name, args })),
      usage,
    };
  };

/** A piece without an index or id belongs to the last call; some servers use one index or one id for all calls. */
function collect(calls: Collected[], piece: CallPiece): void {
  const { index, id, function: { name, arguments: args } = {} } = piece;
  const isSame = (call: Collected) =>
    (index === undefined || call.index === index) && (!id || call.sentId === id);
  let call = calls.findLast(isSame);
  if (!call && calls.length === MOST_CALLS) throw tooManyCalls();
  if (!call) calls.push((call = { id: newId(), name: '', args: '', index, sentId: id }));
  call.name ||= name ?? '';
  call.args += args ?? '';
}

/** Unique, unlike those of some servers. Mistral accepts only nine letters and digits. */
const newId = () => randomBytes(5).toString('hex').slice(1);

function endingOf(reason: string): Ending {
  if (reason === 'tool_calls' || reason === 'function_call') return 'calls';
  if (reason === 'length') return 'length';
  return reason === 'content_filter' ? 'refused' : 'done';
}

function written(message: Message): unknown[] {
  if (message.role === 'user') return [{ role: 'user', content: message.text }];
  if (message.role === 'tools') {
    return message.results.map(({ id, text }) => ({
      role: 'tool',
      tool_call_id: id,
      content: text,
    }));
  }
  const calls = message.calls.map(({ id, name, args }) => ({
    id,
    type: 'function',
    function: { name, arguments: args },
  }));
  return [
    {
      role: 'assistant',
      content: message.text || null,
      ...(calls.length > 0 && { tool_calls: calls }),
    },
  ];
}
