import type { Socket } from 'node:net';
import { endsWithin, setTimer } from '../utils/time.js';
import type { DatabaseSession, TransactionWork } from './driver.js';
import { faultOf } from './faults.js';
import { StatementStoppedError, type StopReason } from './stop-reason.js';

/** The part of a connection that a transaction needs. */
export interface Connection extends DatabaseSession {
  begin(work: TransactionWork): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** Removes what a transaction has left on the connection, before the next one. */
  reset?(): Promise<void>;
  /** Ends the running statement at the server. */
  cancel(): Promise<void>;
  /** Calls `tooLarge` once a result exceeds the limit. @returns the function that stops watching */
  watch(maxBytes: number, tooLarge: () => void): () => void;
  /** Returns the connection to its pool; a `broken` one serves no other transaction. */
  release(isBroken: boolean): void | Promise<void>;
}

/** Watches a connection whose socket serves no other user: all bytes from now on belong to one result. */
export function watchResultSize(
  stream: Socket,
  maxBytes: number,
  tooLarge: () => void,
): () => void {
  const start = stream.bytesRead;
  const onData = () => {
    if (stream.bytesRead - start > maxBytes) tooLarge();
  };
  stream.on('data', onData);
  return () => stream.off('data', onData);
}

/** The connection was lost before the transaction began. `cause` is the error of the driver. */
class NotBegunError extends Error {
  override name = 'NotBegun';
}

/**
 * Runs a transaction on a connection of a pool. It tries once more on another one, because the
 * server may have closed the first while it was idle.
 */
export async function withPooledConnection<T>(
  connect: () => Promise<Connection>,
  work: TransactionWork,
  body: (session: DatabaseSession) => Promise<T>,
): Promise<T> {
  for (let attemptsLeft = 2; ;) {
    try {
      return await runGuarded(await connect(), work, body);
    } catch (error) {
      if (!(error instanceof NotBegunError)) throw error;
      if (--attemptsLeft === 0) throw error.cause;
    }
  }
}

/**
 * Runs a transaction that ends when the client cancels, at the time limit, or if a result
 * exceeds its limit. Its connection is then closed: a late cancel must not hit the next statement
 * of another call. Nothing stops a commit that was sent, so a call did everything or nothing.
 */
async function runGuarded<T>(
  connection: Connection,
  work: TransactionWork,
  body: (session: DatabaseSession) => Promise<T>,
): Promise<T> {
  const stopper = stopperFor(connection, work);
  const { session, check, end } = statementQueue({ run: (...query) => connection.run(...query) });
  let isBroken = true;
  let isCommitting = false;
  let bodyPromise: Promise<T> | undefined;
  try {
    if (work.signal.aborted) throw new StatementStoppedError('cancelled');
    bodyPromise = connection
      .begin(work)
      .catch((error: unknown) => {
        throw faultOf(error) === 'unreachable' ? new NotBegunError('', { cause: error }) : error;
      })
      .then(() => body(session))
      .finally(end);
    const result = await Promise.race([bodyPromise, stopper.stopped]);
    stopper.settle();
    stopper.check();
    check(); // PostgreSQL has rolled back; other databases would commit a part
    isCommitting = true;
    await connection.commit();
    isBroken = await failsToReset(connection);
    return result;
  } catch (error) {
    stopper.settle();
    const stopError = await stopper.ended(bodyPromise);
    if (stopError) throw stopError;
    const isUnusable = error instanceof StatementStoppedError || error instanceof NotBegunError;
    // If it succeeds, the connection has outlived the commit that failed.
    const isLost = isUnusable || (await fails(connection.rollback()));
    if (isCommitting && !work.readOnly && (isLost || !isCommitRejection(error)))
      throw new StatementStoppedError('unknown', { cause: error });
    isBroken = isLost || (await failsToReset(connection));
    throw error;
  } finally {
    void end();
    await connection.release(isBroken);
  }
}

/** Number of repeated cancels, because a server ignores one that comes between the messages of a statement. */
const REPEATS = 3;
const REPEAT_MS = 250;

/** Cancels the running statement for the first reason to stop. */
function stopperFor(connection: Connection, { signal, timeoutMs, maxBytes }: TransactionWork) {
  let error: StatementStoppedError | undefined;
  let cancelling: Promise<unknown> | undefined;
  let reject: (error: StatementStoppedError) => void = () => {};
  const stopPromise = new Promise<never>((_, rejectPromise) => (reject = rejectPromise));
  stopPromise.catch(() => {}); // it can be rejected before it is awaited
  const stop = (reason: StopReason) => {
    if (error) return;
    error = new StatementStoppedError(reason);
    cancelling = fails(connection.cancel());
    reject(error);
  };
  const onAbort = () => stop('cancelled');
  signal.addEventListener('abort', onAbort);
  const timer = setTimer(timeoutMs, () => stop('timeout'));
  const unwatch = connection.watch(maxBytes, () => stop('too large'));
  return {
    stopped: stopPromise,
    check() {
      if (error) throw error;
    },
    settle() {
      signal.removeEventListener('abort', onAbort);
      clearTimeout(timer);
      unwatch();
    },
    /** Returns the reason to stop, once the statement has ended. */
    async ended(running: Promise<unknown> | undefined) {
      await cancelling;
      for (let repeatsLeft = REPEATS; error && running && repeatsLeft > 0; repeatsLeft--) {
        if (await endsWithin(REPEAT_MS, running)) break;
        await fails(connection.cancel());
      }
      return error;
    },
  };
}

/**
 * Codes of errors after which a commit may have been done: connection exceptions,
 * `statement_completion_unknown`, shutdown of the server, and errors of the system or of a pooler
 * (SQLSTATE).
 */
const UNKNOWN_COMMIT = /^(08|40003|57P|58|XX|ER_ERROR_DURING_COMMIT)/;

/** Returns whether an error is the response of the database to a commit: then nothing was committed. */
function isCommitRejection(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && !UNKNOWN_COMMIT.test(code);
}

const failsToReset = async (connection: Connection): Promise<boolean> =>
  connection.reset !== undefined && (await fails(connection.reset()));

const fails = (pending: Promise<unknown>): Promise<boolean> =>
  pending.then(
    () => false,
    () => true,
  );

interface StatementQueue {
  session: DatabaseSession;
  /** @throws the error of the first statement that failed, even if the caller has caught it */
  check(): void;
  end(): Promise<unknown>;
}

/**
 * Runs the statements of a transaction one after another. `end` resolves once none of them runs;
 * later ones are rejected, because the connection then serves other calls.
 */
function statementQueue({ run }: DatabaseSession): StatementQueue {
  let lastStatement: Promise<unknown> = Promise.resolve();
  let isOver = false;
  let firstFailure: { error: unknown } | undefined;
  return {
    session: {
      run(statement, values) {
        const next = lastStatement.then(() => {
          if (isOver) throw new Error('The transaction has ended.');
          return run(statement, values);
        });
        lastStatement = next.catch((error: unknown) => (firstFailure ??= { error }));
        return next;
      },
    },
    check() {
      if (firstFailure) throw firstFailure.error;
    },
    end() {
      isOver = true;
      return lastStatement;
    },
  };
}
