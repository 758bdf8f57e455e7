import { valueAt } from '../dotted-path.js';
import type { ApiResponse } from '../response.js';
import type { Page, PageParameters, PageReader, PageSize } from './page.js';
import { countOf, itemsOf } from './values.js';

interface NumberedPages {
  /** Dotted path of the list; absent where the body is the list. */
  items?: string;
  /** Dotted path of the number of all items; without it, an empty page ends the list. */
  total?: string;
  size: PageSize;
}

/** Pages by number. */
export interface PageNumbers extends NumberedPages {
  /** Parameter with the number of the page. */
  parameter: string;
  /** Number of the first page: 1, unless stated. */
  first?: number;
}

/** Pages by the number of items before them. */
export interface Offsets extends NumberedPages {
  /** Parameter with the number of items to skip. */
  parameter: string;
}

/** Pages with numbers: `?page=2&per_page=50`. */
export const pageNumbers = ({ parameter, first = 1, ...pages }: PageNumbers): PageReader => ({
  size: pages.size,
  read(response, parameters, before) {
    const page = Number(parameters[parameter] ?? first);
    return pageOf(response, pages, before, () => ({ [parameter]: page + 1 }));
  },
});

/** Pages that start after a number of items: `?offset=50&limit=50`. */
export const offsets = ({ parameter, ...pages }: Offsets): PageReader => ({
  size: pages.size,
  read(response, parameters) {
    const before = Number(parameters[parameter] ?? 0); // the request may begin later than the list
    return pageOf(response, pages, before, (count) => ({ [parameter]: before + count }));
  },
});

/** A page with few items is not proof of the end: APIs have limits of their own, and leave out what a user may not see. */
function pageOf(
  response: ApiResponse,
  { items: path, total: totalPath }: NumberedPages,
  before: number,
  next: (count: number) => PageParameters,
): Page {
  const items = itemsOf(response, path);
  const end = before + items.length;
  const count = totalPath === undefined ? undefined : countOf(valueAt(response.body, totalPath));
  // APIs that do not count send -1, 0 or the number of items on this page.
  const total = count !== undefined && count >= end ? count : undefined;
  if (total === end) return { items };
  if (items.length === 0) return { items, ...(total !== undefined && { end: 'guessed' }) };
  return { items, next: next(items.length), ...(total === undefined && { end: 'guessed' }) };
}
