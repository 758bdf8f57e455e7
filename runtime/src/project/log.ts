import { sourceStack } from '../node/source-stack.js';
import { codeOf } from '../utils/error-code.js';
import { setting } from '../utils/settings.js';
import { setTimer, unrefTimer } from '../utils/time.js';
import { truncate } from '../utils/truncate.js';
import type { LogLine, LogSink } from './interfaces.js';
import { knownProjectOf, onlyProject } from './project.js';
import { withoutSecrets } from './without-secrets.js';

/** Further members of a line in the log. */
export interface About {
  /** Name of the provider whose project gets the line. */
  provider?: string;
  [key: string]: string | number | undefined;
}

let defaultSink: LogSink = writeLine;

/** Sets the log of projects that have no sink of their own. Default: JSON lines on stderr. */
export function setDefaultLogSink(sink: LogSink = writeLine): void {
  defaultSink = sink;
}

/**
 * Writes a line to the log of `about.provider`, else to that of the only open project.
 * `MCP_LOG_LEVEL=error` omits lines of level `info`.
 * @param secrets are removed from the error, whose text can quote anything
 */
export function log(
  level: 'info' | 'error',
  message: string,
  error?: unknown,
  about: About = {},
  secrets: Iterable<string> = [],
): void {
  if (level === 'info' && (onlyErrors ??= setting('MCP_LOG_LEVEL') === 'error')) return;
  const line: LogLine = { time: new Date().toISOString(), level, message };
  Object.assign(line, about);
  if (error !== undefined) line.error = errorFields(error, [...secrets]);
  const sink = sinkFor(about.provider);
  try {
    sink(line);
  } catch (sinkError) {
    // A sink of the author that fails must not fail what is logged, such as a call that has changed something.
    if (sink === writeLine) throw sinkError;
    writeLine(line);
    writeLine({ ...line, level: 'error', message: 'log', error: errorFields(sinkError, []) });
  }
}

/**
 * Whether lines of level `info` are omitted. It is read with the first line, after the file with
 * variables has been loaded.
 */
let onlyErrors: boolean | undefined;

const sinkFor = (provider: string | undefined): LogSink =>
  (provider === undefined ? onlyProject() : knownProjectOf(provider))?.log ?? defaultSink;

/** Limit of the chain of causes: an error can be its own cause. */
const MAX_CAUSES = 5;
const MAX_CHARACTERS = 20_000;

/**
 * Returns the fields of an error for the log. Errors of libraries have requests, responses and
 * tokens in other properties, so none of them is written. Code can throw anything, and reading it
 * can fail.
 */
function errorFields(
  error: unknown,
  secrets: readonly string[],
  causes = MAX_CAUSES,
): Record<string, unknown> {
  try {
    if (!(error instanceof Error)) return { name: typeof error };
    const { name, message, stack, cause } = error;
    const code = codeOf(error);
    const sourceLines =
      typeof stack === 'string' ? sourceStack(truncate(stack, MAX_CHARACTERS)) : undefined;
    const texts = Object.entries({
      name,
      message,
      ...(code !== undefined && { code }),
      stack: sourceLines,
    }).map(([key, value]) => [key, withoutSecretText(value, secrets)]);
    const fields = Object.fromEntries(texts) as Record<string, unknown>;
    return cause === undefined || causes === 0
      ? fields
      : { ...fields, cause: errorFields(cause, secrets, causes - 1) };
  } catch {
    return { name: 'unreadable' };
  }
}

const withoutSecretText = (value: unknown, secrets: readonly string[]): string | undefined =>
  typeof value === 'string' ? truncate(withoutSecrets(value, secrets), MAX_CHARACTERS) : undefined;

let pendingLines: LogLine[] = [];

/** Least time between two writes of lines without errors. */
const LINES_MS = 5;
let writtenAt = -Infinity;

/** The process; in workers with an older compatibility date, it has no streams and no events. */
const partialProcess = process as Partial<NodeJS.Process>;

/**
 * Writes a line to stderr at the end of this turn of the event loop: a response goes out before the line of its call is
 * put into words. If lines have been written just before, the next ones wait and are written together, because each
 * write blocks until the reader has taken it.
 */
function writeLine(line: LogLine): void {
  if (pendingLines.length === 0) {
    const waitMs = writtenAt + LINES_MS - performance.now();
    if (waitMs > 0) unrefTimer(setTimer(waitMs, flushLog));
    else setImmediate(flushLog);
  }
  pendingLines.push(line);
  if (line.level === 'error') flushLog();
}

/**
 * Writes the pending lines, as JSON, or readable in a terminal; stdout belongs to the protocol. Workers run nothing more when
 * a request has its response, and no handler of "exit".
 */
export function flushLog(): void {
  if (pendingLines.length === 0) return;
  const { stderr } = partialProcess;
  const lines = pendingLines.map((line) =>
    stderr?.isTTY ? terminalLine(line) : JSON.stringify(line),
  );
  pendingLines = [];
  writtenAt = performance.now();
  if (stderr) stderr.write(`${lines.join('\n')}\n`);
  else console.error(lines.join('\n'));
}

partialProcess.once?.('exit', flushLog);

/** Returns a line of the log for a terminal: time, event and outcome, without the ids that programs need. */
export function terminalLine(line: LogLine): string {
  const { time, message, error, provider, ms, outcome } = line;
  const clock = new Date(time).toTimeString().slice(0, 8);
  const callee = line.tool ?? line.resource ?? line.prompt;
  const event =
    callee === undefined
      ? [provider, message]
      : [provider, callee, outcome, ms === undefined ? undefined : `${Number(ms)} ms`];
  const words = [clock, ...event, error && reasonOf(error)].filter(isPresent).map(String);
  return printable(words.join('  '));
}

/** Returns the reason of an error and its causes; the stack is only in the JSON form. */
function reasonOf({ message, cause }: Record<string, unknown>): string {
  const inner = typeof cause === 'object' && cause !== null ? reasonOf({ ...cause }) : '';
  return [message, inner].filter((text) => typeof text === 'string' && text !== '').join(': ');
}

const isPresent = (word: unknown): boolean => word !== undefined && word !== '';

/** Replaces control characters: text of an API could otherwise move the cursor or change colors. */
const printable = (text: string): string => text.replace(/\p{C}+/gu, ' ');
