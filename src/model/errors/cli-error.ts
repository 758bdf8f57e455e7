export type { ExitCode };

/**
 * Lines for a shell. `again` returns the failed command with further arguments; it is a comment if
 * the command contains a password, which is not repeated.
 */
type NextStep = (again: (...extraArguments: readonly string[]) => string) => string;

/** A failure that users are told about. Only the functions in this folder create one, each for one failure. */
export class CliError extends Error {
  override name = 'CliError';
  readonly exit: ExitCode;
  /** Structured details for programs, such as positions and lists, that the message cannot contain. */
  readonly details: object | undefined;
  /** The next step for programs, if it is not a command in the hint. */
  readonly next: NextStep | undefined;
  constructor(
    /** Stable code `area/failure` for programs. */
    readonly code: `${string}/${string}`,
    message: string,
    /** Advice on what to do next. */
    readonly hint: string,
    options?: ErrorOptions & { exit?: ExitCode; details?: object; next?: NextStep },
  ) {
    super(message, options);
    this.exit = options?.exit ?? 2;
    this.details = options?.details;
    this.next = options?.next;
  }
}

/** The meaning of each exit code. */
export const exitCodes = {
  0: 'success',
  1: 'findings, changes (`--check`), or a server or tool that failed',
  2: 'could not run: usage, conflict, not a project',
  3: 'not now (`drift`): later, after a sign-in, or after a recording',
  130: 'cancelled; the message says whether files changed',
} as const;

type ExitCode = Exclude<keyof typeof exitCodes, 0>;
