import type { ApiRequest, HttpAnswer } from './http.js';
import { ApiError } from './api-error.js';

type Query = NonNullable<ApiRequest['query']>;

export interface Page {
  items: unknown[];
  /** What the query of the next page has to say; absent on the last page. */
  next?: Query;
}

/** An API that keeps saying "there is more" must not keep us for ever. */
const MOST_PAGES = 50;
const LONGEST_MS = 30_000;

/**
 * Items of as many pages as it takes to have `limit` of them.
 * @throws ApiError where that takes too long: part of a list would pass for all of it
 */
export async function collect(
  limit: number,
  request: ApiRequest,
  call: (request: ApiRequest) => Promise<HttpAnswer>,
  pageOf: (answer: HttpAnswer) => Page,
): Promise<unknown[]> {
  const items: unknown[] = [];
  const deadline = performance.now() + LONGEST_MS;
  let query = request.query;
  for (let page = 0; page < MOST_PAGES && performance.now() < deadline; page++) {
    const { items: more, next } = pageOf(await call({ ...request, query }));
    items.push(...more);
    if (items.length >= limit || !next) return items.slice(0, limit);
    query = { ...query, ...next };
  }
  throw new ApiError(
    'answer',
    `The list has too many pages: only ${items.length} items could be read. Ask for fewer.`,
  );
}

/**
 * The list in an answer, or at a dotted path in it. APIs leave out what is empty: nothing at the path is an empty list.
 * @throws ApiError where there is something else
 */
export function listOf(body: unknown, path?: string): unknown[] {
  const list = path === undefined ? body : isObject(body) ? (valueAt(body, path) ?? []) : undefined;
  if (Array.isArray(list)) return list;
  throw new ApiError('answer', 'The API did not answer with a list.');
}

/** A value in the answer, by its dotted path. */
export function valueAt(body: unknown, path: string): unknown {
  let value = body;
  for (const name of path.split('.')) {
    value = isObject(value) ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
  }
  return value;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Ours. */
export const PAGE_SIZE = 50;
