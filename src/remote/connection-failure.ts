import { ProtocolError, SdkError, SdkErrorCode, SdkHttpError } from '@modelcontextprotocol/client';
import { ResponseTooLargeError } from '../../runtime/src/fetch/bounded-fetch.js';
import { ProxyError } from '../../runtime/src/fetch/proxy.js';
import { causesOf } from '../../runtime/src/remote/causes.js';
import { RedirectedError } from '../../runtime/src/remote/limited-fetch.js';
import { meaningfulLines, printedReason } from '../../runtime/src/remote/printed-reason.js';
import { FOLDER_MISSING, ProgramEndedError } from '../../runtime/src/remote/stdio-transport.js';
import { isUrl } from '../../runtime/src/utils/addresses.js';
import { isObject } from '../../runtime/src/utils/is-object.js';
import { didYouMeanUrl } from '../model/as-url.js';
import { CliError } from '../model/errors/cli-error.js';
import { serverFailed, unreachable } from '../model/errors/remote.js';
import { parseJson } from '../model/json.js';
import { oneLine } from '../model/text/table.js';
import { HTTP_SSE_FIX, HttpSseError } from './http-sse.js';
import { type Explanation, networkFailure } from './network-failure.js';

/**
 * Returns the error for a server that cannot be reached.
 * @param endedHint hint for a program that has ended, if known
 */
export function connectionFailure(target: string, error: unknown, endedHint?: string): CliError {
  if (error instanceof CliError) return error;
  const allCauses = causesOf(error);
  const [reason, defaultHint] = explainCauses(allCauses, isUrl(target)) ?? [
    sentence(allCauses.at(-1)),
    'Check that the target is an MCP server.',
  ];
  const hint = allCauses.some((cause) => cause instanceof ProgramEndedError)
    ? (endedHint ?? defaultHint)
    : defaultHint;
  return unreachable(target, reason, `${didYouMeanUrl(target)}${hint}`, error);
}

/** Returns the error of a server that was reached; its failures are not defects of this program. */
export const failedAt = (label: string, error: unknown): unknown =>
  error instanceof SdkError ||
  error instanceof ProtocolError ||
  error instanceof ResponseTooLargeError
    ? serverFailed(label, sentence(error), error)
    : error;

/** Returns whether no response came from the URL. */
export const hasNoResponse = (error: unknown): boolean =>
  causesOf(error).some((cause) => networkFailure(cause) !== undefined);

function explainCauses(
  causesOfError: readonly unknown[],
  isAddress: boolean,
): Explanation | undefined {
  for (const cause of causesOfError) {
    const failure = networkFailure(cause);
    if (failure) return failure;
    if (cause instanceof ProxyError)
      return [sentence(cause), 'Check HTTP_PROXY and HTTPS_PROXY, or name the host in NO_PROXY.'];
    if (cause instanceof HttpSseError) return [cause.message, HTTP_SSE_FIX];
    if (cause instanceof RedirectedError)
      return [cause.message, `Use "${cause.to}" if you trust it: redirects are not followed.`];
    if (cause instanceof ResponseTooLargeError)
      return [`${cause.message}.`, 'The server must return its lists in pages.'];
  }
  for (const connectionError of causesOfError) {
    if (connectionError instanceof ProgramEndedError) return explainProgramEnd(connectionError);
    if (connectionError instanceof SdkHttpError) return statusExplanation(connectionError.status);
    if (isAddress && isOtherProtocol(connectionError))
      return ['It responds, but not as an MCP server.', PATH_HINT];
    if (isTimeout(connectionError))
      return isAddress
        ? ['The server did not respond in time.', 'Check the URL, or use a longer --timeout.']
        : [
            'The program printed nothing, and did not respond in time.',
            'Check the command, or use a longer --timeout.',
          ];
  }
  return undefined;
}

/** Returns whether a response is not an MCP message, but a page or the data of an API. */
const isOtherProtocol = (error: unknown) =>
  (error instanceof SdkError && error.code === SdkErrorCode.ClientHttpUnexpectedContent) ||
  (error instanceof Error && error.name === 'ZodError');

const PATH_HINT = 'Check the path: for most servers it is "/mcp".';

const OUTPUT_HINTS: readonly (readonly [RegExp, (match: string) => string])[] = [
  [
    /\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b(?=.*\b(?:not set|unset|missing|required|must be (?:set|given|provided|specified|defined)|not found|undefined)\b)/,
    variableHint,
  ],
  [
    /\b(?:[Mm]issing|[Rr]equired?s?|[Ss]et|[Pp]rovide|[Ss]pecify)\b.*?\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b/,
    variableHint,
  ],
  [/(Cannot find (?:module|package) \S+)/, () => 'Install what the program needs, or build it.'],
  [/(missing packages and no YES option)/, () => 'Add "-y" behind "npx".'],
  [/\b(E404)\b/, () => 'Check the name and the version of the package.'],
];

function variableHint(name: string): string {
  return `Set ${name}, and add --env ${name}.`;
}

/** Returns the explanation of why a program has ended, from the last lines that it printed. */
function explainProgramEnd({ message, reason, stderr }: ProgramEndedError): Explanation {
  if (reason === FOLDER_MISSING) return [message, 'Correct "cwd" of its entry.'];
  const lines = meaningfulLines(stderr);
  for (const [pattern, hint] of OUTPUT_HINTS)
    for (const line of lines) {
      const [, matchedText] = pattern.exec(line) ?? [];
      if (matchedText !== undefined)
        return [`${message} It printed:\n${line.trim()}`, hint(matchedText)];
    }
  return [
    lines.length > 0 ? `${message} It printed:\n${printedReason(stderr)}` : message,
    'Run the command in a terminal: it must keep running and wait for input.',
  ];
}

const isTimeout = (error: unknown) =>
  (error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout) ||
  (error instanceof Error && error.name === 'TimeoutError');

function statusExplanation(status: number | undefined): Explanation {
  const reason = `The server responded with status ${status ?? 'unknown'}.`;
  switch (status) {
    case 403:
      return [reason, 'The credentials are not sufficient, or the server refuses this host.'];
    case 404:
    case 405:
      return [reason, PATH_HINT];
    case 429:
      return [reason, 'Wait, then run the command again.'];
    default:
      return [reason, 'Check the URL and the log of the server.'];
  }
}

function sentence(error: unknown): string {
  const text = errorMessage(error);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Maximum number of issues in a message. */
const MAX_ISSUES = 3;

/**
 * Returns the message of an error on one line, which can contain text of a server. The MCP SDK
 * lists problems of a message as JSON, which is converted to text.
 */
export function errorMessage(error: unknown): string {
  if (error instanceof SdkError && error.code === SdkErrorCode.ListPaginationExceeded)
    return 'the list has pages without end';
  return oneLine(errorText(error));
}

function errorText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const start = text.search(/\[\s*\{/);
  const issues = start === -1 ? undefined : issuesText(text.slice(start));
  return issues === undefined ? text : text.slice(0, start) + issues;
}

function issuesText(json: string): string | undefined {
  const issues = parseJson(json);
  if (!Array.isArray(issues)) return undefined;
  const lines = issues.filter(isObject).map(({ path, message }) => {
    const place = Array.isArray(path) ? path.join('.') : '';
    return [place, String(message)].filter(Boolean).join(': ');
  });
  const moreText = lines.length > MAX_ISSUES ? ` and ${lines.length - MAX_ISSUES} more` : '';
  return lines.slice(0, MAX_ISSUES).join('; ') + moreText;
}
