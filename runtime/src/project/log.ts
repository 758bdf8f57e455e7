import { sourceStack } from '../node/source-stack.js';
import { codeOf } from '../utils/error-code.js';
import { setting } from '../utils/settings.js';
import { truncate } from '../utils/truncate.js';
import type { LogLine, LogSink } from './ports.js';
import { knownProjectOf, onlyProject } from './project.js';
import { withoutSecrets } from './without-secrets.js';

/** Further members of a line in the log. */
export interface About {
  /** Its project's sink gets the line. */
  provider?: string;
  [key: string]: string | number | undefined;
}

let otherwise: LogSink = writeLine;

/** Sets where the log of projects goes that have no sink of their own. */
export function useLogSink(sink: LogSink): void {
  otherwise = sink;
}

/**
 * Writes a line to the log of `about.provider`, else to that of the only open project. `MCP_LOG_LEVEL=error` omits lines
 * of level `info`.
 * @param secrets are taken out of the error, whose text can quote anything
 */
export function log(
  level: 'info' | 'error',
  message: string,
  error?: unknown,
  about: About = {},
  secrets: Iterable<string> = [],
): void {
  if (level === 'info' && (onlyErrors ??= setting('MCP_LOG_LEVEL') === 'error')) return;
  sinkFor(about.provider)({
    time: new Date().toISOString(),
    level,
    message,
    ...about,
    ...(error !== undefined && { error: plain(error, [...secrets]) }),
  });
}

/** The environment is read with the first line of a server, after its file with variables has been. */
let onlyErrors: boolean | undefined;

const sinkFor = (provider: string | undefined): LogSink =>
  (provider === undefined ? onlyProject() : knownProjectOf(provider))?.log ?? otherwise;

/** The cause of a cause, and so on: an error can be its own. */
const MOST_CAUSES = 5;
const MOST_CHARACTERS = 20_000;

/**
 * Errors of libraries carry requests, responses and tokens in other properties: none of them is written. Code throws
 * anything: reading it can fail.
 */
function plain(
  error: unknown,
  secrets: readonly string[],
  causes = MOST_CAUSES,
): Record<string, unknown> {
  try {
    if (!(error instanceof Error)) return { name: typeof error };
    const { name, message, stack, cause } = error;
    const code = codeOf(error);
    const places =
      typeof stack === 'string' ? sourceStack(truncate(stack, MOST_CHARACTERS)) : undefined;
    const texts = Object.entries({
      name,
      message,
      ...(code !== undefined && { code }),
      stack: places,
    }).map(([key, value]) => [key, textOf(value, secrets)]);
    const fields = Object.fromEntries(texts) as Record<string, unknown>;
    return cause === undefined || causes === 0
      ? fields
      : { ...fields, cause: plain(cause, secrets, causes - 1) };
  } catch {
    return { name: 'unreadable' };
  }
}

const textOf = (value: unknown, secrets: readonly string[]): string | undefined =>
  typeof value === 'string' ? truncate(withoutSecrets(value, secrets), MOST_CHARACTERS) : undefined;

let waiting = '';

/** In workers with an older compatibility date, it has no streams and no events. */
const host = process as Partial<NodeJS.Process>;

/**
 * One JSON line on stderr, or a line for people in a terminal: stdout belongs to the protocol. Lines of calls that end at
 * the same time are written together, because each write blocks until the reader has taken it.
 */
function writeLine(line: LogLine): void {
  if (waiting === '') setImmediate(flushLog);
  waiting += `${host.stderr?.isTTY ? lineForPeople(line) : JSON.stringify(line)}\n`;
  if (line.level === 'error') flushLog();
}

/** Workers run nothing more when a request has its response, and no handler of "exit". */
export function flushLog(): void {
  if (waiting === '') return;
  if (host.stderr) host.stderr.write(waiting);
  else console.error(waiting.trimEnd());
  waiting = '';
}

host.once?.('exit', flushLog);

/** A line of the log for a terminal: the time, what happened, how it ended. Without the ids that programs need. */
export function lineForPeople(line: LogLine): string {
  const { time, message, error, provider, ms, outcome } = line;
  const clock = new Date(time).toTimeString().slice(0, 8);
  const called = line.tool ?? line.resource ?? line.prompt;
  const what =
    called === undefined
      ? [provider, message]
      : [provider, called, outcome, ms === undefined ? undefined : `${Number(ms)} ms`];
  const words = [clock, ...what, error && reasonOf(error)].filter(isStated).map(String);
  return printable(words.join('  '));
}

/** The reason and its causes; the stack is in the JSON form only. */
function reasonOf({ message, cause }: Record<string, unknown>): string {
  const inner = typeof cause === 'object' && cause !== null ? reasonOf({ ...cause }) : '';
  return [message, inner].filter((text) => typeof text === 'string' && text !== '').join(': ');
}

const isStated = (word: unknown): boolean => word !== undefined && word !== '';

/** Text of an API could otherwise move the cursor or change colors. */
const printable = (text: string): string => text.replace(/\p{C}+/gu, ' ');
