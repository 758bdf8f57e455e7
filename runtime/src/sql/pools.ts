import { nodeCrypto } from '../node/node-module.js';
import { setTimer } from '../utils/time.js';
import type { Login, TransactionWork } from './driver.js';
import { StatementStoppedError } from './stop-reason.js';

/** Limit of logins with a pool; beyond it, the pool that is unused for the longest time is closed. */
const MAX_LOGINS = 50;

interface SharedPool<Pool> extends ReturnType<typeof fairShare> {
  pool: Pool;
}

/** Keeps a pool for each login, whose connections its users share. A new password is another login. */
export function loginPools<Pool>(
  size: number,
  open: (login: Login) => Pool,
  closePool: (pool: Pool) => Promise<unknown>,
) {
  const poolsByLogin = new Map<string, SharedPool<Pool>>();
  return {
    get(login: Login): SharedPool<Pool> {
      const text = JSON.stringify([login.username, login.password]);
      const key = nodeCrypto().createHash('sha256').update(text).digest('hex');
      const shared = poolsByLogin.get(key) ?? { pool: open(login), ...fairShare(size) };
      poolsByLogin.delete(key);
      poolsByLogin.set(key, shared);
      if (poolsByLogin.size <= MAX_LOGINS) return shared;
      const oldest = [...poolsByLogin].find(([other, { isIdle }]) => other !== key && isIdle());
      if (oldest) {
        poolsByLogin.delete(oldest[0]);
        void closePool(oldest[1].pool).catch(() => {});
      }
      return shared;
    },
    async close(): Promise<void> {
      const openPools = [...poolsByLogin.values()];
      poolsByLogin.clear();
      await Promise.all(openPools.map(({ pool }) => closePool(pool)));
    },
  };
}

/** The user and the time limit of a transaction that needs a connection. */
type ConnectionRequest = Pick<TransactionWork, 'user' | 'signal' | 'timeoutMs'>;

interface QueuedRequest {
  user: string;
  begin(): void;
}

/** A call that gets no connection within this time fails. */
const WAIT_MS = 5_000;

/** The error of a call that gets no connection in time; `code` is that of a pool. */
class PoolBusyError extends Error {
  override name = 'Busy';
  readonly code = 'POOL_TIMEOUT';
}

/**
 * Shares the connections of one login between users. A user gets another connection only while the
 * user holds fewer than are free. A single user therefore gets half of them, and the first call of
 * anyone else starts at once. When a connection becomes free, the waiting user who holds the fewest
 * goes first.
 */
export function fairShare(size: number) {
  const connectionsByUser = new Map<string, number>();
  const queue: QueuedRequest[] = [];
  let free = size;

  const connectionsOf = (user: string): number => connectionsByUser.get(user) ?? 0;
  const mayBegin = ({ user }: Pick<QueuedRequest, 'user'>): boolean =>
    free > 0 && (connectionsOf(user) < free || connectionsOf(user) === 0);

  function acquire(user: string): void {
    free--;
    connectionsByUser.set(user, connectionsOf(user) + 1);
  }

  function release(user: string): void {
    free++;
    if (connectionsOf(user) > 1) connectionsByUser.set(user, connectionsOf(user) - 1);
    else connectionsByUser.delete(user);
    for (;;) {
      const [next] = queue
        .filter(mayBegin)
        .toSorted((a, b) => connectionsOf(a.user) - connectionsOf(b.user));
      if (!next) return;
      acquire(next.user);
      queue.splice(queue.indexOf(next), 1);
      next.begin();
    }
  }

  /** Waits until the user gets a connection. @throws StatementStoppedError or PoolBusyError if the call ends before its turn */
  function waitForTurn({ user, signal, timeoutMs }: ConnectionRequest): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        settle();
      };
      const entry: QueuedRequest = { user, begin: () => end(resolve) };
      const refuse = (error: Error) => {
        queue.splice(queue.indexOf(entry), 1);
        end(() => reject(error));
      };
      const onAbort = () => refuse(new StatementStoppedError('cancelled'));
      const timer = setTimer(Math.min(WAIT_MS, timeoutMs), () => refuse(new PoolBusyError()));
      signal.addEventListener('abort', onAbort);
      queue.push(entry);
    });
  }

  /** Runs `task` with one of the connections. */
  async function share<T>(request: ConnectionRequest, task: () => Promise<T>): Promise<T> {
    if (request.signal.aborted) throw new StatementStoppedError('cancelled');
    if (mayBegin(request)) acquire(request.user);
    else await waitForTurn(request);
    try {
      return await task();
    } finally {
      release(request.user);
    }
  }

  return { share, isIdle: () => free === size && queue.length === 0 };
}
