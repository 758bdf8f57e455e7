import type { Session } from './driver.js';

/**
 * The statements of a transaction, one after another. `end` resolves once none of them runs; later ones are rejected,
 * because the connection then serves other calls.
 */
export function oneByOne({ run }: Session): { session: Session; end(): Promise<unknown> } {
  let last: Promise<unknown> = Promise.resolve();
  let isOver = false;
  return {
    session: {
      run(statement, values) {
        const next = last.then(() => {
          if (isOver) throw new Error('The transaction has ended.');
          return run(statement, values);
        });
        last = next.catch(() => {});
        return next;
      },
    },
    end() {
      isOver = true;
      return last;
    },
  };
}
