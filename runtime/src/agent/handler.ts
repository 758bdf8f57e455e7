import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { userPseudonym } from '../call/call.js';
import { wantsJson } from '../fetch/accept.js';
import { isJsonType } from '../fetch/json-type.js';
import type { Principal } from '../identity/principal.js';
import { log } from '../project/log.js';
import type { Metrics, ServerEvent } from '../project/metrics.js';
import { eventStream } from '../streams/event-stream.js';
import { setTimer } from '../utils/time.js';
import { DECLINED } from './calls.js';
import { connectAs, type Connections, type ProviderEndpoints } from './connections.js';
import type { ChatEvent, Decision, PendingCall, TurnEvent } from './events.js';
import type { Dialog, PageLink } from './forms.js';
import type { ConversationHistory, Refusal } from './history.js';
import { instructionsWith } from './instructions.js';
import type { AgentLimits } from './limits.js';
import { FAULTS, type Message, type Model, ModelError, type ModelSettings } from './model.js';
import { callsAwaitingDecision, callsAwaitingForm, closeCalls, turn } from './turn.js';

/** Everything that the turns of one agent share. */
export interface AgentParts {
  /** `agent_used` of JSON responses. */
  name: string;
  endpoints: ProviderEndpoints;
  model: Model;
  instructions: string;
  limits: AgentLimits;
  history: ConversationHistory;
  api: ModelSettings['api'];
  metrics: Metrics | undefined;
}

/**
 * Handles requests to an agent. `POST` runs a turn and responds with server-sent events or one JSON
 * object; `DELETE` deletes a conversation. The caller is the verified principal of the route, never
 * part of the body.
 */
export async function handleChat(
  parts: AgentParts,
  request: Request,
  caller: Principal,
): Promise<Response> {
  const { history, limits } = parts;
  if (request.method === 'DELETE') {
    const body = await readDelete(request);
    if (body instanceof Response) return body;
    await history.delete(caller.userId, body.conversation);
    return new Response(null, { status: 204 });
  }
  const post = await readPost(request, limits.messageChars);
  if (post instanceof Response) return post;
  // With Node.js 20, AbortSignal.any over AbortSignal.timeout can be garbage-collected and never
  // fire.
  const control = new AbortController();
  const { signal } = control;
  const abort = () => control.abort();
  const turnLease = await history.begin(
    caller.userId,
    post.conversation,
    (messages) => addPost(messages, post),
    abort,
  );
  if ('refused' in turnLease) {
    const response = refusalResponse(turnLease);
    if (turnLease.refused === 'limit')
      parts.metrics?.record({ type: 'limit', status: response.status });
    return response;
  }

  const timeoutError = new DOMException(
    `The turn took longer than ${limits.turnSeconds} s`,
    'TimeoutError',
  );
  const timer = setTimer(limits.turnSeconds * 1000, () => control.abort(timeoutError));
  const { response, send, end } = wantsJson(request.headers.get('accept'), 'text/event-stream')
    ? jsonReply(parts.name)
    : streamingReply(abort);
  if (request.signal.aborted) abort();
  request.signal.addEventListener('abort', abort, { once: true });
  const { messages } = turnLease;
  const { decisions = {}, forms = {} } = post;
  const id = request.headers.get('x-request-id') ?? randomUUID();
  void runTurn(parts, { id, caller, messages, decisions, forms, signal, send })
    .then(turnLease.end)
    .catch((error: unknown) => log('error', 'agent history', error))
    .finally(() => {
      clearTimeout(timer);
      end();
    });
  return response;
}

function addPost(messages: Message[], { message, decisions, forms }: Post): boolean {
  if (message !== undefined) {
    closeCalls(messages, () => DECLINED); // a message is not a decision, so the calls are declined
    messages.push({ role: 'user', text: message });
    return true;
  }
  const openForms = callsAwaitingForm(messages).flatMap((call) => Object.values(call.forms));
  const expectedIds = forms ? openForms.map(({ id }) => id) : callsAwaitingDecision(messages);
  const respondedIds = Object.keys(forms ?? decisions ?? {});
  return respondedIds.length > 0 && respondedIds.every((id) => expectedIds.includes(id));
}

