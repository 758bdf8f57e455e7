import type { Unchecked } from '../call/define/definitions.js';
import { isObject } from '../utils/is-object.js';
import type { Checked } from './api-path.js';
import { requireNoErrors, unexpectedContent } from './body-error.js';
import { valueAt } from './dotted-path.js';
import type { ApiRequest } from './request.js';
import type { ApiResponse } from './response.js';

/**
 * Returns a request with a GraphQL document. Arguments belong in `variables`, never in the
 * document.
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
  ...(isQuery(document) && { safe: true }),
});

/** Returns whether all operations of a document are queries, by their keywords. */
function isQuery(document: string): boolean {
  const withoutLiterals = document.replace(/#[^\n\r]*|"""[^]*?"""|"(?:[^"\\\n]|\\.)*"/g, ' ');
  let depth = 0;
  let isStart = true;
  for (const [part] of withoutLiterals.matchAll(/[{}()]|\w+/g)) {
    if (/[{(]/.test(part)) depth++;
    else if (/[})]/.test(part)) depth--;
    else if (depth === 0 && isStart && part !== 'query' && part !== 'fragment') return false;
    isStart = part === '}' && depth === 0;
  }
  return /^\s*(?:query\b|fragment\b|\{)/.test(withoutLiterals);
}

const MEMBERS: ReadonlySet<string> = new Set(['query', 'variables', 'operationName', 'extensions']);

/** Returns whether a body is a GraphQL request; not that of a search, which often has a member `query` too. */
export const isGraphqlRequest = (body: unknown): boolean =>
  isObject(body) &&
  Object.keys(body).every((name) => MEMBERS.has(name)) &&
  typeof body.query === 'string' &&
  /^\s*(?:#|\{|(?:query|mutation|subscription|fragment)\b[^{]*\{)/.test(body.query);

/**
 * Returns the data of a GraphQL response, or the value at a dotted path in it: `graphqlData(response,
 * 'issueCreate.issue')`.
 * @throws ApiError if the response has errors, which GraphQL sends with status 200, or null in place of the value. The
 *   message quotes the errors, sanitized.
 */
export function graphqlData(response: ApiResponse, path?: string): Unchecked {
  requireNoErrors(response);
  const data = valueAt(response.body, 'data');
  if (!isObject(data)) throw unexpectedContent('The API did not send GraphQL data.', response);
  if (path === undefined) return data as object as Unchecked; // unchecked
  const value = valueAt(data, path) ?? undefined;
  if (value === undefined)
    throw unexpectedContent(`The API did not send "${path}" in its GraphQL data.`, response);
  return value as Unchecked; // unchecked
}
