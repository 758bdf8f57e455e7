import { AsyncLocalStorage } from 'node:async_hooks';
import type { Client, ElicitRequestParams, ElicitResult } from '@modelcontextprotocol/client';
import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/client';
import { ToolError } from '../provider/tool-error.js';
import { questionOf } from './client-questions.js';
import { HeldCall } from './held-call.js';

/** As long as the state that the caller's client carries. */
export const HELD_MS = 600_000;
/** Calls of one connection that no request waits for. */
const MOST_LEFT = 10;
/** A program that goes on with a call that was cancelled asks its next question within this time. */
const DOUBT_MS = 60_000;

/**
 * The calls that wait at servers before 2026-07-28, which ask within a call (MCP 2025-11-25, `elicitation/create`). The
 * caller's client may get a question as a result and call again with the answer; meanwhile, the call waits in this process.
 * Over HTTP, a question comes in the response of its call. A program's question does not name its call: it is put by the
 * newest one on the connection, which has one person, if possible by one that a request waits for; by none where it can be of
 * a call that was cancelled.
 */
export function heldCalls(provider: string) {
  const held = new WeakMap<Client, Map<string, HeldCall>>();
  /** When the last call of a connection was cancelled, in milliseconds of `performance`. */
  const cancelledAt = new WeakMap<Client, number>();
  /** The call in whose response a message comes. */
  const current = new AsyncLocalStorage<HeldCall>();

  function on(client: Client): Map<string, HeldCall> {
    const calls = held.get(client) ?? new Map<string, HeldCall>();
    held.set(client, calls);
    return calls;
  }

  function newest(client: Client): HeldCall | undefined {
    const calls = [...on(client).values()];
    const isDoubtful = performance.now() < (cancelledAt.get(client) ?? -Infinity) + DOUBT_MS;
    if (isDoubtful && calls.length > 0)
      throw refused('This question can be of a call that was cancelled. Call again in a minute.');
    return calls.findLast(({ isLeft }) => !isLeft) ?? calls.at(-1);
  }

  return {
    /** Puts a question of the server. @throws ProtocolError where nobody can be asked */
    async answer(client: Client, params: ElicitRequestParams): Promise<ElicitResult> {
      const call = current.getStore() ?? newest(client);
      if (call) return call.ask(questionOf(provider, params));
      throw refused('The user cannot be asked during this call.');
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
      const call = new HeldCall((started) => current.run(started, send, started));
      calls.set(id, call);
      call.signal.addEventListener('abort', () => cancelledAt.set(client, performance.now()));
      const timer = setTimeout(() => call.abort(expired()), HELD_MS).unref();
      void call.ended.then(() => {
        clearTimeout(timer);
        calls.delete(id);
      });
      return call;
    },
  };
}

const refused = (message: string) => new ProtocolError(ProtocolErrorCode.InvalidRequest, message);

const expired = () => new ToolError('The server no longer waits for this answer. Call again.');
