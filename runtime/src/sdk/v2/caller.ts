import {
  type AuthInfo,
  CLIENT_CAPABILITIES_META_KEY,
  type ElicitRequestFormParams,
  type InputRequests,
  inputRequired,
  type InputRequiredResult,
  LOG_LEVEL_META_KEY,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import {
  type Call,
  type CallResult,
  type CallSubject,
  performCall,
  requestIdOf,
} from '../../call/call.js';
import { Disconnection, type DisconnectSignal } from '../../call/call-limit.js';
import { type CallLog, callLog, type LogLevel, logLevelOf } from '../../call/call-log.js';
import type { ProtocolResult } from '../../call/define/definitions.js';
import type { Question, Questions } from '../../call/elicitation/questions.js';
import { Rounds } from '../../call/elicitation/rounds.js';
import { readableHeader } from '../../call/middleware.js';
import { requestOf } from '../../call/served-request.js';
import { log } from '../../project/log.js';
import { principalIn } from '../../provider/sdk-line.js';
import { progressOf, questionTypes } from '../client.js';
import { type DecryptedState, encryptState } from './state.js';

/** The origin of a call: server, principal and policy. */
export interface Caller extends Pick<CallSubject, 'provider' | 'principal' | 'policy' | 'request'> {
  server: McpServer;
}

/** Returns the HTTP request of a call. The request of the server can be the one that began its session. */
export const requestIn = (
  { request }: Pick<Caller, 'request'>,
  { http }: Pick<CallRequest, 'http'>,
) => requestOf(request, http?.req?.headers.get('x-request-id'));

type McpRequest = ServerContext['mcpReq'];

/** The part of a message that a call reads: from the SDK's context, or from a request that is answered without it. */
export interface CallRequest {
  mcpReq: Pick<McpRequest, 'id' | 'method' | 'inputResponses'> &
    Partial<Pick<McpRequest, 'requestState' | 'notify'>> & {
      _meta?: McpRequest['_meta'] | undefined;
      envelope?: McpRequest['envelope'] | undefined;
      signal: DisconnectSignal;
    };
  http?:
    | { authInfo?: AuthInfo | undefined; req?: { headers: Pick<Headers, 'get'> } | undefined }
    | undefined;
}
type ElicitForm = ElicitRequestFormParams['requestedSchema'];

/** All members of a type: one that is added to it must be listed, too. */
type Listed<T> = { [Key in keyof Required<T>]: T[Key] };

const signalOf = ({ signal }: CallRequest['mcpReq']): AbortSignal | undefined =>
  signal instanceof Disconnection
    ? signal.signal
    : signal instanceof AbortSignal
      ? signal
      : undefined;

/**
 * Runs a call during which the user can be asked: then the result is the question.
 * @param resultOf converts the outcome of the call to a result
 */
export async function performFor<Value extends ProtocolResult | undefined, Result>(
  caller: Omit<Caller, 'server'> & Partial<Caller>,
  call: Call<Value>,
  context: CallRequest,
  resultOf: (outcome: CallResult<Value>) => Result,
): Promise<InputRequiredResult | Result> {
  const { server } = caller;
  const { mcpReq, http } = context;
  const principal = principalIn(caller.principal, http?.authInfo);
  const state = mcpReq.requestState?.<DecryptedState>(); // "verify" has decrypted it
  const rounds = new Rounds({
    can: () => questionTypesOf(server, mcpReq),
    call: [call.kind, call.name, call.args],
    memory: state?.memory,
    use: state?.use,
    responses: mcpReq.inputResponses,
    // Before 2026-07-28, the request of the client lasts until the answer.
    cancelled: () => (mcpReq.envelope === undefined ? signalOf(mcpReq) : undefined),
  });
  const request = requestIn(caller, context);
  const subject: Listed<CallSubject> = {
    kind: call.kind,
    step: call.step,
    name: call.name,
    isReadOnly: call.isReadOnly,
    args: call.args,
    formerNames: call.formerNames,
    accessOf: call.accessOf,
    audited: call.audited,
    provider: call.provider ?? caller.provider,
    policy: caller.policy,
    principal,
    request,
    incoming: () => ({
      id: mcpReq.id,
      meta: mcpReq._meta ?? {},
      header: readableHeader((name) => http?.req?.headers.get(name)),
    }),
    progress: mcpReq.notify && progressOf(mcpReq._meta?.progressToken, mcpReq.notify),
    log: logOf(server, mcpReq),
    questions: () => rounds,
  };
  const outcome = await performCall(subject, mcpReq.signal, call.run);
  if (rounds.open.size > 0) {
    const { provider } = caller;
    const owner = { provider, userId: principal.userId, method: mcpReq.method };
    try {
      const requestState = await encryptState(rounds.memory, owner);
      return inputRequired({ inputRequests: inputRequestsFor(rounds.open), requestState });
    } catch (error) {
      const id = requestIdOf(request);
      log('error', 'question', error, { request: id, provider, [call.kind]: call.name });
      return resultOf({ ok: false, message: `Internal error (${id})` });
    }
  }
  if (!outcome.ok && outcome.url !== undefined) {
    const { message, url } = outcome;
    // A client that was asked before and returns without a sign-in gets the message.
    if (!mcpReq.inputResponses && rounds.can.url) {
      return inputRequired({
        inputRequests: inputRequestsFor(new Map([['open', { message, url }]])),
      });
    }
  }
  return resultOf(outcome);
}

const Level = z.looseObject({ [LOG_LEVEL_META_KEY]: z.string().optional() });

/**
 * Returns the log of a call. A client states a level with each request; one of 2025-11-25 or older
 * states it in its session, if at all.
 */
function logOf(
  server: McpServer | undefined,
  { envelope, notify }: CallRequest['mcpReq'],
): CallLog | undefined {
  if (!server || !notify) return undefined;
  if (envelope === undefined)
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- only a session has them
    return server.server.getClientCapabilities() && callLog(logLevelOf(server), notify);
  const level = Level.safeParse(envelope).data?.[LOG_LEVEL_META_KEY];
  return level === undefined ? undefined : callLog(level as LogLevel, notify); // the SDK has checked it
}

/** Returns the questions to the user as MCP `InputRequests`. */
export function inputRequestsFor(questions: ReadonlyMap<string, Question>): InputRequests {
  const requests: InputRequests = {};
  for (const [key, question] of questions) {
    const { message } = question;
    requests[key] =
      'url' in question
        ? inputRequired.elicitUrl({ message, url: question.url })
        : inputRequired.elicit({ message, requestedSchema: question.form as ElicitForm });
  }
  return requests;
}

const Elicitation = z.looseObject({
  [CLIENT_CAPABILITIES_META_KEY]: z.looseObject({
    elicitation: z.looseObject({ form: z.looseObject({}), url: z.looseObject({}) }).partial(),
  }),
});

/**
 * Returns the question types of a client. It states them with each request; one of 2025-11-25 or
 * older when its session begins.
 */
function questionTypesOf(
  server: McpServer | undefined,
  { envelope }: Pick<CallRequest['mcpReq'], 'envelope'>,
): Questions['can'] {
  const elicitation =
    envelope === undefined
      ? // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only source in the protocol before 2026-07-28
        server?.server.getClientCapabilities()?.elicitation
      : Elicitation.safeParse(envelope).data?.[CLIENT_CAPABILITIES_META_KEY].elicitation;
  return questionTypes(elicitation);
}
