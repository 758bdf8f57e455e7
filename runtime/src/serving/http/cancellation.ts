import type { ServedRequest } from '../../provider/provider.js';
import type { Caller } from './resource.js';

/** A request in progress. */
interface Call {
  isCancelled: boolean;
  cancel(): void;
}

interface Begun extends Pick<ServedRequest, 'onCancelled'> {
  isCancelled(): boolean;
  done(): void;
}

/** RequestId of MCP; anything else can be nested too deeply for `JSON.stringify`. */
const isId = (id: unknown): id is string | number =>
  typeof id === 'string' || typeof id === 'number';

/**
 * Clients of protocol 2025-11-25 and older cancel a call with a message of its own, which over stateless HTTP arrives as
 * another request. It cancels the one call in progress with the same id and the same token. Two clients with one token
 * may use the same id: then it cancels neither.
 */
export function cancellations() {
  const inProgress = new Map<string, Set<Call>>();
  const keyOf = ({ principal, token = '' }: Caller, id: string | number) =>
    JSON.stringify([principal.userId, token, id]);

  return {
    /** Notes a request until `done`. */
    begin(caller: Caller, message: unknown): Begun {
      const id = member(message, 'id');
      if (!isId(id)) return { done: () => {}, isCancelled: () => false };
      const key = keyOf(caller, id);
      const call: Call = { isCancelled: false, cancel: () => {} };
      const same = inProgress.get(key) ?? new Set();
      inProgress.set(key, same.add(call));
      return {
        isCancelled: () => call.isCancelled,
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
    take(caller: Caller, message: unknown): void {
      if (member(message, 'method') !== 'notifications/cancelled') return;
      const id = member(member(message, 'params'), 'requestId');
      if (!isId(id)) return;
      const [call, ...others] = inProgress.get(keyOf(caller, id)) ?? [];
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
