import type { ExitCode } from './exit-codes.js';

export type { ExitCode };

/** A failure that people are told about. Made only by the functions beside this file, one for each failure. */
export class CliError extends Error {
  override name = 'CliError';
  /** The same for programs, where a message cannot hold it: positions, lists. */
  readonly details: object | undefined;
  constructor(
    /** `area/failure`, for programs. */
    readonly code: `${string}/${string}`,
    message: string,
    /** What to do next. */
    readonly hint: string,
    readonly exit: ExitCode = 2,
    options?: ErrorOptions & { details?: object },
  ) {
    super(message, options);
    this.details = options?.details;
  }
}
