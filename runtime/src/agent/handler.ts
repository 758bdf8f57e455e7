import { randomUUID } from 'node:crypto';
import type { Principal } from '../provider/principal.js';
import { log } from '../serving/log.js';
import type { Metrics } from '../serving/metrics.js';
import type { Post } from './body.js';
import { deleteOf, postOf, refusal } from './body.js';
import type { Endpoints } from './connections.js';
import { eventStream } from './event-stream.js';
import type { historyIn, Refusal } from './history.js';
import { jsonReply, wantsJson } from './json-reply.js';
import type { AgentLimits } from './limits.js';
import type { Message, Model, ModelSettings } from './model.js';
import { runTurn } from './run-turn.js';
import { awaitedIn, closeCalls, openIn } from './turn.js';
import { DECLINED } from './calls.js';

/** What all turns of one agent have in common. */
export interface AgentParts {
  /** In JSON responses. */
  name: string;
  endpoints: Endpoints;
  model: Model;
  instructions: string;
  limits: AgentLimits;
  history: ReturnType<typeof historyIn>;
  api: ModelSettings['api'];
  metrics: Metrics | undefined;
}

/**
 * `POST`: a turn of the caller, as server-sent events or one JSON object. `DELETE`: deletes a conversation. The caller is the verified
 * principal of the route, never part of the body.
 */
export async function handleChat(
  parts: AgentParts,
  request: Request,
  caller: Principal,
): Promise<Response> {
  const { history, limits } = parts;
  if (request.method === 'DELETE') {
    const body = await deleteOf(request);
    if (body instanceof Response) return body;
    await history.delete(caller.userId, body.conversation);
    return new Response(null, { status: 204 });
  }
  const post = await postOf(request, limits.messageChars);
  if (post instanceof Response) return post;
  const begun = await history.begin(caller.userId, post.conversation, (messages) =>
    addTo(messages, post),
  );
  if ('refused' in begun) {
    const response = refused(begun);
    if (begun.refused === 'limit')
      parts.metrics?.record({ type: 'limit', status: response.status });
    return response;
  }

  // A controller and a plain timer: AbortSignal.any over AbortSignal.timeout can be collected on Node 20 and never fire.
  const control = new AbortController();
  const { signal } = control;
  const leave = () => control.abort();
  const late = new DOMException(
    `The turn took longer than ${limits.turnSeconds} s`,
    'TimeoutError',
  );
  const timer = setTimeout(() => control.abort(late), limits.turnSeconds * 1000);
  const { response, send, end } = wantsJson(request) ? jsonReply(parts.name) : eventStream(leave);
  if (request.signal.aborted) leave();
  request.signal.addEventListener('abort', leave, { once: true });
  const { messages } = begun;
  const { decisions = {}, forms = {} } = post;
  const id = request.headers.get('x-request-id') ?? randomUUID();
  void runTurn(parts, { id, caller, messages, decisions, forms, signal, send })
    .then(begun.end)
    .catch((error: unknown) => log('error', 'agent history', error))
    .finally(() => {
      clearTimeout(timer);
      end();
    });
  return response;
}

function addTo(messages: Message[], { message, decisions, forms }: Post): boolean {
  if (message !== undefined) {
    closeCalls(messages, DECLINED); // a message in words is no decision
    messages.push({ role: 'user', text: message });
    return true;
  }
  const open = openIn(messages).flatMap((call) => Object.values(call.forms));
  const expected = forms ? open.map(({ id }) => id) : awaitedIn(messages);
  const given = Object.keys(forms ?? decisions ?? {});
  return given.length > 0 && given.every((id) => expected.includes(id));
}

function refused(refusalOf: Refusal): Response {
  switch (refusalOf.refused) {
    case 'busy':
      return refusal(409, 'A response is in progress.');
    case 'limit':
      return refusal(429, 'The limit of this hour is reached.', {
        'retry-after': String(refusalOf.seconds),
      });
    default:
      return refusal(409, 'No such call or form waits for a response.');
  }
}
