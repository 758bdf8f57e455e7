/** Lines that are empty, or only name the file of a log. */
const NO_REASON = /^\s*$|^npm (error|ERR!)( A complete log|\s*$)|[\\/]_logs[\\/]/;

/** A line with an error: of JavaScript and Python, of npm and node-gyp, or with a code of the system. */
const ERROR =
  /\b\w*(?:Error|Exception)(?: \[\w+\])?: |\bERR!|\bE[A-Z]{4,}\b|^(?:npm )?(?:error|fatal)\b/;

const MAX_LINES = 3;

/** Returns the lines that a program has printed, without those that give no reason. */
export const meaningfulLines = (output: string): string[] =>
  output.split('\n').filter((line) => !NO_REASON.test(line));

/**
 * Returns the reason for the failure of a program: the first three lines of its output that name an
 * error, else the last three.
 */
export function printedReason(output: string): string {
  const lines = meaningfulLines(output);
  const errorLines = lines.filter((line) => ERROR.test(line));
  return (errorLines.length > 0 ? errorLines.slice(0, MAX_LINES) : lines.slice(-MAX_LINES)).join(
    '\n',
  );
}
