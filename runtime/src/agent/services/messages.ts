import { createHash } from 'node:crypto';
import type { Message, ToolCall, ToolResult } from '../model.js';
import { objectIn } from '../text.js';
import type { Rules } from './service.js';

type Assistant = Extract<Message, { role: 'assistant' }>;

/** Calls by the names and the arguments that the model has, instead of those of the server. */
type Rewrite = (call: ToolCall) => ToolCall;

const NO_RESULT = 'No result of this call is known.';
const EMPTY = '(An empty message.)';
/** Between results and a message of the user, where the roles have to alternate. */
const BETWEEN = '(The user wrote before there was a response.)';

/**
 * A conversation that a service accepts: it begins with the user, roles alternate, no text is blank, and each call has
 * arguments that are a JSON object and one result. The messages themselves stay as they are.
 */
export function fitMessages(
  messages: readonly Message[],
  rules: Rules,
  rewrite: Rewrite,
): Message[] {
  const fitted: Message[] = [];
  for (const message of messages) {
    if (message.role !== 'tools') close(fitted);
    if (message.role === 'user') addUser(fitted, message.text, rules);
    else if (message.role === 'assistant') addAssistant(fitted, message, rules, rewrite);
    else addResults(fitted, message.results, rules);
  }
  close(fitted);
  return fitted;
}

function addUser(fitted: Message[], text: string, { joinsResults }: Rules): void {
  const isBlank = text.trim() === '';
  const last = fitted.at(-1);
  if (last?.role === 'user') {
    if (!isBlank) last.text = `${last.text}\n\n${text}`;
    return;
  }
  if (last?.role === 'tools' && !joinsResults)
    fitted.push({ role: 'assistant', text: BETWEEN, calls: [] });
  fitted.push({ role: 'user', text: isBlank ? EMPTY : text });
}

function addAssistant(
  fitted: Message[],
  { text, calls, native }: Assistant,
  rules: Rules,
  rewrite: Rewrite,
): void {
  const last = fitted.at(-1);
  if (!last || (text.trim() === '' && calls.length === 0)) return; // a conversation begins with the user
  const valid = calls.map((call) => validCall(rewrite(call), rules));
  const textToSend = text.trim() === '' ? '' : text;
  if (last.role !== 'assistant')
    fitted.push({ role: 'assistant', text: textToSend, calls: valid, ...(native && { native }) });
  else {
    last.text = [last.text, textToSend].filter(Boolean).join('\n\n');
    last.calls = valid;
    delete last.native;
  }
}

/** Results that belong to the calls before them. */
function addResults(fitted: Message[], results: readonly ToolResult[], rules: Rules): void {
  const last = fitted.at(-1);
  if (last?.role !== 'assistant' || last.calls.length === 0) return;
  const byId = new Map(results.map((result) => [idOf(result.id, rules), result]));
  fitted.push({
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

const NO_IMAGES = '[The images are left out: this model reads no images.]';

/** Calls that the conversation went on without. */
function close(fitted: Message[]): void {
  const last = fitted.at(-1);
  if (last?.role !== 'assistant' || last.calls.length === 0) return;
  const results = last.calls.map(({ id }) => ({ id, text: NO_RESULT, failed: true }));
  fitted.push({ role: 'tools', results });
}

/** Some servers parse the arguments of earlier calls, and check their names. */
function validCall({ id, name, args }: ToolCall, rules: Rules): ToolCall {
  return {
    id: idOf(id, rules),
    name: name.replace(/[^\w-]/g, '_').slice(0, 64) || 'unnamed',
    args: objectIn(args) ? args || '{}' : '{}',
  };
}

const idOf = (id: string, { callIds }: Rules): string =>
  callIds.test(id) ? id : createHash('sha256').update(id).digest('hex').slice(0, 9);
