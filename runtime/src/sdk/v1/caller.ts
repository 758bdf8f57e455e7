import { randomUUID } from 'node:crypto';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';
import { type Call, type CallResult, type CallSubject, performCall } from '../../call/call.js';
import type { CallLimit } from '../../call/call-limit.js';
import { callLog, logLevelOf } from '../../call/call-log.js';
import type { ProtocolResult } from '../../call/define/definitions.js';
import {
  type Parse,
  type Question,
  type Questions,
  RefusedError,
} from '../../call/elicitation/questions.js';
import { type MessageData, readableHeader } from '../../call/middleware.js';
import { ToolError } from '../../call/result/tool-error.js';
import { requestOf } from '../../call/served-request.js';
import { principalIn } from '../../provider/sdk-line.js';
import { progressOf, questionTypes } from '../client.js';

/** What version 1 of the SDK passes to handlers beside the request. */
export type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** The origin of a call: server, principal and policy. */
export interface Caller extends Pick<CallSubject, 'provider' | 'principal' | 'policy' | 'request'> {
  server: McpServer;
}

/** Returns the HTTP request of a call. The request of the server can be the one that began its session. */
export const requestIn = (
  { request }: Pick<Caller, 'request'>,
  { requestInfo }: Pick<Extra, 'requestInfo'>,
) => requestOf(request, requestInfo?.headers['x-request-id']);

/** Runs a call during which the user can be asked. */
export function performFor<Value extends ProtocolResult | undefined>(
  { server, request: serverRequest, ...caller }: Caller,
  { run, ...subject }: Call<Value>,
  extra: Extra,
): Promise<CallResult<Value>> {
  const questions = (limit: CallLimit) => sessionQuestions(server, limit);
  const request = requestIn({ request: serverRequest }, extra);
  const fullCall = {
    ...caller,
    ...subject,
    principal: principalIn(caller.principal, extra.authInfo),
    request,
    incoming: () => incomingOf(extra),
    progress: progressOf(extra._meta?.progressToken, extra.sendNotification),
    log:
      server.server.getClientCapabilities() && callLog(logLevelOf(server), extra.sendNotification),
    questions,
  };
  return performCall(fullCall, extra.signal, run);
}

const incomingOf = ({ requestId, _meta, requestInfo }: Extra): MessageData => ({
  id: requestId,
  meta: _meta ?? {},
  header: readableHeader((name) => {
    const value = requestInfo?.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(', ') : value;
  }),
});

/** Attempts per question: a response can be wrong, but a user who always enters the same is not asked forever. */
const MAX_ATTEMPTS = 3;
const ANSWER_MS = 600_000;

/** Asks questions in a session: the call waits. Over stateless HTTP there is no session. */
function sessionQuestions({ server }: McpServer, limit: CallLimit): Questions {
  const send = (question: Question) =>
    server.elicitInput(
      'url' in question
        ? { mode: 'url', elicitationId: randomUUID(), ...question }
        : { mode: 'form', message: question.message, requestedSchema: question.form as never },
      { signal: limit.signal, timeout: ANSWER_MS },
    );
  return {
    get can() {
      return questionTypes(server.getClientCapabilities()?.elicitation);
    },
    async put<T>(question: Question, parse: Parse<T>) {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
        const { action, content = {} } = await limit.pauseWhile(() => send(question));
        if (action !== 'accept') throw new RefusedError(action);
        const value = parse(content);
        if (value !== undefined) return value;
      }
      throw new ToolError('The response of the user does not fit the form.');
    },
    once: (_key, task) => task(),
  };
}
