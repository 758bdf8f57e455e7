import type { Unchecked } from '../provider/define.js';
import { ApiError, quoted } from './api-error.js';
import { apiWords } from './error/api-words.js';
import { isRateLimit } from './error/rate-limit.js';
import { sanitized } from './error/sanitized.js';
import { valueAt } from './pagination.js';
import type { ApiRequest } from './request.js';
import type { ApiResponse } from './response.js';

/**
 * A request with a GraphQL document. Arguments belong in `variables`, never in the document.
 * @example
 * const response = await callApi(graphql('/graphql', DOCUMENT, { id }), context);
 * return graphqlData(response).issue;
 */
export const graphql = (
  path: string,
  document: string,
  variables: Readonly<Record<string, unknown>> = {},
): ApiRequest => ({ method: 'POST', path, body: { query: document, variables } });

/**
 * The data of a GraphQL response.
 * @throws ApiError where the response has errors, which GraphQL sends with status 200. The message quotes them, sanitized.
 */
export function graphqlData({ status, body }: ApiResponse): Unchecked {
  const errors = valueAt(body, 'errors');
  if (Array.isArray(errors) && errors.length > 0) {
    const detail = sanitized(apiWords(JSON.stringify({ errors }), 'application/json').join('; '));
    const [failure, message] = isRateLimit(detail)
      ? (['busy', 'Too many requests. Try again later.'] as const)
      : ([
          'arguments',
          'The API rejected the GraphQL request. Check the arguments and the permissions.',
        ] as const);
    throw new ApiError(failure, `${message}${quoted(detail)}`, { status, detail });
  }
  const data = valueAt(body, 'data');
  if (typeof data === 'object' && data !== null) return data as Unchecked; // not checked yet
  throw new ApiError('response', 'The API did not send GraphQL data.', { status });
}
