import type { Questions } from '../../model/questions.js';
import { Misread, Scanner } from '../../model/scanner.js';
import { answerCheck } from '../../spec/questions/checks.js';
import { readRequest } from './request-flag.js';
import { pathRule } from './rules.js';
import type { ApiResource, ApiTool } from './spec.js';

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
  return text === '' ? undefined : { request: readRequest(new Scanner(text)) };
}

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
    message: 'Path below the base URL (empty: write the code yourself)',
    initial: '',
    check: (text) => (text === '' ? undefined : checkPath(text)),
  });
  return path === '' ? undefined : { request: { path } };
}
