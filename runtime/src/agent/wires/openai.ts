import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { END_OF_STREAM, modelEvents } from '../exchange.js';
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
  type WireRequest,
} from '../model.js';
import { RETURNED_MEMBERS } from '../services/service.js';

const CallPiece = z.looseObject({
  index: z.number().nullish(), // some compatible servers leave it out
  id: z.string().nullish(),
  function: z
    .looseObject({
      name: z.string().nullish(),
      // Some local servers send the object itself.
      arguments: z
        .union([
          z.string(),
          z.record(z.string(), z.unknown()).transform((args) => JSON.stringify(args)),
        ])
        .nullish(),
    })
    .nullish(),
});
type CallPiece = z.output<typeof CallPiece>;

const Delta = z.looseObject({
  content: z.unknown().optional(),
  refusal: z.string().nullish(),
  tool_calls: z.array(CallPiece).nullish(),
});
type Delta = z.output<typeof Delta>;

const Tokens = z
  .number()
  .nullish()
  .transform((count) => count ?? 0);

const Chunk = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        delta: Delta.nullish(),
        /** The message in place of a stream. */
        message: Delta.nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z
    .looseObject({
      prompt_tokens: Tokens,
      completion_tokens: Tokens,
      prompt_tokens_details: z.looseObject({ cached_tokens: Tokens }).nullish(),
    })
    .nullish(),
});

interface CollectedCall extends ToolCall {
  index: number | null | undefined;
  sentId: string | null | undefined;
  extra: Extra;
}

/** Members to send back. Only with calls: without them, older DeepSeek models refuse their own thoughts. */
type Extra = Record<string, unknown>;

const Native = z.object({
  message: z.record(z.string(), z.unknown()),
  calls: z.array(z.record(z.string(), z.unknown())),
});

/** Requests to `POST /chat/completions`, which most services and local servers support. */
export const openAi = ({ url, key, name, maxTokens }: ModelSettings): Wire =>
  async function* ask(request) {
    // The wire's name contains the model, because another model refuses the members that this one
    // added.
    const wire = `openai ${new URL(url).hostname} ${name}`;
    const body = requestBody(request, { name, maxTokens, wire });
    const headers: Record<string, string> =
      key === undefined ? {} : { authorization: `Bearer ${key}` };
    const { signal, onRetry } = request;
    const exchange = { url: serviceUrl(url, 'chat/completions'), headers, body, signal, onRetry };
    const calls: CollectedCall[] = [];
    const extra: Extra = {};
    let usage: Usage = { input: 0, output: 0, cached: 0 };
    let ending: StepEnd | undefined;
    for await (const event of modelEvents(exchange)) {
      // Some local servers send no finish reason.
      if (event === END_OF_STREAM) ending ??= 'done';
      const chunk = Chunk.parse(event);
      if (chunk.usage) {
        usage = {
          input: chunk.usage.prompt_tokens,
          output: chunk.usage.completion_tokens,
          cached: chunk.usage.prompt_tokens_details?.cached_tokens ?? 0,
        };
      }
      const [choice] = chunk.choices ?? [];
      const delta = choice?.delta ?? choice?.message;
      const text = textIn(delta?.content);
      if (text !== '') yield { type: 'text', text };
      if (delta?.refusal) {
        ending = 'refused';
        yield { type: 'text', text: delta.refusal };
      }
      if (delta) addMembers(extra, delta);
      for (const piece of delta?.tool_calls ?? []) addCallPiece(calls, piece);
      if (choice?.finish_reason) ending ??= endingOf(choice.finish_reason);
    }
    if (!ending) throw new ModelError('broken', 'The response of the model is incomplete.');
    const items = [{ message: extra, calls: calls.map((call) => call.extra) }];
    // Some servers say "stop" although there are calls.
    yield {
      type: 'end',
      ending: calls.length > 0 && ending === 'done' ? 'calls' : ending,
      calls: calls.map(({ id, name: tool, args }) => ({ id, name: tool, args })),
      usage,
      ...(calls.length > 0 && { native: { wire, items } }),
    };
  };

function requestBody(
  { instructions, messages, tools, isLast, refusedMembers, rules }: WireRequest,
  { name, maxTokens, wire }: { name: string; maxTokens: number; wire: string },
): Record<string, unknown> {
  const hasSystem = !refusedMembers.has('system');
  const [limit] = ['max_completion_tokens', 'max_tokens'].filter(
    (member) => rules.optional.includes(member) && !refusedMembers.has(member),
  );
  const hasUsage =
    rules.optional.includes('stream_options') && !refusedMembers.has('stream_options');
  const chatMessages = messages.flatMap((message) =>
    chatMessagesOf(message, wire, refusedMembers, rules.foreignCall),
  );
  const firstMessage = chatMessages[0];
  if (!hasSystem && firstMessage)
    firstMessage.content = `${instructions}\n\n${String(firstMessage.content)}`;
  return {
    model: name,
    messages: hasSystem
      ? [{ role: 'system', content: instructions }, ...chatMessages]
      : chatMessages,
    ...(tools.length > 0 &&
      !isLast && {
        tools: tools.map(({ name: tool, description, schema }) => ({
          type: 'function',
          function: { name: tool, description, parameters: schema },
        })),
      }),
    ...(limit !== undefined && { [limit]: maxTokens }),
    stream: true,
    ...(hasUsage && { stream_options: { include_usage: true } }),
  };
}