function refusalResponse(turnRefusal: Refusal): Response {
  switch (turnRefusal.refused) {
    case 'busy':
      return refusal(409, 'A response is in progress.');
    case 'limit':
      return refusal(429, 'The limit of this hour is reached.', {
        'retry-after': String(turnRefusal.seconds),
      });
    default:
      return refusal(409, 'No such call or form waits for a response.');
  }
}

/** One turn of a user at the endpoint. */
export interface UserTurn {
  id: string;
  caller: Principal;
  messages: Message[];
  decisions: Readonly<Record<string, Decision>>;
  forms: Dialog['responses'];
  signal: AbortSignal;
  send(event: ChatEvent): void;
}

/**
 * Runs a turn for one user. It never rejects: a failure is an event without text of the model's
 * service or the code.
 * @returns the number of tokens used
 */
export async function runTurn(
  { endpoints, model, instructions, limits, api, metrics }: AgentParts,
  { id, caller, messages, decisions, forms, signal, send }: UserTurn,
): Promise<number> {
  const record = new TurnRecord({ id, caller, api, metrics });
  const links = new Set<string>();
  const emit = (event: TurnEvent) => {
    record.add(event);
    if (event.type !== 'note') {
      send(event);
      return;
    }
    const { type, text, reason } = event;
    log('info', 'turn', undefined, { request: id, note: text, reason });
    send({ type, text });
  };
  // Each decision holds for one call only: a model can send another call with the same id.
  const undecidedCalls = new Set(callsAwaitingDecision(messages));
  const decide = async ({ id: call, effect }: PendingCall): Promise<Decision> => {
    if (effect !== 'destroys') return 'yes';
    if (!undecidedCalls.delete(call)) return 'later';
    return Object.hasOwn(decisions, call) && decisions[call] === 'yes' ? 'yes' : 'no';
  };
  let connections: Connections | undefined;
  try {
    connections = await connectAs(caller, endpoints, id);
    const { tools, missing } = connections;
    const prompt = instructionsWith(instructions, tools, missing);
    const show = (page: PageLink) => {
      links.add(page.url);
      send({ type: 'link', ...page });
    };
    const dialog = { show, responses: forms };
    const options = {
      history: messages,
      model,
      instructions: prompt,
      tools,
      signal,
      limits,
      links,
    };
    const reason = await turn({ ...options, dialog, emit, decide });
    record.end(reason);
    send({ type: 'end', reason });
  } catch (error) {
    if (signal.aborted) {
      const isTimeout =
        signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
      const reason = isTimeout ? 'timed-out' : 'cancelled';
      record.end(reason);
      send({ type: 'end', reason });
      return record.tokens;
    }
    record.end('failed', error);
    send({ type: 'error', message: messageFor(error) });
  } finally {
    await connections?.close();
  }
  return record.tokens;
}

/**
 * Returns the message of a failure. Details of the model's service go to the log only: users cannot
 * change its key, quota or requests.
 */
function messageFor(error: unknown): string {
  if (!(error instanceof ModelError) || error.fault === 'rejected') return 'The agent failed.';
  return error.fault === 'broken' ? error.message : FAULTS[error.fault];
}

/** The subject of a turn's log line and metric. */
interface TurnSubject {
  /** ID of the HTTP request; log lines of the tool calls have the same. */
  id: string;
  caller: Principal;
  api: ModelSettings['api'];
  metrics: Metrics | undefined;
}

type TurnOutcome = Extract<ServerEvent, { type: 'turn' }>['outcome'];

/** Reports a turn as one log line and one metric event: only numbers, no messages or arguments. */
class TurnRecord {
  #inputTokens = 0;
  #outputTokens = 0;
  #callCount = 0;
  readonly #startedAt = performance.now();
  readonly #subject: TurnSubject;

  constructor(subject: TurnSubject) {
    this.#subject = subject;
  }

  /** Input and output tokens together. */
  get tokens(): number {
    return this.#inputTokens + this.#outputTokens;
  }

  add(event: TurnEvent): void {
    if (event.type === 'call') this.#callCount++;
    if (event.type !== 'usage') return;
    this.#inputTokens += event.usage.input;
    this.#outputTokens += event.usage.output;
  }

