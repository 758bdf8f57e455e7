import * as z from 'zod';
import { events } from '../exchange.js';
import type { Ending, Message, Model, ModelSettings, ToolCall, Usage } from '../model.js';
import { ModelError } from '../model.js';

const Chunk = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        delta: z
          .looseObject({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            tool_calls: z
              .array(
                z.looseObject({
                  index: z.number().optional(), // some compatible servers leave it out
                  id: z.string().nullish(),
                  function: z
                    .looseObject({ name: z.string().nullish(), arguments: z.string().nullish() })
                    .optional(),
                }),
              )
              .nullish(),
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

/** `POST /chat/completions`: supported by most services and local servers. */
export const openAiChat = ({ url, key, model, maxTokens }: ModelSettings): Model =>
  async function* ask({ instructions, messages, tools, signal, onRetry }) {
    const body = {
      model,
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
    const calls: ToolCall[] = [];
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
      for (const part of tool_calls ?? []) collect(calls, part.index, part.id, part.function ?? {});
      if (choice.finish_reason) ending ??= endingOf(choice.finish_reason);
    }
    if (!ending) throw new ModelError('broken', 'The response of the model is incomplete.');
    // Some servers say "stop" although there are calls.
    yield {
      type: 'end',
      ending: calls.length > 0 && ending === 'done' ? 'calls' : ending,
      calls,
      usage,
    };
  };

/** Arguments come in pieces; a piece without an index belongs to the last call unless it has a new id. */
function collect(
  calls: ToolCall[],
  index: number | undefined,
  id: string | null | undefined,
  {
    name,
    arguments: args,
  }: { name?: string | null | undefined; arguments?: string | null | undefined },
): void {
  const last = calls.length - 1;
  const place = index ?? (id && id !== calls[last]?.id ? last + 1 : Math.max(last, 0));
  const call = (calls[place] ??= { id: id || `call_${place}_${Date.now()}`, name: '', args: '' });
  if (name) call.name ||= name;
  if (args) call.args += args;
}

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
