import type { Unchecked } from '../provider/define.js';
import { ApiError } from './api-error.js';
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
 * @throws ApiError where the response has errors, which GraphQL sends with status 200. Their texts are left out.
 */
export function graphqlData({ status, body }: ApiResponse): Unchecked {
  const errors = valueAt(body, 'errors');
  if (Array.isArray(errors) && errors.length > 0) {
    throw new ApiError(
      'arguments',
      'The API rejected the GraphQL request. Check the arguments and the permissions.',
      { status },
    );
  }
  const data = valueAt(body, 'data');
  if (typeof data === 'object' && data !== null) return data as Unchecked; // not checked yet
  throw new ApiError('response', 'The API did not send GraphQL data.', { status });
}
