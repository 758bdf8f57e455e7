import { methodsWithoutBody } from '../../model/http.js';
import type { Questions } from '../../model/questions.js';
import { Misread, Scanner } from '../../model/scanner.js';
import { answerCheck } from '../../spec/questions/checks.js';
import { readRequest } from './request-flag.js';
import { pathRule } from './rules.js';
import type { ApiResource, ApiTool, BodyKind, responseKinds } from './spec.js';

type ResponseKind = (typeof responseKinds)[number];

const checkPath = answerCheck('The path', pathRule);

/** The request of a tool, in the syntax of `--request`. */
export async function askRequest(
  questions: Questions,
): Promise<Pick<ApiTool, 'request'> | undefined> {
  const text = await questions.text({
    message: 'Request of the tool, such as GET /rooms/{room_id} (optional)',
    initial: '',
    correct: completeRequest,
    check: (text) => (text === '' ? undefined : requestFault(text)),
  });
  if (text === '') return undefined;
  const request = readRequest(new Scanner(text));
  const body = methodsWithoutBody.includes(request.method) ? 'json' : await askBody(questions);
  const response = request.method === 'HEAD' ? 'json' : await askResponse(questions);
  return {
    request: {
      ...request,
      ...(body !== 'json' && { body: { as: body } }),
      ...(response !== 'json' && { response: { as: response } }),
    },
  };
}

const askBody = (questions: Questions) =>
  questions.choose<BodyKind>({
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
    message: 'Response',
    choices: [
      { value: 'json', label: 'JSON' },
      { value: 'text', label: 'Text' },
      { value: 'binary', label: 'An image, audio or a file' },
    ],
    initial: 'json',
    derived: true,
  });

/** `post rooms` → `POST /rooms`; a path alone is read. */
function completeRequest(text: string): string {
  const [, method = 'GET', path = ''] = /^(?:([a-z]+)\s+)?(\S+)$/i.exec(text) ?? [];
  if (path === '') return text;
  const isComplete = path.startsWith('/') || path.includes('://');
  return `${method.toUpperCase()} ${isComplete ? '' : '/'}${path}`;
}

function requestFault(text: string): string | undefined {
  try {
    readRequest(new Scanner(text));
    return undefined;
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
