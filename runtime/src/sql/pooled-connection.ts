import type { Socket } from 'node:net';
import { endsWithin, timeout } from '../utils/time.js';
import type { Session, Work } from './driver.js';
import { faultOf } from './faults.js';
import { Stopped, type StopReason } from './stop-reason.js';

/** One connection, as far as a transaction needs it. */
export interface Connection extends Session {
  begin(work: Work): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** Between two transactions: removes what the first has left on the connection. */
  reset?(): Promise<void>;
  /** Ends the running statement, at the server. */
  cancel(): Promise<void>;
  /** Calls `tooLarge` once a result exceeds the limit; returns what ends that. */
  watch(maxBytes: number, tooLarge: () => void): () => void;
  /** `broken`: it must not serve another transaction. */
  release(broken: boolean): void | Promise<void>;
}

/** `watch` of a connection whose socket serves nobody else: from now on, what comes is one result. */
export function whereTooLarge(stream: Socket, maxBytes: number, tooLarge: () => void): () => void {
  const start = stream.bytesRead;
  const onData = () => {
    if (stream.bytesRead - start > maxBytes) tooLarge();
  };
  stream.on('data', onData);
  return () => stream.off('data', onData);
}

/** The connection was lost before the transaction began. `cause` is the error of the driver. */
class NotBegun extends Error {
  override name = 'NotBegun';
}

/** A transaction on a connection of a pool: the server may have closed it while it was idle. */
export async function withPooledConnection<T>(
  connect: () => Promise<Connection>,
  work: Work,
  body: (session: Session) => Promise<T>,
): Promise<T> {
  for (let left = 2; ;) {
    try {
      return await guarded(await connect(), work, body);
    } catch (error) {
      if (!(error instanceof NotBegun)) throw error;
      if (--left === 0) throw error.cause;
    }
  }
}

/**
 * A transaction that ends when the client cancels, at the time limit, or where a result exceeds its limit. Its connection
 * is then closed: a late cancel must not hit the next statement of another call. Nothing stops a commit that was sent, so
 * a call did everything or nothing.
 */
async function guarded<T>(
  connection: Connection,
  work: Work,
  body: (session: Session) => Promise<T>,
): Promise<T> {
  const stopping = stops(connection, work);
  const { session, check, end } = oneByOne({ run: (...query) => connection.run(...query) });
  let broken = true;
  let isCommitting = false;
  let running: Promise<T> | undefined;
  try {
    if (work.signal.aborted) throw new Stopped('cancelled');
    running = connection
      .begin(work)
      .catch((error: unknown) => {
        throw faultOf(error) === 'unreachable' ? new NotBegun('', { cause: error }) : error;
      })
      .then(() => body(session))
      .finally(end);
    const result = await Promise.race([running, stopping.stopped]);
    stopping.settle();
    stopping.check();
    check(); // PostgreSQL has rolled back; other databases would commit a part
    isCommitting = true;
    await connection.commit();
    broken = await cannotBeReset(connection);
    return result;
  } catch (error) {
    stopping.settle();
    const stopped = await stopping.ended(running);
    if (stopped) throw stopped;
    const isOver = error instanceof Stopped || error instanceof NotBegun;
    // Where it succeeds, the connection has outlived the commit that failed.
    const isLost = isOver || (await fails(connection.rollback()));
    if (isCommitting && !work.readOnly && (isLost || !isAnswer(error)))
      throw new Stopped('unknown', { cause: error });
    broken = isLost || (await cannotBeReset(connection));
    throw error;
  } finally {
    void end();
    await connection.release(broken);
  }
}

/** A server ignores a cancel that comes between the messages of a statement. */
const REPEATS = 3;
const REPEAT_MS = 250;

/** Cancels for the first reason. */
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
  const timer = timeout(timeoutMs, () => stop('timeout'));
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
    async ended(running: Promise<unknown> | undefined) {
      await cancelling;
      for (let left = REPEATS; error && running && left > 0; left--) {
        if (await endsWithin(REPEAT_MS, running)) break;
        await fails(connection.cancel());
      }
      return error;
    },
  };
}

/**
 * Of an error after which a commit may have been done. SQLSTATE: connection exceptions, `statement_completion_unknown`,
 * shutdown of the server, and errors of the system or of a pooler.
 */
const LEAVES_OPEN = /^(08|40003|57P|58|XX|ER_ERROR_DURING_COMMIT)/;

/** Whether an error is the answer of the database to a commit: then nothing was committed. */
function isAnswer(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && !LEAVES_OPEN.test(code);
}

const cannotBeReset = async (connection: Connection): Promise<boolean> =>
  connection.reset !== undefined && (await fails(connection.reset()));

const fails = (pending: Promise<unknown>): Promise<boolean> =>
  pending.then(
    () => false,
    () => true,
  );

interface Statements {
  session: Session;
  /** @throws the error of the first statement that failed, even if the caller has caught it */
  check(): void;
  end(): Promise<unknown>;
}

/**
 * The statements of a transaction, one after another. `end` resolves once none of them runs; later ones are rejected,
 * because the connection then serves other calls.
 */
function oneByOne({ run }: Session): Statements {
  let last: Promise<unknown> = Promise.resolve();
  let isOver = false;
  let failed: { error: unknown } | undefined;
  return {
    session: {
      run(statement, values) {
        const next = last.then(() => {
          if (isOver) throw new Error('The transaction has ended.');
          return run(statement, values);
        });
        last = next.catch((error: unknown) => (failed ??= { error }));
        return next;
      },
    },
    check() {
      if (failed) throw failed.error;
    },
    end() {
      isOver = true;
      return last;
    },
  };
}
