import type { Unchecked } from '../call/definitions.js';
import type { Checked } from './api-path.js';
import { requireNoErrors, unexpectedContent } from './body-error.js';
import { valueAt } from './dotted-path.js';
import type { ApiRequest } from './request.js';
import type { ApiResponse } from './response.js';

/**
 * A request with a GraphQL document. Arguments belong in `variables`, never in the document.
 * @example
 * const response = await callApi(graphql('/graphql', DOCUMENT, { id }), context);
 * return graphqlData(response).issue;
 */
export const graphql = <const Path extends string>(
  path: Path & Checked<Path>,
  document: string,
  variables: Readonly<Record<string, unknown>> = {},
): ApiRequest<Path & Checked<Path>> => ({
  method: 'POST',
  path,
  body: { query: document, variables },
});

/**
 * The data of a GraphQL response.
 * @throws ApiError where the response has errors, which GraphQL sends with status 200. The message quotes them, sanitized.
 */
export function graphqlData(response: ApiResponse): Unchecked {
  requireNoErrors(response);
  const data = valueAt(response.body, 'data');
  if (typeof data === 'object' && data !== null) return data as Unchecked; // unchecked
  throw unexpectedContent('The API did not send GraphQL data.', response);
}
