/** What each exit code of the commands means. */
export const exitCodes = {
  0: 'success',
  1: 'findings, changes (`--check`), or a server or tool that failed',
  2: 'could not run: usage, conflict, not a project',
  130: 'cancelled; the message says whether files changed',
} as const;

/** Of failures. */
export type ExitCode = Exclude<keyof typeof exitCodes, 0>;
