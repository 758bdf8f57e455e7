import { randomUUID } from 'node:crypto';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';
import { type Call, type CallSubject, type Outcome, perform } from '../../call/call.js';
import type { CallLimit } from '../../call/call-limit.js';
import { callLog, levelOf } from '../../call/call-log.js';
import { ToolError } from '../../call/define.js';
import type { WholeResult } from '../../call/definitions.js';
import {
  type Parse,
  type Question,
  type Questions,
  RefusedError,
} from '../../call/elicitation/questions.js';
import { type Incoming, readableHeader } from '../../call/middleware.js';
import { requestOf } from '../../call/served-request.js';
import { principalIn } from '../../provider/sdk-line.js';
import { abilities, progressOf } from '../client.js';

export type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** Whose call it is. */
export interface Caller extends Pick<CallSubject, 'provider' | 'principal' | 'policy' | 'request'> {
  server: McpServer;
}

/** The request itself, where that of the server is the one that began its session. */
export const requestIn = (
  { request }: Pick<Caller, 'request'>,
  { requestInfo }: Pick<Extra, 'requestInfo'>,
) => requestOf(request, requestInfo?.headers['x-request-id']);

/** Runs a call, in which the person can be asked. */
export function performFor<Value extends WholeResult | undefined>(
  { server, request: made, ...caller }: Caller,
  { run, ...subject }: Call<Value>,
  extra: Extra,
): Promise<Outcome<Value>> {
  const questions = (limit: CallLimit) => inSession(server, limit);
  const request = requestIn({ request: made }, extra);
  const whole = {
    ...caller,
    ...subject,
    principal: principalIn(caller.principal, extra.authInfo),
    request,
    incoming: () => incomingOf(extra),
    progress: progressOf(extra._meta?.progressToken, extra.sendNotification),
    log: server.server.getClientCapabilities() && callLog(levelOf(server), extra.sendNotification),
    questions,
  };
  return perform(whole, extra.signal, run);
}

const incomingOf = ({ requestId, _meta, requestInfo }: Extra): Incoming => ({
  id: requestId,
  meta: _meta ?? {},
  header: readableHeader((name) => {
    const value = requestInfo?.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(', ') : value;
  }),
});

/** A response can be wrong; a person who enters the same again and again is not asked for ever. */
const MOST_ATTEMPTS = 3;
const ANSWER_MS = 600_000;

/** Questions in a session: the call waits. Over stateless HTTP there is no session. */
function inSession({ server }: McpServer, limit: CallLimit): Questions {
  const send = (question: Question) =>
    server.elicitInput(
      'url' in question
        ? { mode: 'url', elicitationId: randomUUID(), ...question }
        : { mode: 'form', message: question.message, requestedSchema: question.form as never },
      { signal: limit.signal, timeout: ANSWER_MS },
    );
  return {
    get can() {
      return abilities(server.getClientCapabilities()?.elicitation);
    },
    async put<T>(question: Question, parse: Parse<T>) {
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
        const { action, content = {} } = await limit.paused(() => send(question));
        if (action !== 'accept') throw new RefusedError(action);
        const value = parse(content);
        if (value !== undefined) return value;
      }
      throw new ToolError('The response of the user does not fit the form.');
    },
    once: (_key, task) => task(),
  };
}
