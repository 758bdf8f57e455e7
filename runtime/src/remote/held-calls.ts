import type { Client, ElicitRequestParams, ElicitResult } from '@modelcontextprotocol/client';
import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/client';
import { ToolError } from '../provider/tool-error.js';
import { questionOf } from './asking.js';
import { HeldCall } from './held-call.js';

/** As long as the state that the caller's client carries. */
export const HELD_MS = 600_000;
/** Calls of one connection that no request waits for. */
const MOST_LEFT = 10;

/**
 * The calls that wait at servers before 2026-07-28, which ask within a call (MCP 2025-11-25, `elicitation/create`). The
 * caller's client may get a question as a result and call again with the answer; meanwhile, the call waits in this process.
 * A question does not name its call: it is put by the newest one on the connection, which has one person, if possible by one
 * that a request waits for.
 */
export function heldCalls() {
  const held = new WeakMap<Client, Map<string, HeldCall>>();

  function on(client: Client): Map<string, HeldCall> {
    const calls = held.get(client) ?? new Map<string, HeldCall>();
    held.set(client, calls);
    return calls;
  }

  return {
    /** Puts a question of the server. @throws ProtocolError where nobody can be asked */
    async answer(client: Client, params: ElicitRequestParams): Promise<ElicitResult> {
      const calls = [...on(client).values()];
      const call = calls.findLast(({ isLeft }) => !isLeft) ?? calls.at(-1);
      if (call) return call.ask(questionOf(params));
      throw new ProtocolError(
        ProtocolErrorCode.InvalidRequest,
        'The user cannot be asked during this call.',
      );
    },

    /** @throws ToolError where the call does not wait any more */
    find(client: Client, id: string): HeldCall {
      const call = on(client).get(id);
      if (!call) throw expired();
      return call;
    },

    /** Gives up the oldest calls where too many were left. */
    begin(client: Client, id: string, send: (call: HeldCall) => Promise<unknown>): HeldCall {
      const calls = on(client);
      const left = [...calls.values()].filter(({ isLeft }) => isLeft);
      for (const call of left.slice(0, -MOST_LEFT)) call.abort(expired());
      const call = new HeldCall(send);
      calls.set(id, call);
      const timer = setTimeout(() => call.abort(expired()), HELD_MS).unref();
      void call.ended.then(() => {
        clearTimeout(timer);
        calls.delete(id);
      });
      return call;
    },
  };
}

const expired = () => new ToolError('The server no longer waits for this answer. Call again.');
