import { call, type Code } from '../../source/print/code.js';
import { optionsOf } from './scope.js';
import type { PaginationSpec, RequestSpec } from './spec.js';

const FUNCTIONS = {
  link: 'linkPages',
  cursor: 'cursorPages',
  page: 'pageNumbers',
  offset: 'offsets',
} as const;

/** The function of `mcp-provider/api` that makes the reader of pages. */
export const pageFunction = ({ style }: PaginationSpec): string => FUNCTIONS[style];

/** A call of it. */
export function pageReader(pagination: PaginationSpec): Code {
  const { items, sizeParam, maxSize } = pagination;
  const size = sizeParam === undefined ? undefined : { parameter: sizeParam, max: maxSize };
  const options = { items, ...ownOptions(pagination), size };
  const stated = Object.entries(options).filter(([, value]) => value !== undefined);
  return call(pageFunction(pagination), optionsOf(Object.fromEntries(stated)));
}

function ownOptions(pagination: PaginationSpec): Record<string, string | number | undefined> {
  const { style, nextUrl, hasMore, cursorParam, total } = pagination;
  switch (style) {
    case 'link':
      return { next: nextUrl };
    case 'cursor':
      return {
        next: pagination.nextCursor,
        lastItem: pagination.lastItem,
        header: pagination.cursorHeader,
        more: hasMore,
        parameter: cursorParam,
      };
    case 'page':
      return { total, parameter: pagination.pageParam, first: pagination.firstPage };
    case 'offset':
      return { total, parameter: pagination.offsetParam };
  }
}

/** As `collect` names it. */
export type PagePlace = 'query' | 'body' | 'variables';

/** Where a request has the parameters of its pages. */
export function pagePlace({ method, graphql }: RequestSpec): PagePlace {
  if (graphql !== undefined) return 'variables';
  return method === 'POST' ? 'body' : 'query';
}
