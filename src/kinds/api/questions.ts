import { CliError } from '../../model/errors/cli-error.js';
import { methodsWithoutBody } from '../../model/http.js';
import { placeholders } from '../../model/placeholders.js';
import { at, type Questions } from '../../model/questions.js';
import { Misread } from '../../model/scanner.js';
import type { Param } from '../../spec/flags/param.js';
import { paramText, readParams } from '../../spec/flags/param-line.js';
import { answerCheck } from '../../spec/questions/checks.js';
import { quote, sentence } from '../../spec/sentence.js';
import { variablesIn } from './graphql.js';
import { joinedLines, pastedNotes, readPasted } from './pasted-request.js';
import { pastedTool, toolWith, type PastedTool } from './pasted-tool.js';
import { ownBaseUrlRule, pathRule } from './rules.js';
import type { ApiResource, ApiTool, BodyKind, RequestSpec, responseKinds } from './spec.js';
import { suggested } from './tool-name.js';

type ResponseKind = (typeof responseKinds)[number];

const checkPath = answerCheck('The path', pathRule);

/** The request of a tool, and its arguments. */
export async function askRequest(
  questions: Questions,
  baseUrl?: string,
): Promise<Pick<ApiTool, 'request' | 'inputSchema'> | undefined> {
  const text = await questions.text({
    message: 'Request of the tool, such as GET /rooms/{room_id}, or a curl command (optional)',
    initial: '',
    correct: completeRequest,
    masked: shownRequest,
    check: (text) => (text === '' ? undefined : requestFault(text)),
  });
  if (text === '') return undefined;
  const pasted = readPasted(text);
  for (const note of pastedNotes(pasted)) questions.note(note);
  return askArguments(questions, placedAt(pastedTool(pasted), baseUrl));
}

/** Below the base URL of the provider, or with one of its own. */
function placedAt({ origin, request, params }: PastedTool, baseUrl = ''): PastedTool {
  const whole = `${origin}${request.path}`;
  if (origin === undefined) return { request, params };
  return baseUrl !== '' && whole.startsWith(`${baseUrl}/`)
    ? { request: { ...request, path: whole.slice(baseUrl.length) }, params }
    : { request: { ...request, baseUrl: origin }, params };
}

/** The arguments of a pasted request, in one line that can be edited. */
export async function askArguments(
  questions: Questions,
  pasted: Pick<PastedTool, 'request' | 'params'>,
): Promise<{ request: RequestSpec; inputSchema: ApiTool['inputSchema'] }> {
  const { request, params } = pasted;
  const name = suggested({ request })?.name ?? 'the tool';
  const hasBody = !methodsWithoutBody.includes(request.method);
  const line = params.map(paramText).join(' ');
  // Another request has other arguments.
  const own = at(questions, `${request.method} ${request.path}`);
  const answer = await own.text({
    key: 'arguments',
    message: `Arguments of ${name}`,
    typed: line,
    initial: hasBody && line === '' ? '' : NO_ARGUMENTS,
    takenFor: () => SYNTAX,
    check: (text) => argumentsFault(text, pasted),
  });
  const given = answer === NO_ARGUMENTS ? [] : readParams(answer, params);
  const tool = toolWith(pasted, given);
  const body =
    !hasBody || request.body || request.graphql !== undefined ? 'json' : await askBody(own);
  const response = request.method === 'HEAD' ? 'json' : await askResponse(own);
  return {
    ...tool,
    request: {
      ...tool.request,
      ...(body !== 'json' && { body: { ...tool.request.body, as: body } }),
      ...(response !== 'json' && { response: { as: response } }),
    },
  };
}

/** A request without arguments. */
const NO_ARGUMENTS = 'none';
const SYNTAX =
  'sku! is required · n:integer=1 has a type and a default · v==2 is always sent · @query @body @header';

function argumentsFault(text: string, pasted: Pick<PastedTool, 'request' | 'params'>) {
  const { request, params } = pasted;
  const bodyMissing = `Enter the body fields, such as: sku! quantity:integer=1. For ${request.method} ${request.path} without a body, enter "${NO_ARGUMENTS}".`;
  if (text === '') return bodyMissing;
  if (text === NO_ARGUMENTS) return undefined;
  try {
    const given = readParams(text, params);
    toolWith(pasted, given);
    const inPath = placeholders(request.path);
    const loose = given.find((param) => inPath.includes(param.name) && !param.required);
    const changes = ['PUT', 'PATCH'].includes(request.method) && !request.body; // with what?
    if (changes && given.every(({ name }) => inPath.includes(name))) return bodyMissing;
    if (loose) return `${quote(loose.name)} is in the path, so it is required. Add "!".`;
    return request.graphql === undefined
      ? undefined
      : variableFault(request.graphql, given, inPath);
  } catch (error) {
    if (error instanceof Misread)
      return `${error.says} (at ${quote(text.slice(error.at, error.at + 12))})`;
    if (error instanceof CliError) return error.message;
    throw error;
  }
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

const askBody = (questions: Questions) =>
  questions.choose<BodyKind>({
    key: 'body',
    message: 'Body of the request',
    choices: [
      { value: 'json', label: 'JSON' },
      { value: 'form', label: 'Form: application/x-www-form-urlencoded' },
      { value: 'multipart', label: 'Multipart: multipart/form-data' },
    ],
    initial: 'json',
    derived: true,
  });

const askResponse = (questions: Questions) =>
  questions.choose<ResponseKind>({
    key: 'response',
    message: 'Response',
    choices: [
      { value: 'json', label: 'JSON' },
      { value: 'text', label: 'Text' },
      { value: 'binary', label: 'An image, audio or a file' },
    ],
    initial: 'json',
    derived: true,
  });

/** `post rooms` → `POST /rooms`; a path alone is read. Secrets of a pasted command are left out. */
export function completeRequest(text: string): string {
  const line = joinedLines(text);
  const [, method = 'GET', path = ''] =
    /^(?:(?!curl\s)([a-z]+)\s+)?(\S*[/.{?]\S*)$/i.exec(line) ?? [];
  const isComplete = path === '' || path.startsWith('/') || path.includes('://');
  const meant = path === '' ? line : `${method.toUpperCase()} ${isComplete ? '' : '/'}${path}`;
  try {
    return readPasted(meant).text;
  } catch (error) {
    if (error instanceof Misread) return meant;
    throw error;
  }
}

/** A request as it may be shown: without the secrets of a pasted command. */
export function shownRequest(text: string): string {
  try {
    return readPasted(joinedLines(text)).text;
  } catch (error) {
    if (error instanceof Misread) return text;
    throw error;
  }
}

/** What is wrong with a request, as a sentence. */
export function requestFault(text: string): string | undefined {
  try {
    const { origin } = pastedTool(readPasted(text));
    const wrong = origin === undefined ? undefined : ownBaseUrlRule(origin);
    return wrong && sentence('The base URL', wrong);
  } catch (error) {
    if (error instanceof Misread) return error.says;
    throw error;
  }
}

/** The request of a resource. */
export async function askResourceRequest(
  questions: Questions,
): Promise<Pick<ApiResource, 'request'> | undefined> {
  const path = await questions.text({
    message: 'Path below the base URL (optional)',
    initial: '',
    check: (text) => (text === '' ? undefined : checkPath(text)),
  });
  return path === '' ? undefined : { request: { path } };
}
