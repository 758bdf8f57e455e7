import type { Principal } from '../provider/principal.js';
import { log } from '../serving/log.js';
import type { Post } from './body.js';
import { deleteOf, postOf, refusal } from './body.js';
import type { Endpoints } from './connections.js';
import { eventStream } from './event-stream.js';
import type { historyIn, Refusal } from './history.js';
import type { AgentLimits } from './limits.js';
import type { Message, Model } from './model.js';
import { runTurn } from './run-turn.js';
import { closeCalls } from './turn.js';
import { DECLINED } from './calls.js';

/** What all turns of one agent have in common. */
export interface AgentParts {
  endpoints: Endpoints;
  model: Model;
  instructions: string;
  limits: AgentLimits;
  history: ReturnType<typeof historyIn>;
}

/**
 * `POST`: a turn of the caller, as server-sent events. `DELETE`: deletes a conversation. The caller is the verified
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
  if (request.method !== 'POST')
    return refusal(405, 'Use POST or DELETE.', { allow: 'POST, DELETE' });
  const post = await postOf(request, limits.messageChars);
  if (post instanceof Response) return post;
  let awaited: string[] = [];
  const begun = await history.begin(caller.userId, post.conversation, (messages) => {
    awaited = awaitedIn(messages);
    return addTo(messages, post, awaited);
  });
  if ('refused' in begun) return refused(begun);

  const gone = new AbortController();
  const { response, send, end } = eventStream(() => gone.abort());
  const signal = AbortSignal.any([
    gone.signal,
    request.signal,
    AbortSignal.timeout(limits.turnSeconds * 1000),
  ]);
  const { messages } = begun;
  const decisions = post.decisions ?? {};
  void runTurn(parts, { caller, messages, decisions, awaited, signal, send })
    .then(begun.end)
    .catch((error: unknown) => log('error', 'agent history', error))
    .finally(end);
  return response;
}

/** Calls that wait for decisions. */
function awaitedIn(messages: readonly Message[]): string[] {
  const last = messages.at(-1);
  return last?.role === 'assistant' ? last.calls.map(({ id }) => id) : [];
}

function addTo(messages: Message[], { message, decisions }: Post, awaited: string[]): boolean {
  if (message !== undefined) {
    closeCalls(messages, DECLINED); // a message in words is no decision
    messages.push({ role: 'user', text: message });
    return true;
  }
  const decided = Object.keys(decisions ?? {});
  return decided.length > 0 && decided.every((id) => awaited.includes(id));
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
      return refusal(409, 'No such call waits for a decision.');
  }
}
