import { asUrl } from '../../model/as-url.js';
import { CliError } from '../../model/errors/cli-error.js';
import { httpMethods, methodsWithoutBody } from '../../model/http.js';
import { placeholders } from '../../model/placeholders.js';
import { LINE_BREAK } from '../../model/questions.js';
import { Misread } from '../../model/scanner.js';
import type { Param } from '../../spec/flags/param.js';
import { NO_ARGUMENTS, readArguments } from '../../spec/flags/param-line.js';
import { quote, sentence } from '../../spec/sentence.js';
import { variablesIn } from './graphql.js';
import { isCurl, joinedLines, type Pasted, readPasted } from './pasted-request.js';
import { type PastedTool, pastedTool, toolWith } from './pasted-tool.js';
import { posixWords } from './posix-words.js';
import { ownBaseUrlRule } from './rules.js';
import { ofRequest } from './tool-name.js';

/** Where another request begins: on a line of its own, or behind a comma or semicolon. */
const NEXT = new RegExp(
  `((?:\\s*${LINE_BREAK})+\\s*|[,;]\\s*)(?=(?:curl(?:\\.exe)?|${httpMethods.join('|')})\\s+\\S)`,
  'i',
);
const SEPARATOR = '; ';

/** The requests of one answer, such as lines that were pasted. */
function requestLines(text: string): string[] {
  const [first = '', ...rest] = text.split(NEXT);
  const lines = [first];
  for (let index = 0; index < rest.length; index += 2) {
    const [separator = '', line = ''] = rest.slice(index);
    const before = lines.at(-1) ?? '';
    if (isOpen(before)) lines[lines.length - 1] = before + separator + line;
    else lines.push(line);
  }
  return lines.map((line) => line.trim().replace(/[,;]$/, ''));
}

