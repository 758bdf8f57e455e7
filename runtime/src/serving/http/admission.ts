import type { HttpLimits } from './limits.js';
import { RPC, rpcError } from './respond.js';

export interface Admitted {
  /** Waits until another call of this user may run; false where the client leaves before. */
  start(): Promise<boolean>;
  leave(): void;
}

interface User {
  admitted: number;
  running: number;
  waiting: (() => void)[];
}

/** How many requests there are at a time, of all callers and of each. */
export function admission(
  { maxRequests, maxCallsPerUser, maxQueuePerUser }: HttpLimits,
  onLimit: (status: number) => void = () => {},
) {
  const later = (status: number, message: string) => {
    onLimit(status);
    return rpcError(status, RPC.refused, message, { 'retry-after': '1' });
  };
  const users = new Map<string, User>();
  let admitted = 0;

  return (userId: string): Admitted | Response => {
    if (admitted >= maxRequests) return later(503, 'The server is busy');
    const user = users.get(userId) ?? { admitted: 0, running: 0, waiting: [] };
    if (user.admitted >= maxCallsPerUser + maxQueuePerUser)
      return later(429, 'Too many requests at the same time');
    users.set(userId, user);
    admitted++;
    user.admitted++;
    let state: 'idle' | 'waiting' | 'running' | 'left' = 'idle';
    let turn: (runs: boolean) => void = () => {};
    const run = () => {
      state = 'running';
      user.running++;
      turn(true);
    };
    return {
      async start() {
        if (user.running < maxCallsPerUser) {
          run();
          return true;
        }
        state = 'waiting';
        return new Promise<boolean>((resolve) => {
          turn = resolve;
          user.waiting.push(run);
        });
      },
      leave() {
        if (state === 'left') return;
        if (state === 'waiting') {
          user.waiting.splice(user.waiting.indexOf(run), 1);
          turn(false);
        }
        if (state === 'running') {
          user.running--;
          user.waiting.shift()?.();
        }
        state = 'left';
        admitted--;
        user.admitted--;
        if (user.admitted === 0) users.delete(userId);
      },
    };
  };
}
