import type { Questions } from '../../model/questions.js';
import { answerCheck } from '../../spec/questions/checks.js';
import { pathRule } from './rules.js';
import { httpMethods, type ApiResource, type ApiTool, type HttpMethod } from './spec.js';

const NO_REQUEST = 'none';

const checkPath = answerCheck('The path', pathRule);

/** The request of a tool. */
export async function askRequest(
  questions: Questions,
): Promise<Pick<ApiTool, 'request'> | undefined> {
  const method = await questions.choose<HttpMethod | typeof NO_REQUEST>({
    message: 'HTTP method',
    choices: [
      ...httpMethods.map((value) => ({ value, label: value })),
      { value: NO_REQUEST, label: 'No request yet: write the code yourself' },
    ],
  });
  if (method === NO_REQUEST) return undefined;
  const path = await questions.text({
    message: 'Path below the base URL, with {arguments}, such as /rooms/{room_id}/messages',
    check: checkPath,
  });
  return { request: { method, path } };
}

/** The request of a resource. */
export async function askResourceRequest(
  questions: Questions,
): Promise<Pick<ApiResource, 'request'> | undefined> {
  const path = await questions.text({
    message: 'Path below the base URL (empty: write the code yourself)',
    initial: '',
    check: (text) => (text === '' ? undefined : checkPath(text)),
  });
  return path === '' ? undefined : { request: { path } };
}
