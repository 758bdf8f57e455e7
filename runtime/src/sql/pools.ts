import { nodeCrypto } from '../node/node-module.js';
import { timeout } from '../utils/time.js';
import type { Login, Work } from './driver.js';
import { Stopped } from './stop-reason.js';

/** Logins at a time; beyond that, the one that is unused for the longest time is closed. */
const MOST = 50;

interface Shared<Pool> extends ReturnType<typeof fairShare> {
  pool: Pool;
}

/** A pool for each login, whose connections its users share. A new password is another login. */
export function pools<Pool>(
  size: number,
  open: (login: Login) => Pool,
  shut: (pool: Pool) => Promise<unknown>,
) {
  const known = new Map<string, Shared<Pool>>();
  return {
    get(login: Login): Shared<Pool> {
      const text = JSON.stringify([login.username, login.password]);
      const key = nodeCrypto().createHash('sha256').update(text).digest('hex');
      const shared = known.get(key) ?? { pool: open(login), ...fairShare(size) };
      known.delete(key);
      known.set(key, shared);
      if (known.size <= MOST) return shared;
      const oldest = [...known].find(([other, { isIdle }]) => other !== key && isIdle());
      if (oldest) {
        known.delete(oldest[0]);
        void shut(oldest[1].pool).catch(() => {});
      }
      return shared;
    },
    async close(): Promise<void> {
      const all = [...known.values()];
      known.clear();
      await Promise.all(all.map(({ pool }) => shut(pool)));
    },
  };
}

/** The user and the time of a transaction that needs a connection. */
type Request = Pick<Work, 'user' | 'signal' | 'timeoutMs'>;

interface Waiting {
  user: string;
  begin(): void;
}

/** A call that gets no connection within this time fails. */
const WAIT_MS = 5_000;

/** No connection in time: `code` is that of a pool. */
class Busy extends Error {
  override name = 'Busy';
  readonly code = 'POOL_TIMEOUT';
}

/**
 * Shares the connections of one login between users. A user gets another connection only while they hold fewer than are
 * free. A user who is alone therefore gets half of them, and the first call of anyone else starts at once. When a connection
 * becomes free, the waiting user who holds the fewest goes first.
 */
export function fairShare(size: number) {
  const using = new Map<string, number>();
  const waiting: Waiting[] = [];
  let free = size;

  const of = (user: string): number => using.get(user) ?? 0;
  const mayBegin = ({ user }: Pick<Waiting, 'user'>): boolean =>
    free > 0 && (of(user) < free || of(user) === 0);

  function take(user: string): void {
    free--;
    using.set(user, of(user) + 1);
  }

  function give(user: string): void {
    free++;
    if (of(user) > 1) using.set(user, of(user) - 1);
    else using.delete(user);
    for (;;) {
      const [next] = waiting.filter(mayBegin).toSorted((a, b) => of(a.user) - of(b.user));
      if (!next) return;
      take(next.user);
      waiting.splice(waiting.indexOf(next), 1);
      next.begin();
    }
  }

  /** @throws Stopped or Busy where the call ends before its turn */
  function turn({ user, signal, timeoutMs }: Request): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', leave);
        settle();
      };
      const own: Waiting = { user, begin: () => end(resolve) };
      const refuse = (error: Error) => {
        waiting.splice(waiting.indexOf(own), 1);
        end(() => reject(error));
      };
      const leave = () => refuse(new Stopped('cancelled'));
      const timer = timeout(Math.min(WAIT_MS, timeoutMs), () => refuse(new Busy()));
      signal.addEventListener('abort', leave);
      waiting.push(own);
    });
  }

  /** Runs `task` with one of the connections. */
  async function share<T>(request: Request, task: () => Promise<T>): Promise<T> {
    if (request.signal.aborted) throw new Stopped('cancelled');
    if (mayBegin(request)) take(request.user);
    else await turn(request);
    try {
      return await task();
    } finally {
      give(request.user);
    }
  }

  return { share, isIdle: () => free === size && waiting.length === 0 };
}
