/** Lines that say where more can be read, or nothing. */
const NO_REASON = /^\s*$|^npm (error|ERR!)( A complete log|\s*$)|[\\/]_logs[\\/]/;

/** A line with the text of an error: of JavaScript and Python, of npm and node-gyp, or with the code of the system. */
const ERROR =
  /\b\w*(?:Error|Exception)(?: \[\w+\])?: |\bERR!|\bE[A-Z]{4,}\b|^(?:npm )?(?:error|fatal)\b/;

const MOST = 3;

/** Lines of what a program has printed, without those that say nothing. */
export const printedLines = (output: string): string[] =>
  output.split('\n').filter((line) => !NO_REASON.test(line));

/** Why a program has failed, in three lines of what it has printed: the first ones that name an error, else its last ones. */
export function reasonIn(output: string): string {
  const lines = printedLines(output);
  const errorLines = lines.filter((line) => ERROR.test(line));
  return (errorLines.length > 0 ? errorLines.slice(0, MOST) : lines.slice(-MOST)).join('\n');
}
