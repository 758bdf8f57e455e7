import type { Client, ElicitRequestParams, ElicitResult } from '@modelcontextprotocol/client';
import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/client';
import { ToolError } from '../provider/tool-error.js';
import { questionOf } from './asking.js';
import { HeldCall } from './held-call.js';

/** As long as the state that the caller's client carries. */
export const HELD_MS = 600_000;
/** Of one connection. */
const MOST_HELD = 10;

/**
 * The calls that wait at servers before 2026-07-28, which ask within a call (MCP 2025-11-25, `elicitation/create`). The
 * caller's client may get a question as a result and call again with the answer; meanwhile, the call waits in this process.
 * A question does not name its call: it is put to whoever made the newest one on the connection, which has one person.
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
      const call = [...on(client).values()].at(-1);
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

    /** @throws ToolError where too many wait */
    begin(client: Client, id: string, send: (call: HeldCall) => Promise<unknown>): HeldCall {
      const calls = on(client);
      if (calls.size >= MOST_HELD)
        throw new ToolError('Too many calls wait for answers. Answer or cancel them first.');
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
