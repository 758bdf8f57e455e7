import { createHash } from 'node:crypto';
import type { Message, ToolCall, ToolResult } from '../model.js';
import { parseCallArguments } from '../model-text.js';
import type { ServiceRules } from './service.js';

type Assistant = Extract<Message, { role: 'assistant' }>;

/** Replaces the server's names of a call and its arguments by the model's. */
type Rewrite = (call: ToolCall) => ToolCall;

const NO_RESULT = 'No result of this call is known.';
const EMPTY = '(An empty message.)';
/** Inserted between results and a message of the user if roles must alternate. */
const FILLER = '(The user wrote before there was a response.)';

/**
 * Adapts a conversation to a service: it begins with the user, roles alternate, no text is blank,
 * and each call has a JSON object as arguments and one result. The given messages do not change.
 */
export function fitMessages(
  messages: readonly Message[],
  rules: ServiceRules,
  rewrite: Rewrite,
): Message[] {
  const fittedMessages: Message[] = [];
  for (const message of messages) {
    if (message.role !== 'tools') addMissingResults(fittedMessages);
    if (message.role === 'user') addUserMessage(fittedMessages, message.text, rules);
    else if (message.role === 'assistant') addAssistant(fittedMessages, message, rules, rewrite);
    else addResults(fittedMessages, message.results, rules);
  }
  addMissingResults(fittedMessages);
  return fittedMessages;
}

function addUserMessage(
  conversation: Message[],
  text: string,
  { joinsResults }: ServiceRules,
): void {
  const isBlank = text.trim() === '';
  const last = conversation.at(-1);
  if (last?.role === 'user') {
    if (!isBlank) last.text = `${last.text}\n\n${text}`;
    return;
  }
  if (last?.role === 'tools' && !joinsResults)
    conversation.push({ role: 'assistant', text: FILLER, calls: [] });
  conversation.push({ role: 'user', text: isBlank ? EMPTY : text });
}

function addAssistant(
  conversation: Message[],
  { text, calls, native }: Assistant,
  rules: ServiceRules,
  rewrite: Rewrite,
): void {
  const last = conversation.at(-1);
  if (!last || (text.trim() === '' && calls.length === 0)) return; // a conversation begins with the user
  const validCalls = calls.map((call) => validCall(rewrite(call), rules));
  const textToSend = text.trim() === '' ? '' : text;
  if (last.role !== 'assistant')
    conversation.push({
      role: 'assistant',
      text: textToSend,
      calls: validCalls,
      ...(native && { native }),
    });
  else {
    last.text = [last.text, textToSend].filter(Boolean).join('\n\n');
    last.calls = validCalls;
    delete last.native;
  }
}

const NO_IMAGES = '[The images are left out: this model reads no images.]';

function addResults(
  conversation: Message[],
  results: readonly ToolResult[],
  rules: ServiceRules,
): void {
  const last = conversation.at(-1);
  if (last?.role !== 'assistant' || last.calls.length === 0) return;
  const byId = new Map(results.map((result) => [callIdOf(result.id, rules), result]));
  conversation.push({
    role: 'tools',
    results: last.calls.map(({ id }) => {
      const { text = NO_RESULT, failed = true, images } = byId.get(id) ?? {};
      const isBlank = text.trim() === '';
      const result = { id, text: isBlank ? 'Done.' : text, failed };
      if (!images) return result;
      return rules.images ? { ...result, images } : { ...result, text: `${text}\n${NO_IMAGES}` };
    }),
  });
}

/** Adds results for calls that the conversation continued without. */
function addMissingResults(conversation: Message[]): void {
  const last = conversation.at(-1);
  if (last?.role !== 'assistant' || last.calls.length === 0) return;
  const results = last.calls.map(({ id }) => ({ id, text: NO_RESULT, failed: true }));
  conversation.push({ role: 'tools', results });
}

/** Adapts an earlier call, because some services parse its arguments and check its name. */
function validCall({ id, name, args }: ToolCall, rules: ServiceRules): ToolCall {
  return {
    id: callIdOf(id, rules),
    name: name.replace(/[^\w-]/g, '_').slice(0, 64) || 'unnamed',
    args: parseCallArguments(args) ? args || '{}' : '{}',
  };
}

const callIdOf = (id: string, { callIds }: ServiceRules): string =>
  callIds.test(id) ? id : createHash('sha256').update(id).digest('hex').slice(0, 9);
