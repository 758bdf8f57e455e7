import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../utils/is-object.js';
import type { TestedTool } from '../tested-provider.js';

/** Returns whether the list that a case states has more items. */
export const isCut = ({ result }: Pick<TestedTool, 'result'>): boolean =>
  isObject(result) && result.truncated === true;

/** Returns the result that a case states, with the cursor of what follows if there is more, which another test uses. */
export const statedResult = ({ result }: Pick<TestedTool, 'result'>, received: unknown): unknown =>
  isObject(result) &&
  isCut({ result }) &&
  isObject(received) &&
  typeof received.next_cursor === 'string'
    ? { next_cursor: received.next_cursor, ...result }
    : result;

/**
 * Returns the items that the responses of a case have after those of its result; undefined if the result does not have
 * the items as the API sends them, so that its end is unknown.
 */
export function unreadItems(
  { pages }: Pick<TestedTool, 'pages'>,
  result: unknown,
): unknown[] | undefined {
  const items = pages.flatMap(({ response }) => listsIn(response)).flat();
  const read = firstList(result);
  const isSame = isDeepStrictEqual(items.slice(0, read.length), read);
  return isSame ? items.slice(read.length) : undefined;
}

/** Returns the list in a result. */
export const firstList = (result: unknown): unknown[] =>
  isObject(result) ? (Object.values(result).find((value) => Array.isArray(value)) ?? []) : [];

/** Returns the lists in a response that are not in other lists. */
const listsIn = (value: unknown): unknown[][] =>
  Array.isArray(value) ? [value] : isObject(value) ? Object.values(value).flatMap(listsIn) : [];

/**
 * Returns the argument of a tool for the cursor of an earlier result: the only one of that name, or
 * with it in its name.
 */
export function cursorArgument(names: readonly string[]): string | undefined {
  if (names.includes('cursor')) return 'cursor';
  const [name, ...others] = names.filter((candidate) => /cursor/i.test(candidate));
  return others.length === 0 ? name : undefined;
}