  end(outcome: TurnOutcome, error?: unknown): void {
    const { id, caller, api, metrics } = this.#subject;
    const ms = performance.now() - this.#startedAt;
    const counts = { input: this.#inputTokens, output: this.#outputTokens, calls: this.#callCount };
    metrics?.record({ type: 'turn', api, outcome, seconds: ms / 1000, ...counts });
    log(error === undefined ? 'info' : 'error', 'turn', error, {
      request: id,
      principal: userPseudonym(caller),
      api,
      ...counts,
      ms: Math.round(ms),
      outcome,
    });
  }
}

const Conversation = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'must be lower-case letters, digits, "-" and "_"')
  .default('default');

/** MCP `ElicitResult`. */
const FormResponse = z.union([
  z.strictObject({
    action: z.literal('accept'),
    content: z.record(
      z.string(),
      z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
    ),
  }),
  z.strictObject({ action: z.enum(['decline', 'cancel']) }),
]);

/** The body contains no user: unknown keys are rejected. */
const Post = z
  .strictObject({
    message: z.string().trim().min(1).optional(),
    conversation: Conversation,
    /** Decisions on the calls of an `approval` event, by ID. */
    decisions: z.record(z.string(), z.enum(['yes', 'no'])).optional(),
    /** Responses to `form` events, by ID. */
    forms: z.record(z.string(), FormResponse).optional(),
  })
  .refine(
    ({ message, decisions, forms }) =>
      [message, decisions, forms].filter((part) => part !== undefined).length === 1,
    'exactly one of "message", "decisions" and "forms" is required',
  );
const Delete = z.strictObject({ conversation: Conversation });

type Post = z.output<typeof Post>;

/** Reads the body of a request; returns the response to an invalid one. */
async function readPost(request: Request, messageChars: number): Promise<Post | Response> {
  const post = await readBody(request, Post);
  if (post instanceof Response || (post.message ?? '').length <= messageChars) return post;
  return refusal(413, `The message is longer than ${messageChars} characters.`);
}

const readDelete = (request: Request) => readBody(request, Delete);

async function readBody<T>(request: Request, schema: z.ZodType<T>): Promise<T | Response> {
  if (!isJsonType(request.headers.get('content-type')))
    return refusal(415, 'Content-Type must be application/json.');
  const value: unknown = await request.json().catch(() => undefined);
  if (value === undefined) return refusal(400, 'The body is not JSON.');
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => [...path, message].join(': '));
  return refusal(400, `Invalid body: ${problems.join('; ')}.`);
}

const refusal = (status: number, error: string, headers: Record<string, string> = {}): Response =>
  Response.json({ error }, { status, headers });

/** Sends the turn as server-sent events. */
function streamingReply(onDisconnect: () => void) {
  const { response, write, end } = eventStream(onDisconnect);
  const send = (event: ChatEvent) => write(`data: ${JSON.stringify(event)}\n\n`);
  return { response, send, end };
}

/** Events that the user responds to. */
const USER_EVENTS = ['approval', 'form', 'link'] as const;
const isUserEvent = ({ type }: ChatEvent): boolean =>
  USER_EVENTS.some((userEvent) => userEvent === type);

/** Sends the turn as one JSON object at its end. */
function jsonReply(agent: string) {
  const events: ChatEvent[] = [];
  let finish: (response: Response) => void = () => {};
  const response = new Promise<Response>((resolve) => (finish = resolve));
  return {
    response,
    send: (event: ChatEvent) => void events.push(event),
    end: () => finish(replyOf(agent, events)),
  };
}

function replyOf(agent: string, events: readonly ChatEvent[]): Response {
  const last = events.at(-1);
  if (last?.type !== 'end') {
    const error = last?.type === 'error' ? last.message : 'The turn has no end.';
    return Response.json({ error }, { status: 502 });
  }
  const calls = events.filter((event) => event.type === 'call');
  return Response.json({
    response: events.map((event) => (event.type === 'text' ? event.text : '')).join(''),
    agent_used: agent,
    tools_used: [...new Set(calls.map(({ tool }) => tool))],
    end: last.reason,
    events: events.filter(isUserEvent),
  });
}
