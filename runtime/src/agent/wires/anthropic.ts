import * as z from 'zod';
import { modelEvents } from '../exchange.js';
import {
  type Image,
  MAX_CALLS,
  type Message,
  ModelError,
  type ModelSettings,
  serviceUrl,
  type StepEnd,
  type ToolCall,
  tooManyCalls,
  type Usage,
  type Wire,
} from '../model.js';
import { parseCallArguments } from '../model-text.js';

const WIRE = 'anthropic';
const VERSION = '2023-06-01';

const Block = z.looseObject({ type: z.string() });
type Block = z.output<typeof Block>;
const Index = z
  .int()
  .min(0)
  .max(2 * MAX_CALLS); // text and thoughts are blocks, too
const BlockStart = z.looseObject({ index: Index, content_block: Block });
const BlockDelta = z.looseObject({
  index: Index,
  delta: z.looseObject({
    type: z.string(),
    text: z.string().optional(),
    partial_json: z.string().optional(),
    thinking: z.string().optional(),
    signature: z.string().optional(),
  }),
});
const TokenCounts = z.looseObject({
  input_tokens: z.number().nullish(),
  output_tokens: z.number().nullish(),
  cache_read_input_tokens: z.number().nullish(),
  cache_creation_input_tokens: z.number().nullish(),
});
const MessageStart = z.looseObject({ message: z.looseObject({ usage: TokenCounts }) });
const MessageDelta = z.looseObject({
  delta: z.looseObject({ stop_reason: z.string().nullish() }),
  usage: TokenCounts.nullish(),
});
const CompleteMessage = z.looseObject({
  content: z.array(Block).max(2 * MAX_CALLS),
  stop_reason: z.string().nullish(),
  usage: TokenCounts.default({}),
});
const ToolUse = z.looseObject({ type: z.literal('tool_use'), id: z.string(), name: z.string() });

/** Requests to `POST /messages`. The parts that do not change between steps are marked for the service's cache. */
export const anthropic = ({ url, key, name, maxTokens }: ModelSettings): Wire =>
  async function* ask({ instructions, messages, tools, isLast, refusedMembers, signal, onRetry }) {
    const cacheMark = !refusedMembers.has('cache_control') && {
      cache_control: { type: 'ephemeral' },
    };
    const body = {
      model: name,
      max_tokens: maxTokens,
      system: [{ type: 'text', text: instructions, ...cacheMark }], // covers the tools, too
      messages: mergeMessages(messages.map(anthropicMessageOf)),
      ...(tools.length > 0 && {
        tools: tools.map(({ name, description, schema }) => ({
          name,
          description,
          input_schema: schema,
        })),
        // The service refuses a conversation with calls if there are no tools.
        ...(isLast && !refusedMembers.has('tool_choice') && { tool_choice: { type: 'none' } }),
      }),
      stream: true,
    };
    const headers = {
      'anthropic-version': VERSION,
      ...(key !== undefined && { 'x-api-key': key }),
    };
    const blocks: Block[] = [];
    const args = new Map<number, string>();
    let usage: Usage = { input: 0, output: 0, cached: 0 };
    let stopReason: string | undefined;
    const exchange = { url: serviceUrl(url, 'messages'), headers, body, signal, onRetry };
    for await (const event of modelEvents(exchange)) {
      switch (event.type) {
        case 'message_start':
          usage = usageOf(MessageStart.parse(event).message.usage);
          break;
        case 'content_block_start': {
          const { index, content_block } = BlockStart.parse(event);
          blocks[index] = content_block;
          if (blocks.filter(isCall).length > MAX_CALLS) throw tooManyCalls();
          break;
        }
        case 'content_block_delta': {
          const { index, delta } = BlockDelta.parse(event);
          const block = blocks[index];
          if (!block) throw new ModelError('broken', 'The model sent a delta without a block.');
          if (delta.text !== undefined) yield { type: 'text', text: delta.text };
          if (delta.partial_json !== undefined)
            args.set(index, (args.get(index) ?? '') + delta.partial_json);
          for (const part of ['text', 'thinking', 'signature'] as const) {
            if (delta[part] !== undefined)
              block[part] = `${(block[part] as string | undefined) ?? ''}${delta[part]}`;
          }
          break;
        }
        case 'message_delta': {
          const { delta, usage: count } = MessageDelta.parse(event);
          stopReason = delta.stop_reason ?? stopReason;
          if (count?.output_tokens) usage.output = count.output_tokens;
          break;
        }
        // Some relays send one message in place of a stream.
        case 'message': {
          const message = CompleteMessage.parse(event);
          for (const [index, { input, ...block }] of message.content.entries()) {
            blocks[index] = block;
            if (input !== undefined) args.set(index, JSON.stringify(input));
            if (typeof block.text === 'string') yield { type: 'text', text: block.text };
          }
          if (blocks.filter(isCall).length > MAX_CALLS) throw tooManyCalls();
          stopReason = message.stop_reason ?? undefined;
          usage = usageOf(message.usage);
          yield endEvent();
          return;
        }
        case 'message_stop':
          yield endEvent();
          return;
        default: // such as pings
      }
    }
    throw new ModelError('broken', 'The response of the model is incomplete.');

    function endEvent() {
      const calls = blocks.flatMap((block, index): ToolCall[] => {
        const use = ToolUse.safeParse(block).data;
        return use ? [{ id: use.id, name: use.name, args: args.get(index) || '{}' }] : [];
      });
      const items = blocks
        .map((block, index) =>
          isCall(block) ? { ...block, input: parseCallArguments(args.get(index)) ?? {} } : block,
        )
        .filter(isReturnable);
      const native = { wire: WIRE, items };
      return { type: 'end', ending: endingOf(stopReason), calls, usage, native } as const;
    }
  };