/** Returns the text of a content: a string, or text parts, without thoughts. */
function textIn(content: unknown): string {
  if (typeof content === 'string') return content;
  if (Array.isArray(content)) return content.map(textIn).join('');
  if (typeof content !== 'object' || content === null) return '';
  const { type, text } = content as { type?: unknown; text?: unknown };
  return type === undefined || type === 'text' || type === 'output_text' ? textIn(text) : '';
}

/** Adds a piece of a message: strings are continued, and list items by their index. */
function addMembers(target: Extra, piece: Extra): void {
  for (const name of RETURNED_MEMBERS)
    if (piece[name] !== undefined && piece[name] !== null)
      target[name] = joinValues(target[name], piece[name]);
}

function joinValues(first: unknown, second: unknown): unknown {
  if (typeof first === 'string' && typeof second === 'string') return first + second;
  if (Array.isArray(first) && Array.isArray(second)) {
    const list = [...(first as unknown[])];
    for (const item of second as Extra[]) {
      const last = list.at(-1) as Extra | undefined;
      const isSame =
        last?.index !== undefined && last.index === item.index && last.type === item.type;
      if (isSame) list[list.length - 1] = { ...last, ...joinParts(last, item) };
      else list.push(item);
    }
    return list;
  }
  return second;
}

/** Joins a part of thoughts whose texts arrive in pieces. */
const joinParts = (first: Extra, second: Extra): Extra =>
  Object.fromEntries(
    Object.entries(second).map(([key, value]) => [
      key,
      ['text', 'summary', 'data', 'thinking'].includes(key) ? joinValues(first[key], value) : value,
    ]),
  );

/**
 * Adds a piece of a call. A piece without an index or id, or with neither id nor name, belongs to
 * the last call; some servers use one index or one id for all calls.
 */
function addCallPiece(calls: CollectedCall[], piece: CallPiece): void {
  const { index, id } = piece;
  const { name, arguments: args } = piece.function ?? {};
  const isSame = (call: CollectedCall) =>
    (index === undefined || index === null || call.index === index) && (!id || call.sentId === id);
  let call = calls.findLast(isSame) ?? (!id && !name ? calls.at(-1) : undefined);
  if (!call && calls.length === MAX_CALLS) throw tooManyCalls();
  if (!call) calls.push((call = { id: newId(), name: '', args: '', index, sentId: id, extra: {} }));
  call.name ||= name ?? '';
  call.args += args ?? '';
  addMembers(call.extra, piece);
}

/** Creates a unique id, because some servers repeat theirs. Mistral accepts only nine letters and digits. */
const newId = () => randomBytes(5).toString('hex').slice(1);

function endingOf(reason: string): StepEnd {
  if (reason === 'tool_calls' || reason === 'function_call') return 'calls';
  if (reason === 'length' || reason === 'model_length') return 'length'; // Mistral has both
  return reason === 'content_filter' ? 'refused' : 'done';
}

function chatMessagesOf(
  message: Message,
  wire: string,
  without: ReadonlySet<string>,
  foreignMembers: Extra = {},
): Extra[] {
  if (message.role === 'user') return [{ role: 'user', content: message.text }];
  if (message.role === 'tools') {
    const results: Extra[] = message.results.map(({ id, text }) => ({
      role: 'tool',
      tool_call_id: id,
      content: text,
    }));
    // A result of a tool is text only.
    const images = message.results.flatMap((result) => (result.images ?? []).map(imageOf));
    if (images.length === 0) return results;
    const parts = [{ type: 'text', text: 'Images of these results, in their order:' }, ...images];
    const filler = { role: 'assistant', content: 'I look at the images.' };
    return [...results, filler, { role: 'user', content: parts }];
  }
  const [nativeMessage] = message.native?.wire === wire ? message.native.items : [];
  const { message: extra = {}, calls: extras = [] } = Native.safeParse(nativeMessage).data ?? {};
  const acceptedMembers = (members: Extra = {}): Extra =>
    Object.fromEntries(Object.entries(members).filter(([name]) => !without.has(name)));
  const isForeign = extras.every((signedPart) => Object.keys(signedPart).length === 0);
  const calls = message.calls.map(({ id, name, args }, index) => ({
    id,
    type: 'function',
    function: { name, arguments: args },
    ...(isForeign && index === 0 ? foreignMembers : acceptedMembers(extras[index])),
  }));
  return [
    {
      role: 'assistant',
      content: message.text || null,
      ...(calls.length > 0 && { tool_calls: calls, ...acceptedMembers(extra) }),
    },
  ];
}

const imageOf = ({ mimeType, data }: Image) => ({
  type: 'image_url',
  image_url: { url: `data:${mimeType};base64,${data}` },
});
