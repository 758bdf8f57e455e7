import { ProtocolError, SdkError, SdkErrorCode, SdkHttpError } from '@modelcontextprotocol/client';
import { ResponseTooLargeError } from '../../runtime/src/fetch/bounded-fetch.js';
import { ProxyError } from '../../runtime/src/fetch/proxy.js';
import { causes } from '../../runtime/src/remote/causes.js';
import { RedirectedError } from '../../runtime/src/remote/limited-fetch.js';
import { printedLines, reasonIn } from '../../runtime/src/remote/printed-reason.js';
import { NO_FOLDER, ProgramEndedError } from '../../runtime/src/remote/stdio-transport.js';
import { isUrl } from '../../runtime/src/utils/addresses.js';
import { didYouMeanUrl } from '../model/as-url.js';
import { CliError } from '../model/errors/cli-error.js';
import { serverFailed, unreachable } from '../model/errors/remote.js';
import { parsedJson } from '../model/json.js';
import { isRecord } from '../model/json-schema/subschemas.js';
import { oneLine } from '../model/table.js';
import { HTTP_SSE_FIX, HttpSseError } from './http-sse.js';
import { type Explanation, networkFailure } from './network-failure.js';

/** Why a server could not be reached, for people. @param ended what to do about a program that has ended, if that is known */
export function connectionFailure(target: string, error: unknown, ended?: string): CliError {
  if (error instanceof CliError) return error;
  const all = causes(error);
  const [reason, usual] = explanationOf(all, isUrl(target)) ?? [
    sentence(all.at(-1)),
    'Check that the target is an MCP server.',
  ];
  const hint = all.some((one) => one instanceof ProgramEndedError) ? (ended ?? usual) : usual;
  return unreachable(target, reason, `${didYouMeanUrl(target)}${hint}`, error);
}

/** What went wrong with a server after it was reached: a failure of the server is no bug of this program. */
export const failedAt = (label: string, error: unknown): unknown =>
  error instanceof SdkError ||
  error instanceof ProtocolError ||
  error instanceof ResponseTooLargeError
    ? serverFailed(label, sentence(error), error)
    : error;

/** Nothing at the URL has sent a response. */
export const hasNoResponse = (error: unknown): boolean =>
  causes(error).some((one) => networkFailure(one) !== undefined);

function explanationOf(all: readonly unknown[], isAddress: boolean): Explanation | undefined {
  for (const one of all) {
    const failure = networkFailure(one);
    if (failure) return failure;
    if (one instanceof ProxyError)
      return [sentence(one), 'Check HTTP_PROXY and HTTPS_PROXY, or name the host in NO_PROXY.'];
    if (one instanceof HttpSseError) return [one.message, HTTP_SSE_FIX];
    if (one instanceof RedirectedError)
      return [one.message, `Use "${one.to}" if you trust it: redirects are not followed.`];
    if (one instanceof ResponseTooLargeError)
      return [`${one.message}.`, 'The server must return its lists in pages.'];
  }
  for (const one of all) {
    if (one instanceof ProgramEndedError) return endOf(one);
    if (one instanceof SdkHttpError) return statusExplanation(one.status);
    if (isAddress && isOtherProtocol(one))
      return ['It responds, but not as an MCP server.', PATH_HINT];
    if (isTimeout(one))
      return isAddress
        ? ['The server did not respond in time.', 'Check the URL, or use a longer --timeout.']
        : [
            'The program printed nothing, and did not respond in time.',
            'Check the command, or use a longer --timeout.',
          ];
  }
  return undefined;
}

/** A response that is not a message of MCP: a page, or the data of an API. */
const isOtherProtocol = (error: unknown) =>
  (error instanceof SdkError && error.code === SdkErrorCode.ClientHttpUnexpectedContent) ||
  (error instanceof Error && error.name === 'ZodError');

const PATH_HINT = 'Check the path: for most servers it is "/mcp".';

/** Causes that programs print, and what to do about them. */
const PRINTED: readonly (readonly [RegExp, (found: string) => string])[] = [
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

/** The end of what a program printed says why it has ended. */
function endOf({ message, reason, stderr }: ProgramEndedError): Explanation {
  if (reason === NO_FOLDER) return [message, 'Correct "cwd" of its entry.'];
  const lines = printedLines(stderr);
  for (const [pattern, hint] of PRINTED)
    for (const line of lines) {
      const [, found] = pattern.exec(line) ?? [];
      if (found !== undefined) return [`${message} It printed:\n${line.trim()}`, hint(found)];
    }
  return [
    lines.length > 0 ? `${message} It printed:\n${reasonIn(stderr)}` : message,
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
  const text = messageOf(error);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Issues in one message. */
const MOST = 3;

/** What an error says, in one line: it can be the text of a server. The SDK of MCP lists what is wrong with a message of a server as JSON, which becomes text. */
export function messageOf(error: unknown): string {
  if (error instanceof SdkError && error.code === SdkErrorCode.ListPaginationExceeded)
    return 'the list has pages without end';
  return oneLine(textOf(error));
}

function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const start = text.search(/\[\s*\{/);
  const issues = start === -1 ? undefined : issuesText(text.slice(start));
  return issues === undefined ? text : text.slice(0, start) + issues;
}

function issuesText(json: string): string | undefined {
  const issues = parsedJson(json);
  if (!Array.isArray(issues)) return undefined;
  const lines = issues.filter(isRecord).map(({ path, message }) => {
    const place = Array.isArray(path) ? path.join('.') : '';
    return [place, String(message)].filter(Boolean).join(': ');
  });
  const more = lines.length > MOST ? ` and ${lines.length - MOST} more` : '';
  return lines.slice(0, MOST).join('; ') + more;
}
