import type { ServedRequest } from '../../provider/provider.js';
import type { Caller } from './resource.js';

/** A request in progress. */
interface Call {
  isCancelled: boolean;
  cancel(): void;
}

interface Begun extends Pick<ServedRequest, 'onCancelled'> {
  done(): void;
}

/** RequestId of MCP; anything else can be nested too deeply for `JSON.stringify`. */
const isId = (id: unknown): id is string | number =>
  typeof id === 'string' || typeof id === 'number';

/**
 * Clients of protocol 2025-11-25 and older cancel a call with a message of its own, which over stateless HTTP arrives as
 * another request. It cancels the one call in progress with the same id, token and session. Two clients with one token
 * may use the same id: then it cancels neither.
 */
export function cancellations() {
  const inProgress = new Map<string, Set<Call>>();
  const keyOf = ({ principal, token = '' }: Caller, session: string, id: string | number) =>
    JSON.stringify([principal.userId, token, session, id]);

  return {
    /** Notes a request until `done`. `session`: its id, or empty. */
    begin(caller: Caller, session: string, message: unknown): Begun {
      const id = member(message, 'id');
      if (!isId(id)) return { done: () => {} };
      const key = keyOf(caller, session, id);
      const call: Call = { isCancelled: false, cancel: () => {} };
      const same = inProgress.get(key) ?? new Set();
      inProgress.set(key, same.add(call));
      return {
        onCancelled(cancel) {
          if (call.isCancelled) cancel();
          else call.cancel = cancel;
        },
        done() {
          same.delete(call);
          if (same.size === 0) inProgress.delete(key);
        },
      };
    },

    /** Acts on a `notifications/cancelled`; ignores any other message. */
    take(caller: Caller, session: string, message: unknown): void {
      if (member(message, 'method') !== 'notifications/cancelled') return;
      const id = member(member(message, 'params'), 'requestId');
      if (!isId(id)) return;
      const [call, ...others] = inProgress.get(keyOf(caller, session, id)) ?? [];
      if (!call || others.length > 0) return;
      call.isCancelled = true;
      call.cancel();
    },
  };
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
