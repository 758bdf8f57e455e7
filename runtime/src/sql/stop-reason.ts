export type StopReason = 'cancelled' | 'timeout' | 'too large' | 'unknown';

/** The error of a call that was ended, or whose commit may have been done. */
export class Stopped extends Error {
  override name = 'Stopped';
  constructor(
    readonly reason: StopReason,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}