const isCall = ({ type }: Block): boolean => type === 'tool_use';

function usageOf(count: z.output<typeof TokenCounts>): Usage {
  const cached = count.cache_read_input_tokens ?? 0;
  const uncached = (count.input_tokens ?? 0) + (count.cache_creation_input_tokens ?? 0);
  return { input: uncached + cached, output: count.output_tokens ?? 0, cached };
}

function endingOf(stop: string | undefined): StepEnd {
  if (stop === 'tool_use') return 'calls';
  if (stop === 'max_tokens' || stop === 'model_context_window_exceeded') return 'length';
  return stop === 'refusal' ? 'refused' : 'done';
}

interface AnthropicMessage {
  role: 'user' | 'assistant';
  content: unknown[];
}

function anthropicMessageOf(message: Message): AnthropicMessage {
  if (message.role === 'user')
    return { role: 'user', content: [{ type: 'text', text: message.text }] };
  if (message.role === 'tools') {
    const content = message.results.map(({ id, text, failed, images }) => ({
      type: 'tool_result',
      tool_use_id: id,
      content: images ? [{ type: 'text', text }, ...images.map(imageOf)] : text,
      ...(failed && { is_error: true }),
    }));
    return { role: 'user', content };
  }
  if (message.native?.wire === WIRE) return { role: 'assistant', content: message.native.items };
  const text = message.text ? [{ type: 'text', text: message.text }] : [];
  const calls = message.calls.map(({ id, name, args }) => ({
    type: 'tool_use',
    id,
    name,
    input: parseCallArguments(args) ?? {},
  }));
  return { role: 'assistant', content: [...text, ...calls] };
}

const imageOf = ({ mimeType, data }: Image) => ({
  type: 'image',
  source: { type: 'base64', media_type: mimeType, data },
});

/**
 * Returns whether the service accepts a block back: no blank text, and no thought without its
 * signature, which some relays lose.
 */
function isReturnable({ type, text, signature }: Block): boolean {
  if (type === 'text') return typeof text === 'string' && text.trim() !== '';
  return type !== 'thinking' || (typeof signature === 'string' && signature !== '');
}

/** Merges consecutive messages of one role; the service refuses empty ones. */
function mergeMessages(messages: AnthropicMessage[]): AnthropicMessage[] {
  const mergedMessages: AnthropicMessage[] = [];
  for (const message of messages) {
    const last = mergedMessages.at(-1);
    if (message.content.length === 0) continue;
    if (last?.role === message.role) last.content = [...last.content, ...message.content];
    else mergedMessages.push({ ...message });
  }
  return mergedMessages;
}
