import type { Session, Work } from './driver.js';
import { oneByOne } from './one-by-one.js';

/** One connection, as far as a transaction needs it. */
export interface Connection extends Session {
  begin(work: Work): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** Ends the running statement, at the server. */
  cancel(): Promise<void>;
  /** Calls `tooLarge` once a result exceeds the limit; returns what ends that. */
  watch(maxBytes: number, tooLarge: () => void): () => void;
  /** `broken`: it must not serve another transaction. */
  release(broken: boolean): void | Promise<void>;
}

export type StopReason = 'cancelled' | 'timeout' | 'too large' | 'unknown';

export class Stopped extends Error {
  override name = 'Stopped';
  constructor(
    readonly reason: StopReason,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}

/** The connection was lost before the transaction began. `cause` is the error of the driver. */
class NotBegun extends Error {
  override name = 'NotBegun';
}

/** A transaction of `guarded` on a connection of a pool: the server may have closed it while it was idle. */
export async function pooled<T>(
  connect: () => Promise<Connection>,
  work: Work,
  body: (session: Session) => Promise<T>,
): Promise<T> {
  const attempt = async () => guarded(await connect(), work, body);
  const again = async (error: unknown) => {
    if (error instanceof NotBegun) return attempt();
    throw error;
  };
  return attempt()
    .catch(again)
    .catch((error: unknown) => {
      throw error instanceof NotBegun ? error.cause : error;
    });
}

/**
 * A transaction that ends when the client cancels, at the time limit, or where a result exceeds its limit. Its connection
 * is then closed: a late cancel must not hit the next statement of another call. Nothing stops a commit that was sent, so
 * a call did everything or nothing.
 */
export async function guarded<T>(
  connection: Connection,
  work: Work,
  body: (session: Session) => Promise<T>,
): Promise<T> {
  const stopping = stops(connection, work);
  const { session, end } = oneByOne({ run: (...query) => connection.run(...query) });
  let broken = true;
  try {
    if (work.signal.aborted) throw new Stopped('cancelled');
    const running = connection
      .begin(work)
      .catch((error: unknown) => {
        throw isLost(error) ? new NotBegun('', { cause: error }) : error;
      })
      .then(() => body(session))
      .finally(end);
    const result = await Promise.race([running, stopping.stopped]);
    stopping.settle();
    stopping.check();
    await committed(connection, work);
    broken = false;
    return result;
  } catch (error) {
    stopping.settle();
    const stopped = await stopping.ended();
    if (stopped) throw stopped;
    const isOver = error instanceof Stopped || error instanceof NotBegun;
    broken = isOver || (await fails(connection.rollback()));
    throw error;
  } finally {
    void end();
    await connection.release(broken);
  }
}

/** Cancels once, for the first reason. */
function stops(connection: Connection, { signal, timeoutMs, maxBytes }: Work) {
  let error: Stopped | undefined;
  let cancelling: Promise<unknown> | undefined;
  let reject: (error: Stopped) => void = () => {};
  const stopped = new Promise<never>((_, no) => (reject = no));
  stopped.catch(() => {}); // it can be rejected before it is awaited
  const stop = (reason: StopReason) => {
    if (error) return;
    error = new Stopped(reason);
    cancelling = fails(connection.cancel());
    reject(error);
  };
  const onAbort = () => stop('cancelled');
  signal.addEventListener('abort', onAbort);
  const timer = setTimeout(() => stop('timeout'), timeoutMs);
  const unwatch = connection.watch(maxBytes, () => stop('too large'));
  return {
    stopped,
    check() {
      if (error) throw error;
    },
    settle() {
      signal.removeEventListener('abort', onAbort);
      clearTimeout(timer);
      unwatch();
    },
    /** What stopped it, once the statement has ended. */
    async ended() {
      await cancelling;
      return error;
    },
  };
}

/** A commit that fails without a message of the database may have been done. */
async function committed(connection: Connection, { readOnly }: Work): Promise<void> {
  try {
    await connection.commit();
  } catch (error) {
    const { code } = error as { code?: unknown };
    const isRejected = typeof code === 'string' && /^(\d|ER_|SQLITE_)/.test(code);
    throw readOnly || isRejected ? error : new Stopped('unknown', { cause: error });
  }
}

/** Of a system, of PostgreSQL or its pooler, of `pg`, or of `mysql2`. */
function isLost(error: unknown): boolean {
  const { code = '', message } = error as Error & { code?: string };
  return /^(ECONN|EPIPE|08|57P0[1-3]|PROTOCOL_CONNECTION_LOST)|^Connection terminated/.test(
    code || message,
  );
}

const fails = (pending: Promise<unknown>): Promise<boolean> =>
  pending.then(
    () => false,
    () => true,
  );
