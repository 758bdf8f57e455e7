import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { fingerprint } from '../call/call.js';
import { wantsJson } from '../fetch/accept.js';
import { eventStream } from '../fetch/event-stream.js';
import { isJsonType } from '../fetch/json-type.js';
import type { Principal } from '../identity/principal.js';
import { log } from '../project/log.js';
import type { Metrics, ServerEvent } from '../project/metrics.js';
import { timeout } from '../utils/time.js';
import { DECLINED } from './calls.js';
import { connectAs, type Connections, type Endpoints } from './connections.js';
import type { ChatEvent, Decision, PendingCall, TurnEvent } from './events.js';
import type { Asking, Page } from './forms.js';
import type { historyIn, Refusal } from './history.js';
import { instructionsWith } from './instructions.js';
import type { AgentLimits } from './limits.js';
import { FAULTS, type Message, type Model, ModelError, type ModelSettings } from './model.js';
import { callsAwaitingDecision, callsAwaitingForm, closeCalls, turn } from './turn.js';

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
  // A controller and a plain timer: AbortSignal.any over AbortSignal.timeout can be collected on Node 20 and never fire.
  const control = new AbortController();
  const { signal } = control;
  const leave = () => control.abort();
  const begun = await history.begin(
    caller.userId,
    post.conversation,
    (messages) => addTo(messages, post),
    leave,
  );
  if ('refused' in begun) {
    const response = refused(begun);
    if (begun.refused === 'limit')
      parts.metrics?.record({ type: 'limit', status: response.status });
    return response;
  }

  const late = new DOMException(
    `The turn took longer than ${limits.turnSeconds} s`,
    'TimeoutError',
  );
  const timer = timeout(limits.turnSeconds * 1000, () => control.abort(late));
  const { response, send, end } = wantsJson(request.headers.get('accept'), 'text/event-stream')
    ? jsonReply(parts.name)
    : streamReply(leave);
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
    closeCalls(messages, () => DECLINED); // a message in words is no decision
    messages.push({ role: 'user', text: message });
    return true;
  }
  const open = callsAwaitingForm(messages).flatMap((call) => Object.values(call.forms));
  const expected = forms ? open.map(({ id }) => id) : callsAwaitingDecision(messages);
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

export interface UserTurn {
  /** ID of the request. */
  id: string;
  caller: Principal;
  messages: Message[];
  decisions: Readonly<Record<string, Decision>>;
  forms: Asking['responses'];
  signal: AbortSignal;
  send(event: ChatEvent): void;
}

/**
 * A turn for one user. Never rejects: a failure is an event, whose text contains nothing of the service or the code.
 * @returns the tokens that were used
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
  // Each decision is for one call: a model can send another one with the same id.
  const awaited = new Set(callsAwaitingDecision(messages));
  const decide = async ({ id: call, effect }: PendingCall): Promise<Decision> => {
    if (effect !== 'destroys') return 'yes';
    if (!awaited.delete(call)) return 'later';
    return Object.hasOwn(decisions, call) && decisions[call] === 'yes' ? 'yes' : 'no';
  };
  let connections: Connections | undefined;
  try {
    connections = await connectAs(caller, endpoints, id);
    const { tools, missing } = connections;
    const prompt = instructionsWith(instructions, tools, missing);
    const show = (page: Page) => {
      links.add(page.url);
      send({ type: 'link', ...page });
    };
    const asking = { show, responses: forms };
    const options = {
      history: messages,
      model,
      instructions: prompt,
      tools,
      signal,
      limits,
      links,
    };
    const reason = await turn({ ...options, asking, emit, decide });
    record.end(reason);
    send({ type: 'end', reason });
  } catch (error) {
    if (signal.aborted) {
      const isLate = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
      const reason = isLate ? 'timed-out' : 'cancelled';
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

/** What the service says is for the log: users of an agent can do nothing about its key, its quota or its requests. */
function messageFor(error: unknown): string {
  if (!(error instanceof ModelError) || error.fault === 'rejected') return 'The agent failed.';
  return error.fault === 'broken' ? error.message : FAULTS[error.fault];
}

/** What a turn reports when it has ended. */
interface TurnSubject {
  /** ID of the HTTP request; the calls of tools have the same. */
  id: string;
  caller: Principal;
  api: ModelSettings['api'];
  metrics: Metrics | undefined;
}

type TurnOutcome = Extract<ServerEvent, { type: 'turn' }>['outcome'];

/** One line of the log and one event of the metrics for a turn: numbers, and nothing that was said or called. */
class TurnRecord {
  #input = 0;
  #output = 0;
  #calls = 0;
  readonly #started = performance.now();
  readonly #subject: TurnSubject;

  constructor(subject: TurnSubject) {
    this.#subject = subject;
  }

  /** Input and output tokens together. */
  get tokens(): number {
    return this.#input + this.#output;
  }

  add(event: TurnEvent): void {
    if (event.type === 'call') this.#calls++;
    if (event.type !== 'usage') return;
    this.#input += event.usage.input;
    this.#output += event.usage.output;
  }

  end(outcome: TurnOutcome, error?: unknown): void {
    const { id, caller, api, metrics } = this.#subject;
    const ms = performance.now() - this.#started;
    const counts = { input: this.#input, output: this.#output, calls: this.#calls };
    metrics?.record({ type: 'turn', api, outcome, seconds: ms / 1000, ...counts });
    log(error === undefined ? 'info' : 'error', 'turn', error, {
      request: id,
      principal: fingerprint(caller),
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

/** The user is not in here: a body with other keys is refused. */
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
      [message, decisions, forms].filter((each) => each !== undefined).length === 1,
    'exactly one of "message", "decisions" and "forms" is required',
  );
const Delete = z.strictObject({ conversation: Conversation });

type Post = z.output<typeof Post>;

/** The body of a request, or the response to an invalid one. */
async function postOf(request: Request, messageChars: number): Promise<Post | Response> {
  const post = await bodyOf(request, Post);
  if (post instanceof Response || (post.message ?? '').length <= messageChars) return post;
  return refusal(413, `The message is longer than ${messageChars} characters.`);
}

const deleteOf = (request: Request) => bodyOf(request, Delete);

async function bodyOf<T>(request: Request, schema: z.ZodType<T>): Promise<T | Response> {
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

/** The turn as server-sent events. */
function streamReply(onGone: () => void) {
  const { response, write, end } = eventStream(onGone);
  const send = (event: ChatEvent) => write(`data: ${JSON.stringify(event)}\n\n`);
  return { response, send, end };
}

/** Events that the person responds to. */
const FOR_THE_PERSON = ['approval', 'form', 'link'] as const;
const isForThePerson = ({ type }: ChatEvent): boolean =>
  FOR_THE_PERSON.some((each) => each === type);

/** The turn as one JSON object, when it has ended. */
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
    events: events.filter(isForThePerson),
  });
}
