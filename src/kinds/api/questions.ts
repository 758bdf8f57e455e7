import { methodsWithoutBody } from '../../model/http.js';
import { type Questions, questionsAt, type TextQuestion } from '../../model/questions.js';
import { NO_ARGUMENTS, paramText, readArguments } from '../../spec/flags/param-line.js';
import { askArgumentLine, PLACED_ARGUMENTS } from '../../spec/questions/arguments.js';
import { answerCheck } from '../../spec/questions/checks.js';
import { pastedNotes } from './pasted/request.js';
import {
  argumentsFault,
  completeRequests,
  isBare,
  readRequests,
  requestsFault,
  shownRequests,
  toolsSummary,
} from './pasted/request-line.js';
import { relativeToBaseUrl, withOwnBaseUrl } from './pasted/request-tools.js';
import { type PastedTool, toolWith } from './pasted/tool.js';
import type { ApiResource, ApiTool, BodyKind, RequestSpec, responseKinds } from './spec.js';
import { suggestedForRequest } from './tool-name.js';
import { pathRule } from './url-rules.js';

type ResponseKind = (typeof responseKinds)[number];

const checkPath = answerCheck('The path', pathRule);

/** Help text of the question while the answer is empty. */
const REQUEST =
  'A request with its arguments, such as GET /rooms limit:integer "How many", or a curl command. Several can be pasted.';
const FRONT_PAGE = 'GET /';

/** Asks for the requests of tools and for their arguments. */
export async function askRequests(
  questions: Questions,
  questionOptions: Partial<TextQuestion> = {},
  baseUrl?: string,
): Promise<readonly AskedTool[]> {
  const message =
    questionOptions.initial === ''
      ? 'Request of the tool, such as GET /rooms/{room_id}, or a curl command (optional)'
      : 'First tool: a request to the API';
  const question = { message, initial: FRONT_PAGE, ...questionOptions };
  const isFirst = question.initial === FRONT_PAGE;
  const help = isFirst ? `${REQUEST} Enter alone: the front page of the API.` : REQUEST;
  const text = await questions.text({
    ...question,
    correct: completeRequests,
    maskText: shownRequests,
    interpret: (answer) => toolsSummary(answer) ?? help,
    check: (text) => (text === question.initial ? undefined : requestsFault(text)),
  });
  return text === '' ? [] : toolsOfRequests(questions, text, baseUrl);
}

type AskedTool = Pick<ApiTool, 'inputSchema'> & { request: RequestSpec };

/** Returns the tools of requests. Arguments are asked for if a request does not contain them. */
export async function toolsOfRequests(
  questions: Questions,
  text: string,
  baseUrl?: string,
): Promise<readonly AskedTool[]> {
  const requests = readRequests(text);
  const tools: AskedTool[] = [];
  for (const { pastedRequest: pasted, tool, hasArguments } of requests) {
    for (const note of pastedNotes(pasted)) questions.note(note);
    const canSkipQuestion = hasArguments || requests.length > 1;
    tools.push(
      await askArguments(
        questions,
        relativeToBaseUrl(withOwnBaseUrl(tool), baseUrl),
        canSkipQuestion,
      ),
    );
  }
  return tools;
}

/**
 * Asks for the arguments of a request on one editable line.
 * @param canSkipQuestion whether the question is skipped if the known arguments are sufficient
 */
async function askArguments(
  questions: Questions,
  pasted: Pick<PastedTool, 'request' | 'params'>,
  canSkipQuestion: boolean,
): Promise<AskedTool> {
  const { request, params } = pasted;
  const { name } = suggestedForRequest(request);
  const hasBody = !methodsWithoutBody.includes(request.method);
  const line = params.map(paramText).join(' ');
  const isDerived = canSkipQuestion && !isBare(pasted);
  const suggestion = hasBody && line === '' ? '' : NO_ARGUMENTS;
  // The loop repeats the question, because another request has other arguments.
  const requestQuestions = questionsAt(questions, `${request.method} ${request.path}`);
  const answer = await askArgumentLine(requestQuestions, name, {
    initialText: line,
    initial: isDerived && line !== '' ? line : suggestion,
    isDerived,
    interpret: () => PLACED_ARGUMENTS,
    check: (text) => argumentsFault(text, pasted),
  });
  const answeredParams = readArguments(answer, params);
  const tool = toolWith(pasted, answeredParams);
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
    isDerived: true,
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
    isDerived: true,
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
