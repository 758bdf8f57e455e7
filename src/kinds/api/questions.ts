import { methodsWithoutBody } from '../../model/http.js';
import { at, type Questions, type TextQuestion } from '../../model/questions.js';
import { NO_ARGUMENTS, paramText, readArguments } from '../../spec/flags/param-line.js';
import { PLACED_ARGUMENTS } from '../../spec/questions/arguments.js';
import { answerCheck } from '../../spec/questions/checks.js';
import { pastedNotes } from './pasted-request.js';
import { type PastedTool, toolWith } from './pasted-tool.js';
import {
  argumentsFault,
  completeRequests,
  isBare,
  readRequests,
  requestsFault,
  shownRequests,
  toolsTold,
} from './request-line.js';
import { placedAt, withOrigin } from './request-tools.js';
import { pathRule } from './rules.js';
import type { ApiResource, ApiTool, BodyKind, RequestSpec, responseKinds } from './spec.js';
import { ofRequest } from './tool-name.js';

type ResponseKind = (typeof responseKinds)[number];

const checkPath = answerCheck('The path', pathRule);

/** What can be entered, where nothing is yet. */
const REQUEST =
  'A request with its arguments, such as GET /rooms limit:integer "How many", or a curl command; several: one a line.';
const FRONT_PAGE = 'GET /';

/** The requests of tools, and their arguments. */
export async function askRequests(
  questions: Questions,
  asked: Partial<TextQuestion> = {},
  baseUrl?: string,
): Promise<readonly AskedTool[]> {
  const message =
    asked.initial === ''
      ? 'Request of the tool, such as GET /rooms/{room_id}, or a curl command (optional)'
      : 'First tool: a request to the API';
  const question = { message, initial: FRONT_PAGE, ...asked };
  const isFirst = question.initial === FRONT_PAGE;
  const help = isFirst ? `${REQUEST} Enter alone: the front page of the API.` : REQUEST;
  const text = await questions.text({
    ...question,
    correct: completeRequests,
    masked: shownRequests,
    takenFor: (typed) => toolsTold(typed) ?? help,
    check: (text) => (text === question.initial ? undefined : requestsFault(text)),
  });
  return text === '' ? [] : askedTools(questions, text, baseUrl);
}

type AskedTool = Pick<ApiTool, 'inputSchema'> & { request: RequestSpec };

/** The tools of requests, whose arguments are asked for where the requests do not contain them. */
export async function askedTools(
  questions: Questions,
  text: string,
  baseUrl?: string,
): Promise<readonly AskedTool[]> {
  const requests = readRequests(text);
  const tools: AskedTool[] = [];
  for (const { pasted, tool, hasArguments } of requests) {
    for (const note of pastedNotes(pasted)) questions.note(note);
    const isSaid = hasArguments || requests.length > 1;
    tools.push(await askArguments(questions, placedAt(withOrigin(tool), baseUrl), isSaid));
  }
  return tools;
}

/** The arguments of a request, in one line that can be edited. @param isSaid they are asked for where they are not enough */
async function askArguments(
  questions: Questions,
  pasted: Pick<PastedTool, 'request' | 'params'>,
  isSaid: boolean,
): Promise<AskedTool> {
  const { request, params } = pasted;
  const { name } = ofRequest(request);
  const hasBody = !methodsWithoutBody.includes(request.method);
  const line = params.map(paramText).join(' ');
  const isDerived = isSaid && !isBare(pasted);
  const suggestion = hasBody && line === '' ? '' : NO_ARGUMENTS;
  // Another request has other arguments.
  const requestQuestions = at(questions, `${request.method} ${request.path}`);
  const answer = await requestQuestions.text({
    key: 'arguments',
    message: `Arguments of ${name}`,
    typed: line,
    initial: isDerived && line !== '' ? line : suggestion,
    derived: isDerived,
    takenFor: () => PLACED_ARGUMENTS,
    check: (text) => argumentsFault(text, pasted),
  });
  const given = readArguments(answer, params);
  const tool = toolWith(pasted, given);
  const body =
    !hasBody || request.body || request.graphql !== undefined
      ? 'json'
      : await askBody(requestQuestions);
  const response = request.method === 'HEAD' ? 'json' : await askResponse(requestQuestions);
  return {
    ...tool,
    request: {
      ...tool.request,
      ...(body !== 'json' && { body: { ...tool.request.body, as: body } }),
      ...(response !== 'json' && { response: { as: response } }),
    },
  };
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
      { value: 'none', label: 'Nothing: 204' },
    ],
    initial: 'json',
    derived: true,
  });

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
