import type { ApiRequest } from './http.js';
import { valueAt } from './pagination.js';

/**
 * The parameter that asks for the page after this one: its value is at a dotted path in the answer. APIs end a list with
 * no cursor or an empty one.
 */
export function nextByCursor(body: unknown, path: string, parameter: string): ApiRequest['query'] {
  const cursor = valueAt(body, path);
  const more = (typeof cursor === 'string' && cursor !== '') || typeof cursor === 'number';
  return more ? { [parameter]: cursor } : undefined;
}
