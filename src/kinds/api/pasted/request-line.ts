import { asUrl } from '../../../model/as-url.js';
import { CliError } from '../../../model/errors/cli-error.js';
import { httpMethods, methodsWithoutBody } from '../../../model/http.js';
import { LINE_BREAK } from '../../../model/questions.js';
import { ScanError } from '../../../model/scanner.js';
import { placeholders } from '../../../model/text/placeholders.js';
import type { ToolParam } from '../../../spec/flags/param.js';
import { NO_ARGUMENTS, readArguments } from '../../../spec/flags/param-line.js';
import { quote, sentence } from '../../../spec/sentence.js';
import { variablesIn } from '../graphql.js';
import { suggestedForRequest } from '../tool-name.js';
import { ownBaseUrlRule } from '../url-rules.js';
import { posixWords } from './posix-words.js';
import {
  BASE_VARIABLE,
  isCurl,
  joinLines,
  parsePastedRequest,
  type PastedRequest,
} from './request.js';
import { type PastedTool, pastedTool, toolWith } from './tool.js';

/** Start of another request: on a line of its own, or after a comma or semicolon. */
const NEXT_REQUEST = new RegExp(
  `((?:\\s*${LINE_BREAK})+\\s*|[,;]\\s*)(?=(?:curl(?:\\.exe)?|${httpMethods.join('|')})\\s+\\S)`,
  'i',
);
const SEPARATOR = '; ';

/** Returns the requests of one answer, which may be several pasted lines. */
function requestLines(text: string): string[] {
  const [first = '', ...rest] = text.split(NEXT_REQUEST);
  const lines = [first];
  for (let index = 0; index < rest.length; index += 2) {
    const [separator = '', line = ''] = rest.slice(index);
    const previousLine = lines.at(-1) ?? '';
    if (continuesOnNextLine(previousLine))
      lines[lines.length - 1] = previousLine + separator + line;
    else lines.push(line);
  }
  return lines.map((line) => line.trim().replace(/[,;]$/, ''));
}

