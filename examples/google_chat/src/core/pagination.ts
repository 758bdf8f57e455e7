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

/** Items of as many pages as it takes to have `limit` of them. */
export async function collect(
  limit: number,
  request: ApiRequest,
  call: (request: ApiRequest) => Promise<HttpAnswer>,
  pageOf: (answer: HttpAnswer) => Page,
): Promise<unknown[]> {
  const items: unknown[] = [];
  let query = request.query;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { items: more, next } = pageOf(await call({ ...request, query }));
    items.push(...more);
    if (items.length >= limit || !next) break;
    query = { ...query, ...next };
  }
  return items.slice(0, limit);
}

/**
 * `Link: <…?page=2>; rel="next"` (RFC 8288). Only its query is taken: the next page is at the address of this one, so a
 * link cannot lead our credentials elsewhere.
 */
export function nextByLink(headers: Headers): Query | undefined {
  for (const link of headers.get('link')?.split(/,\s*(?=<)/) ?? []) {
    const [, address, relation] = /^<([^>]*)>.*;\s*rel="?([^";]*)"?/.exec(link) ?? [];
    if (address !== undefined && relation?.split(' ').includes('next')) {
      return Object.fromEntries(new URL(address, 'http://localhost').searchParams);
    }
  }
  return undefined;
}

/** The parameter that asks for the page after this one; APIs end a list with no cursor or an empty one. */
export function nextByCursor(parameter: string, cursor: unknown): Query | undefined {
  const more = (typeof cursor === 'string' && cursor !== '') || typeof cursor === 'number';
  return more ? { [parameter]: cursor } : undefined;
}

/** A value in the answer, by its dotted path. */
export function valueAt(body: unknown, path: string): unknown {
  let value = body;
  for (const name of path.split('.')) {
    value =
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === name)?.[1]
        : undefined;
  }
  return value;
}

export function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new ApiError('answer', 'The API did not answer with a list.');
}
