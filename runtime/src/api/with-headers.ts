import type { Unchecked } from '../call/definitions.js';
import { isObject } from '../utils/is-object.js';
import type { ApiResponse } from './response.js';

/** The member of a result that has headers of the response. */
export const RESPONSE_HEADERS = 'response_headers';

/**
 * The result of a tool with response headers that later calls need, such as `ETag` for `If-Match`, in `response_headers`;
 * those that the API does not send are left out. A result that is not an object becomes the member `body`.
 * @example return withHeaders(response.body, response, ['ETag']);
 */
export function withHeaders(
  result: object | undefined,
  response: Pick<ApiResponse, 'headers'>,
  names: readonly string[],
): Unchecked {
  const sent = headersOf(response, names);
  if (sent.length === 0) return result as Unchecked;
  const members = result === undefined ? {} : isObject(result) ? result : { body: result };
  return {
    ...members,
    [RESPONSE_HEADERS]: Object.fromEntries(sent),
  } as Partial<Unchecked> as Unchecked;
}

/** The named headers that a response has, with their values. */
export const headersOf = (
  { headers }: Pick<ApiResponse, 'headers'>,
  names: readonly string[],
): (readonly [name: string, value: string])[] =>
  names.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
