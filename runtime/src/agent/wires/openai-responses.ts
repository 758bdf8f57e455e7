import * as z from 'zod';
import { events } from '../exchange.js';
import type { Message, Model, ModelSettings, ToolCall } from '../model.js';
import { ModelError } from '../model.js';

const WIRE = 'openai-responses';

const Item = z.looseObject({ type: z.string() });
const FunctionCall = z.looseObject({
  type: z.literal('function_call'),
  call_id: z.string(),
  name: z.string(),
  arguments: z.string(),
});
const Finished = z.looseObject({
  usage: z
    .looseObject({
      input_tokens: z.number(),
      output_tokens: z.number(),
      input_tokens_details: z.looseObject({ cached_tokens: z.number().optional() }).nullish(),
    })
    .nullish(),
});
const Delta = z.looseObject({ delta: z.string() });

/** `POST /responses`. The service stores nothing: encrypted reasoning is sent back to it. */
export const openAiResponses = ({ url, key, model, maxTokens }: ModelSettings): Model =>
  async function* ask({ instructions, messages, tools, signal, onRetry }) {
    const body = {
      model,
      instructions,
      input: messages.flatMap(written),
      tools: tools.map(({ name, description, schema }) => ({
        type: 'function',
        name,
        description,
        parameters: schema,
        strict: false, // strict mode refuses optional properties
      })),
      max_output_tokens: maxTokens,
      store: false,
      include: ['reasoning.encrypted_content'],
      stream: true,
    };
    const headers: Record<string, string> =
      key === undefined ? {} : { authorization: `Bearer ${key}` };
    const items: unknown[] = [];
    const calls: ToolCall[] = [];
    let refused = false;
    for await (const event of events({ url: `${url}/responses`, headers, body, signal, onRetry })) {
      switch (event.type) {
        case 'response.refusal.delta':
        case 'response.output_text.delta':
          refused ||= event.type === 'response.refusal.delta';
          yield { type: 'text', text: Delta.parse(event).delta };
          break;
        case 'response.output_item.done': {
          const item = Item.parse(event.item);
          items.push(item);
          const call = FunctionCall.safeParse(item).data;
          if (call) calls.push({ id: call.call_id, name: call.name, args: call.arguments });
          break;
        }
        case 'response.completed':
        case 'response.incomplete': {
          const { usage } = Finished.parse(event.response);
          const whole = refused ? 'refused' : calls.length > 0 ? 'calls' : 'done';
          yield {
            type: 'end',
            ending: event.type === 'response.incomplete' ? 'length' : whole,
            calls,
            usage: {
              input: usage?.input_tokens ?? 0,
              output: usage?.output_tokens ?? 0,
              cached: usage?.input_tokens_details?.cached_tokens ?? 0,
            },
            native: { wire: WIRE, items },
          };
          return;
        }
        case 'response.failed':
        case 'error':
          throw new ModelError('broken', 'The model reported an error.');
        default: // other events carry nothing that is shown
      }
    }
    throw new ModelError('broken', 'The response of the model is incomplete.');
  };

function written(message: Message): unknown[] {
  if (message.role === 'user') return [{ role: 'user', content: message.text }];
  if (message.role === 'tools') {
    return message.results.map(({ id, text }) => ({
      type: 'function_call_output',
      call_id: id,
      output: text,
    }));
  }
  if (message.native?.wire === WIRE) return message.native.items;
  const calls = message.calls.map(({ id, name, args }) => ({
    type: 'function_call',
    call_id: id,
    name,
    arguments: args,
  }));
  return [...(message.text ? [{ role: 'assistant', content: message.text }] : []), ...calls];
}
