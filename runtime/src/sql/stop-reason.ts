/** Why a statement was stopped. */
export type StopReason = 'cancelled' | 'timeout' | 'too large' | 'unknown';

/** The error of a call that was ended, or whose commit may have been done. */
export class StatementStoppedError extends Error {
  override name = 'StatementStoppedError';
  constructor(
    readonly reason: StopReason,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}
