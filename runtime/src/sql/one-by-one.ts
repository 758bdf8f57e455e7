import type { Session } from './driver.js';

export interface Statements {
  session: Session;
  /** @throws the error of the first statement that failed, even if the caller has caught it */
  check(): void;
  end(): Promise<unknown>;
}

/**
 * The statements of a transaction, one after another. `end` resolves once none of them runs; later ones are rejected,
 * because the connection then serves other calls.
 */
export function oneByOne({ run }: Session): Statements {
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
