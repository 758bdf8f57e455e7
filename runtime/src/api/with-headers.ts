import type { Unchecked } from '../call/define/definitions.js';
import { isObject } from '../utils/is-object.js';
import type { ApiResponse } from './response.js';

/** Member of a result that contains response headers. */
export const RESPONSE_HEADERS = 'response_headers';

/**
 * Adds response headers that later calls need, such as `ETag` for `If-Match`, to the result of a
 * tool as `response_headers`; missing headers are omitted. A result that is not an object becomes
 * the member `body`.
 * @example return withHeaders(response.body, response, ['ETag']);
 */
export function withHeaders(
  result: object | undefined,
  response: Pick<ApiResponse, 'headers'>,
  names: readonly string[],
): Unchecked {
  const presentHeaders = responseHeaders(response, names);
  if (presentHeaders.length === 0) return result as Unchecked;
  const members = result === undefined ? {} : isObject(result) ? result : { body: result };
  return {
    ...members,
    [RESPONSE_HEADERS]: Object.fromEntries(presentHeaders),
  } as Partial<Unchecked> as Unchecked;
}

/** Returns the named headers of a response with their values. */
export const responseHeaders = (
  { headers }: Pick<ApiResponse, 'headers'>,
  names: readonly string[],
): (readonly [name: string, value: string])[] =>
  names.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
