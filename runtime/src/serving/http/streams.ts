import { CLOCK_SKEW_S } from '../../identity/principal.js';
import { timeout, unrefTimer } from '../../utils/time.js';
import type { Outgoing } from './exchange.js';
import type { HttpLimits } from './limits.js';
import type { Caller } from './resource.js';
import { RPC, rpcError } from './respond.js';

export interface Streams {
  /** Counts a stream until it ends, at the latest with the token of the caller; or refuses it. */
  open(outgoing: Pick<Outgoing, 'once' | 'destroy'>, caller: Caller): Response | undefined;
  end(): void;
}

/** Responses that last, to tell a client of changes. How many there are, of all callers and of each. */
export function streamLimits(
  { maxStreams, maxStreamsPerUser }: HttpLimits,
  onLimit: (status: number) => void,
): Streams {
  const open = new Map<Pick<Outgoing, 'destroy'>, string>();
  const refuse = (status: number, message: string) => {
    onLimit(status);
    return rpcError(status, RPC.refused, message, { 'retry-after': '60' });
  };

  return {
    open(outgoing, { principal: { userId }, verified, token }) {
      const own = Array.from(open.values()).filter((owner) => owner === userId);
      if (own.length >= maxStreamsPerUser) return refuse(429, 'Too many streams at the same time');
      if (open.size >= maxStreams) return refuse(503, 'The server is busy');
      open.set(outgoing, userId);
      // Whom a proxy names has no token that could end.
      const left =
        verified && token !== undefined
          ? (verified.expiresAt + CLOCK_SKEW_S) * 1000 - Date.now()
          : Infinity;
      const expiry = unrefTimer(timeout(left, () => outgoing.destroy()));
      outgoing.once('close', () => {
        clearTimeout(expiry);
        open.delete(outgoing);
      });
      return undefined;
    },
    end() {
      for (const outgoing of open.keys()) outgoing.destroy();
    },
  };
}
