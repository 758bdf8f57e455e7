import { CLOCK_SKEW_S } from '../../identity/principal.js';
import { setTimer, unrefTimer } from '../../utils/time.js';
import type { Outgoing } from './exchange.js';
import type { HttpLimits } from './limits.js';
import type { HttpCaller } from './protected-resource.js';
import { RPC, rpcError } from './respond.js';

/** The open streams of all users. */
export interface Streams {
  /**
   * Counts a stream until it ends, at the latest with the token of the caller.
   * @returns the response to a stream that is refused
   */
  open(outgoing: Pick<Outgoing, 'once' | 'destroy'>, caller: HttpCaller): Response | undefined;
  end(): void;
}

/** Limits the responses that stay open to notify clients of changes, in total and per user. */
export function streamLimits(
  { maxStreams, maxStreamsPerUser }: HttpLimits,
  onLimit: (status: number) => void,
): Streams {
  const openStreams = new Map<Pick<Outgoing, 'destroy'>, string>();
  const refuse = (status: number, message: string) => {
    onLimit(status);
    return rpcError(status, RPC.refused, message, { 'retry-after': '60' });
  };

  return {
    open(outgoing, { principal: { userId }, verified, token }) {
      const userStreams = Array.from(openStreams.values()).filter((owner) => owner === userId);
      if (userStreams.length >= maxStreamsPerUser)
        return refuse(429, 'Too many streams at the same time');
      if (openStreams.size >= maxStreams) return refuse(503, 'The server is busy');
      openStreams.set(outgoing, userId);
      // A caller whom a proxy names has no token that could expire.
      const remainingMs =
        verified && token !== undefined
          ? (verified.expiresAt + CLOCK_SKEW_S) * 1000 - Date.now()
          : Infinity;
      const expiry = unrefTimer(setTimer(remainingMs, () => outgoing.destroy()));
      outgoing.once('close', () => {
        clearTimeout(expiry);
        openStreams.delete(outgoing);
      });
      return undefined;
    },
    end() {
      for (const outgoing of openStreams.keys()) outgoing.destroy();
    },
  };
}
