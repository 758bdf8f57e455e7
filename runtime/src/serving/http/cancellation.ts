import type { ServedRequest } from '../../call/served-request.js';
import { InProgress } from '../../utils/in-progress.js';
import { isMethod } from '../../utils/json-rpc.js';
import type { HttpCaller } from './protected-resource.js';

/** A request in progress that a client can cancel. */
interface CancellableCall {
  userId: string;
  token: string;
  session: string;
  id: unknown;
  isCancelled: boolean;
  cancel?(): void;
}

interface TrackedCall extends Pick<ServedRequest, 'onCancelled'> {
  done(): void;
}

/**
 * Clients of protocol 2025-11-25 and older cancel a call with a separate message, which over stateless HTTP
 * arrives as another request. It cancels the one call in progress with the same id, token and session. Two clients
 * with one token may use the same id: then it cancels neither.
 */
export function cancellableCalls() {
  const inProgress = new InProgress<CancellableCall>();

  return {
    /** Tracks a request until `done`. `session` is its id, or empty. */
    track({ principal, token = '' }: HttpCaller, session: string, message: unknown): TrackedCall {
      const id = member(message, 'id');
      const { userId } = principal;
      const call = inProgress.add({ userId, token, session, id, isCancelled: false });
      return {
        onCancelled(cancel) {
          if (call.isCancelled) cancel();
          else call.cancel = cancel;
        },
        done: () => inProgress.remove(call),
      };
    },

    /** Cancels the call that a `notifications/cancelled` names; ignores other messages. */
    cancelFor({ principal, token = '' }: HttpCaller, session: string, message: unknown): void {
      if (!isMethod(message, 'notifications/cancelled')) return;
      const id = member(member(message, 'params'), 'requestId');
      if (id === undefined) return;
      const [call, ...others] = Array.from(inProgress).filter(
        (runningCall) =>
          runningCall.id === id &&
          runningCall.userId === principal.userId &&
          runningCall.token === token &&
          runningCall.session === session,
      );
      if (!call || others.length > 0) return;
      call.isCancelled = true;
      call.cancel?.();
    },
  };
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
