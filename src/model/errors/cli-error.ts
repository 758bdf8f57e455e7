export type { ExitCode };

/**
 * Lines of a shell. `again` is the command that failed, with further words; as a comment where it contains a password, which
 * is not repeated.
 */
type NextStep = (again: (...words: readonly string[]) => string) => string;

/** A failure that people are told about. Made only by the functions beside this file, one for each failure. */
export class CliError extends Error {
  override name = 'CliError';
  /** The same for programs, where a message cannot hold it: positions, lists. */
  readonly details: object | undefined;
  /** The next step for programs, where it is not a command in the hint. */
  readonly next: NextStep | undefined;
  constructor(
    /** `area/failure`, for programs. */
    readonly code: `${string}/${string}`,
    message: string,
    /** What to do next. */
    readonly hint: string,
    readonly exit: ExitCode = 2,
    options?: ErrorOptions & { details?: object; next?: NextStep },
  ) {
    super(message, options);
    this.details = options?.details;
    this.next = options?.next;
  }
}

/** What each exit code of the commands means. */
export const exitCodes = {
  0: 'success',
  1: 'findings, changes (`--check`), or a server or tool that failed',
  2: 'could not run: usage, conflict, not a project',
  130: 'cancelled; the message says whether files changed',
} as const;

type ExitCode = Exclude<keyof typeof exitCodes, 0>;