/** Returns whether the next line belongs to this one: a quote is open, or the line is continued. */
function continuesOnNextLine(line: string): boolean {
  if (/[\\^`]$/.test(line)) return true;
  try {
    posixWords(line);
    return false;
  } catch (error) {
    if (error instanceof ScanError) return true;
    throw error;
  }
}

export const isRequest = (text: string): boolean =>
  new RegExp(`^(curl(\\.exe)?|${httpMethods.join('|')})\\s+\\S`, 'i').test(text);

/** One request of an answer, with its tool. */
export interface RequestLine {
  pastedRequest: PastedRequest;
  /** The tool, with the arguments that follow the request. */
  tool: PastedTool;
  hasArguments: boolean;
}

/**
 * Parses requests with their arguments: `GET /rooms limit:integer`. A curl command contains its own
 * arguments.
 * @throws ScanError
 */
export function readRequests(text: string): RequestLine[] {
  const lines = requestLines(text).map((line): RequestLine => {
    const { request, words } = requestAndArguments(line);
    const pastedRequest = parsePastedRequest(request);
    const tool = pastedTool(pastedRequest);
    if (words === '') return { pastedRequest, tool, hasArguments: false };
    const parameters = readArguments(words, tool.params);
    const names = parameters.map(({ name }) => name);
    const params = [...tool.params.filter(({ name }) => !names.includes(name)), ...parameters];
    return { pastedRequest, tool: { ...tool, params }, hasArguments: true };
  });
  const targets = lines.map(({ tool: { origin = '', request } }) =>
    [request.method, `${origin}${request.path}`].join(' '),
  );
  const repeatedTarget = targets.find((target, index) => targets.indexOf(target) !== index);
  if (repeatedTarget !== undefined)
    throw new ScanError(0, `${quote(repeatedTarget)} occurs twice.`);
  return lines;
}

function requestAndArguments(line: string): { request: string; words: string } {
  if (isCurl(line)) return { request: joinLines(line), words: '' };
  const [, request = line, argumentWords = ''] = /^(\S+\s+\S+)\s+(\S.*)$/.exec(line) ?? [];
  return { request, words: argumentWords };
}

/** Completes requests: `post rooms` → `POST /rooms`, `get acme.dev/rooms` → `GET https://acme.dev/rooms`; a path alone is read. Secrets of a pasted command are left out. */
export const completeRequests = (text: string): string =>
  requestLines(text).map(completeRequest).join(SEPARATOR);

/** A host in front of a path: `api.acme.dev/rooms`, not `rooms.json`, and not a version such as `v1.2/rooms`. */
const HOST = /^(?:(?:[\w-]+\.)+[a-z]{2,}|localhost)(?::\d+)?\//i;

function completeRequest(line: string): string {
  const [, method = 'GET', path = '', argumentWords = ''] =
    /^(?:(?!curl\s)([a-z]+)\s+)?(\S*[/.{?]\S*)((?:\s+\S+)*)$/i.exec(line) ?? [];
  if (HOST.test(path)) return completeRequest(`${method} ${asUrl(path)}${argumentWords}`);
  const isComplete = path === '' || /^\/|:\/\//.test(path) || BASE_VARIABLE.test(path);
  const isRequest = path !== '' && !isCurl(line);
  const completedMethod = isRequest
    ? `${method.toUpperCase()} ${isComplete ? '' : '/'}${path}${argumentWords}`
    : line;
  return withoutSecrets(completedMethod) ?? completedMethod;
}

/** Returns requests for display, without the secrets of pasted commands. */
export const shownRequests = (text: string): string =>
  requestLines(text)
    .map((line) => withoutSecrets(line) ?? line)
    .join(SEPARATOR);

/** Returns the line without secrets; undefined if it is not a request. */
function withoutSecrets(line: string): string | undefined {
  const { request, words } = requestAndArguments(line);
  try {
    return `${parsePastedRequest(request).text} ${words}`.trimEnd();
  } catch (error) {
    if (error instanceof ScanError) return undefined;
    throw error;
  }
}

/** Returns a sentence about what is wrong with an answer; undefined if it is valid. */
export function requestsFault(text: string): string | undefined {
  try {
    for (const { tool } of readRequests(text)) {
      const baseUrlFault = tool.origin === undefined ? undefined : ownBaseUrlRule(tool.origin);
      if (baseUrlFault !== undefined) return sentence('The base URL', baseUrlFault);
      const fault = paramsFault(tool.params, tool);
      if (fault !== undefined) return fault;
    }
    return undefined;
  } catch (error) {
    if (error instanceof ScanError || error instanceof CliError) return faultText(error);
    throw error;
  }
}

/**
 * Returns the summary of the tools of an answer, such as `create_order(sku, quantity)`; undefined
 * if the answer is incomplete.
 */
export function toolsSummary(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  try {
    return readRequests(completeRequests(text.trim()))
      .map(({ tool: { request, params } }) => {
        const names = params.flatMap(({ name, constant }) => (constant === undefined ? name : []));
        return `${suggestedForRequest(request).name}(${names.join(', ')})`;
      })
      .join(' · ');
  } catch (error) {
    if (error instanceof ScanError) return undefined;
    throw error;
  }
}

/** Returns a sentence about what is wrong with a line of arguments; undefined if it is valid. */
export function argumentsFault(
  line: string,
  pasted: Pick<PastedTool, 'request' | 'params'>,
): string | undefined {
  if (line === '') return bodyMissing(pasted);
  if (line === NO_ARGUMENTS) return undefined;
  try {
    const params = readArguments(line, pasted.params);
    return (
      paramsFault(params, pasted) ?? (lacksBody(params, pasted) ? bodyMissing(pasted) : undefined)
    );
  } catch (error) {
    if (error instanceof ScanError || error instanceof CliError) return faultText(error);
    throw error;
  }
}

const faultText = (error: ScanError | CliError): string =>
  error instanceof ScanError ? error.sentence : error.message;

/** Returns whether a PUT or PATCH request has no argument for its body, without which it changes nothing. */
const lacksBody = (
  params: readonly ToolParam[],
  { request }: Pick<PastedTool, 'request'>,
): boolean =>
  ['PUT', 'PATCH'].includes(request.method) &&
  !request.body &&
  params.every(({ name }) => placeholders(request.path).includes(name));

const bodyMissing = ({ request: { method, path } }: Pick<PastedTool, 'request'>): string =>
  `Enter the body fields, such as: sku! quantity:integer=1. For ${method} ${path} without a body, enter "${NO_ARGUMENTS}".`;

/** Returns whether a request with a body has no fields for the body yet. */
export const isBare = ({ request, params }: Pick<PastedTool, 'request' | 'params'>): boolean =>
  !methodsWithoutBody.includes(request.method) &&
  (params.length === 0 || lacksBody(params, { request }));

/**
 * Returns a sentence about arguments that do not fit the request.
 * @throws CliError for places that the request does not have
 */
function paramsFault(
  params: readonly ToolParam[],
  pasted: Pick<PastedTool, 'request' | 'params'>,
): string | undefined {
  const { request } = pasted;
  toolWith(pasted, params);
  const inPath = placeholders(request.path);
  const optionalPathParam = params.find(
    ({ name, isRequired }) => inPath.includes(name) && !isRequired,
  );
  if (optionalPathParam)
    return `${quote(optionalPathParam.name)} is in the path, so it is required. Add "!".`;
  return request.graphql === undefined ? undefined : variableFault(request.graphql, params, inPath);
}

/** Returns a sentence about arguments of a GraphQL request that are not the variables of its document. */
function variableFault(document: string, params: readonly ToolParam[], inPath: readonly string[]) {
  const variables = variablesIn(document);
  const names = params.map(({ name }) => name);
  const missingVariable = variables.find((name) => !names.includes(name));
  if (missingVariable !== undefined)
    return `The document has the variable ${quote(missingVariable)}. Add it.`;
  const unknownParam = params.find(
    ({ name, place, constant }) =>
      place === undefined &&
      (constant !== undefined || !variables.includes(name)) &&
      !inPath.includes(name),
  );
  return (
    unknownParam &&
    `${quote(unknownParam.name)} cannot be sent with the variables of the document. Remove it.`
  );
}
