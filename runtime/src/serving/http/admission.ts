import type { HttpLimits } from './limits.js';
import { RPC, rpcError } from './respond.js';

export interface Admitted {
  /** Waits until so many more calls of this user may run; false where its turn ends before. Or refuses them. */
  start(calls: number): Promise<boolean> | Response;
  /** Counts memory that the request takes, until it leaves; or refuses it. */
  hold(bytes: number): Response | undefined;
  /** Notes code of its calls: they count as running until it has ended, also after the client has left. */
  running(code: Promise<unknown>): void;
  /** Ends the turn; what the request holds is still counted. */
  endTurn(): void;
  leave(): void;
}

/**
 * Idle users that stay. An entry that comes and goes with each request makes the map build its table again and again, and
 * an old table keeps what is in the next one until the next full collection.
 */
const IDLE_USERS = 1_000;

interface User {
  admitted: number;
  /** In bytes. */
  held: number;
  running: number;
  waiting: { calls: number; run(): void }[];
}

/** How many requests there are at a time, and what they hold, of all callers and of each. */
export function admission(
  { maxRequests, maxCallsPerUser, maxQueuePerUser, maxBufferedBytes, maxRequestBytes }: HttpLimits,
  onLimit: (status: number) => void,
) {
  /** No user can take what the others need; a large body of text, whose value can take twice its size, always fits. */
  const maxHeldPerUser = Math.max(maxBufferedBytes / 4, maxRequestBytes * 4);
  const later = (status: number, message: string) => {
    onLimit(status);
    return rpcError(status, RPC.refused, message, { 'retry-after': '1' });
  };
  const tooMany = () => later(429, 'Too many requests at the same time');
  /** A full queue takes no calls, but the messages that cancel them. */
  const spare = maxCallsPerUser;
  const tooLarge = () => {
    onLimit(413);
    return rpcError(413, RPC.refused, 'The request body has too many values');
  };
  const users = new Map<string, User>();
  let admitted = 0;
  let held = 0;

  function admit(userId: string): Admitted | Response {
    if (admitted >= maxRequests) return later(503, 'The server is busy');
    const user = users.get(userId) ?? { admitted: 0, held: 0, running: 0, waiting: [] };
    if (user.admitted >= maxCallsPerUser + maxQueuePerUser + spare) return tooMany();
    users.set(userId, user);
    admitted++;
    user.admitted++;
    let own = 0;
    let places = 0;
    /** How much code uses them. */
    let open = 0;
    let state: 'idle' | 'waiting' | 'running' | 'left' = 'idle';
    let begin: (runs: boolean) => void = () => {};
    const turn = {
      calls: 0,
      run() {
        state = 'running';
        places = turn.calls;
        user.running += places;
        begin(true);
      },
    };
    const mayRun = (next: typeof turn | undefined) =>
      next !== undefined && user.running + next.calls <= maxCallsPerUser;
    const take = (bytes: number) => {
      own += bytes;
      held += bytes;
      user.held += bytes;
    };
    function endTurn(): void {
      if (state === 'left') return;
      if (state === 'waiting') {
        user.waiting.splice(user.waiting.indexOf(turn), 1);
        begin(false);
      }
      state = 'left';
      admitted--;
      user.admitted--;
      freePlaces();
    }
    function freePlaces(): void {
      if (state !== 'left' || open > 0) return;
      user.running -= places;
      places = 0;
      while (mayRun(user.waiting[0])) user.waiting.shift()?.run();
      const isIdle = user.admitted === 0 && user.held === 0 && user.running === 0;
      if (isIdle && users.size > IDLE_USERS && users.get(userId) === user) users.delete(userId);
    }
    return {
      start(calls) {
        if (calls > maxCallsPerUser)
          return rpcError(400, RPC.refused, `The batch has more than ${maxCallsPerUser} calls`);
        turn.calls = calls;
        if (user.waiting.length === 0 && mayRun(turn)) {
          turn.run();
          return Promise.resolve(true);
        }
        if (user.waiting.length >= maxQueuePerUser) return tooMany();
        state = 'waiting';
        return new Promise<boolean>((resolve) => {
          begin = resolve;
          user.waiting.push(turn);
        });
      },
      hold(bytes) {
        take(bytes);
        if (own > maxHeldPerUser) return tooLarge();
        if (held > maxBufferedBytes) return later(503, 'The server is busy');
        if (user.held > maxHeldPerUser) return later(429, 'Too much data at the same time');
        return undefined;
      },
      running(code) {
        open++;
        const ended = () => {
          open--;
          freePlaces();
        };
        code.then(ended, ended);
      },
      endTurn,
      leave() {
        take(-own);
        endTurn();
        freePlaces();
      },
    };
  }

  return {
    admit,
    /** Calls that wait begin, however many there are: they end at once where the server stops. */
    beginAll() {
      for (const { waiting } of users.values()) for (const turn of waiting.splice(0)) turn.run();
    },
  };
}
