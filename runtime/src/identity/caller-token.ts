import { AsyncLocalStorage } from 'node:async_hooks';
import type { UserId } from './principal.js';

/** The access token of a caller, accepted by the verifier. */
interface CallerToken {
  userId: UserId;
  token: string;
}

/** Created with the first authentication that needs it, because it slows each `await` of the process. */
let callerTokens: AsyncLocalStorage<CallerToken> | undefined;

/** Makes the access token of a caller available to the code of later requests. */
export function enableCallerTokens(): void {
  callerTokens ??= new AsyncLocalStorage();
}

/** Runs the code of a caller's request with their token. */
export const withCallerToken = <T>(
  { principal: { userId }, token }: { principal: { userId: UserId }; token?: string },
  run: () => T,
): T => (callerTokens && token !== undefined ? callerTokens.run({ userId, token }, run) : run());

/** Returns the token with which this user has sent the current request. */
export function callerToken(userId: UserId): string | undefined {
  const current = callerTokens?.getStore();
  return current?.userId === userId ? current.token : undefined;
}