/** What follows is part of it: a quote has no end, or the line is continued. */
function isOpen(line: string): boolean {
  if (/[\\^`]$/.test(line)) return true;
  try {
    posixWords(line);
    return false;
  } catch (error) {
    if (error instanceof Misread) return true;
    throw error;
  }
}

export const isRequest = (text: string): boolean =>
  new RegExp(`^(curl(\\.exe)?|${httpMethods.join('|')})\\s+\\S`, 'i').test(text);

/** One request of an answer. */
export interface RequestLine {
  pasted: Pasted;
  /** With the arguments that stand behind the request. */
  tool: PastedTool;
  hasArguments: boolean;
}

/**
 * Requests with their arguments: `GET /rooms limit:integer`. A curl command contains its own.
 * @throws Misread
 */
export function readRequests(text: string): RequestLine[] {
  const lines = requestLines(text).map((line): RequestLine => {
    const { request, words } = partsOf(line);
    const pasted = readPasted(request);
    const tool = pastedTool(pasted);
    if (words === '') return { pasted, tool, hasArguments: false };
    const parameters = readArguments(words, tool.params);
    const names = parameters.map(({ name }) => name);
    const params = [...tool.params.filter(({ name }) => !names.includes(name)), ...parameters];
    return { pasted, tool: { ...tool, params }, hasArguments: true };
  });
  const targets = lines.map(({ tool: { origin = '', request } }) =>
    [request.method, `${origin}${request.path}`].join(' '),
  );
  const twice = targets.find((target, index) => targets.indexOf(target) !== index);
  if (twice !== undefined) throw new Misread(0, `${quote(twice)} occurs twice.`);
  return lines;
}

function partsOf(line: string): { request: string; words: string } {
  if (isCurl(line)) return { request: joinedLines(line), words: '' };
  const [, request = line, words = ''] = /^(\S+\s+\S+)\s+(\S.*)$/.exec(line) ?? [];
  return { request, words };
}

/** `post rooms` → `POST /rooms`, `get acme.dev/rooms` → `GET https://acme.dev/rooms`; a path alone is read. Secrets of a pasted command are left out. */
export const completeRequests = (text: string): string =>
  requestLines(text).map(completeRequest).join(SEPARATOR);

/** A host in front of a path: `api.acme.dev/rooms`, not `rooms.json`, and not a version such as `v1.2/rooms`. */
const HOST = /^(?:(?:[\w-]+\.)+[a-z]{2,}|localhost)(?::\d+)?\//i;

function completeRequest(line: string): string {
  const [, method = 'GET', path = '', words = ''] =
    /^(?:(?!curl\s)([a-z]+)\s+)?(\S*[/.{?]\S*)((?:\s+\S+)*)$/i.exec(line) ?? [];
  if (HOST.test(path)) return completeRequest(`${method} ${asUrl(path)}${words}`);
  const isComplete = path === '' || path.startsWith('/') || path.includes('://');
  const isRequest = path !== '' && !isCurl(line);
  const meant = isRequest
    ? `${method.toUpperCase()} ${isComplete ? '' : '/'}${path}${words}`
    : line;
  return withoutSecrets(meant) ?? meant;
}

/** Requests as they may be shown: without the secrets of pasted commands. */
export const shownRequests = (text: string): string =>
  requestLines(text)
    .map((line) => withoutSecrets(line) ?? line)
    .join(SEPARATOR);

/** Undefined where it is no request. */
function withoutSecrets(line: string): string | undefined {
  const { request, words } = partsOf(line);
  try {
    return `${readPasted(request).text} ${words}`.trimEnd();
  } catch (error) {
    if (error instanceof Misread) return undefined;
    throw error;
  }
}

/** What is wrong with an answer, as a sentence. */
export function requestsFault(text: string): string | undefined {
  try {
    for (const { tool } of readRequests(text)) {
      const wrong = tool.origin === undefined ? undefined : ownBaseUrlRule(tool.origin);
      if (wrong !== undefined) return sentence('The base URL', wrong);
      const fault = paramsFault(tool.params, tool);
      if (fault !== undefined) return fault;
    }
    return undefined;
  } catch (error) {
    if (error instanceof Misread || error instanceof CliError) return faultText(error);
    throw error;
  }
}

/** The tools of an answer: `create_order(sku, quantity)`. Undefined where it is not complete. */
export function toolsTold(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  try {
    return readRequests(completeRequests(text.trim()))
      .map(({ tool: { request, params } }) => {
        const names = params.flatMap(({ name, constant }) => (constant === undefined ? name : []));
        return `${ofRequest(request).name}(${names.join(', ')})`;
      })
      .join(' · ');
  } catch (error) {
    if (error instanceof Misread) return undefined;
    throw error;
  }
}

/** What is wrong with a line of arguments, as a sentence. */
export function argumentsFault(
  line: string,
  pasted: Pick<PastedTool, 'request' | 'params'>,
): string | undefined {
  if (line === '') return bodyMissing(pasted);
  if (line === NO_ARGUMENTS) return undefined;
  try {
    const given = readArguments(line, pasted.params);
    return (
      paramsFault(given, pasted) ?? (lacksBody(given, pasted) ? bodyMissing(pasted) : undefined)
    );
  } catch (error) {
    if (error instanceof Misread || error instanceof CliError) return faultText(error);
    throw error;
  }
}

const faultText = (error: Misread | CliError): string =>
  error instanceof Misread ? error.says : error.message;

/** PUT and PATCH change something: with what? */
const lacksBody = (given: readonly Param[], { request }: Pick<PastedTool, 'request'>): boolean =>
  ['PUT', 'PATCH'].includes(request.method) &&
  !request.body &&
  given.every(({ name }) => placeholders(request.path).includes(name));

const bodyMissing = ({ request: { method, path } }: Pick<PastedTool, 'request'>): string =>
  `Enter the body fields, such as: sku! quantity:integer=1. For ${method} ${path} without a body, enter "${NO_ARGUMENTS}".`;

/** Whether a request with a body has no fields for it yet. */
export const isBare = ({ request, params }: Pick<PastedTool, 'request' | 'params'>): boolean =>
  !methodsWithoutBody.includes(request.method) &&
  (params.length === 0 || lacksBody(params, { request }));

/** @throws CliError for places that the request does not have */
function paramsFault(
  given: readonly Param[],
  pasted: Pick<PastedTool, 'request' | 'params'>,
): string | undefined {
  const { request } = pasted;
  toolWith(pasted, given);
  const inPath = placeholders(request.path);
  const loose = given.find(({ name, required }) => inPath.includes(name) && !required);
  if (loose) return `${quote(loose.name)} is in the path, so it is required. Add "!".`;
  return request.graphql === undefined ? undefined : variableFault(request.graphql, given, inPath);
}

/** The arguments of a GraphQL request are the variables of its document. */
function variableFault(document: string, given: readonly Param[], inPath: readonly string[]) {
  const variables = variablesIn(document);
  const names = given.map(({ name }) => name);
  const missing = variables.find((name) => !names.includes(name));
  if (missing !== undefined) return `The document has the variable ${quote(missing)}. Add it.`;
  const other = given.find(
    ({ name, place, constant }) =>
      place === undefined &&
      (constant !== undefined || !variables.includes(name)) &&
      !inPath.includes(name),
  );
  return (
    other && `${quote(other.name)} cannot be sent with the variables of the document. Remove it.`
  );
}
