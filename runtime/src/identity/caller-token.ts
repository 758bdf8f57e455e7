import { AsyncLocalStorage } from 'node:async_hooks';
import type { UserId } from './principal.js';

/** The access token with which a caller has come, as their verifier has accepted it. */
interface CallerToken {
  userId: UserId;
  token: string;
}

/** Made with the first authentication that needs it: it costs each `await` of the process. */
let tokens: AsyncLocalStorage<CallerToken> | undefined;

/** From now on, what a request starts can use the access token of its caller. */
export function keepCallerTokens(): void {
  tokens ??= new AsyncLocalStorage();
}

/** Runs what a caller has asked for. */
export const withCallerToken = <T>(
  { principal: { userId }, token }: { principal: { userId: UserId }; token?: string },
  run: () => T,
): T => (tokens && token !== undefined ? tokens.run({ userId, token }, run) : run());

/** The token with which this user has made the request that runs now. */
export function callerToken(userId: UserId): string | undefined {
  const current = tokens?.getStore();
  return current?.userId === userId ? current.token : undefined;
}
