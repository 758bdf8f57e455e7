import { valueAt } from '../dotted-path.js';
import type { ApiResponse } from '../response.js';
import type { Page, PageParameters, PageReader, PageSize } from './page.js';
import { countOf, itemsOf } from './values.js';

interface NumberedPages {
  /** Dotted path of the list; absent if the body is the list. */
  items?: string;
  /** Dotted path of the total number of items; without it, an empty page ends the list. */
  total?: string;
  size: PageSize;
}

/** Pages that are requested by their number. */
export interface PageNumbers extends NumberedPages {
  /** Parameter with the number of the page. */
  parameter: string;
  /** Number of the first page; 1 by default. */
  first?: number;
}

/** Pages that are requested by the number of preceding items. */
export interface Offsets extends NumberedPages {
  /** Parameter with the number of items to skip. */
  parameter: string;
}

/** Reads pages by number: `?page=2&per_page=50`. */
export const pageNumbers = ({ parameter, first = 1, ...pages }: PageNumbers): PageReader => ({
  parameter,
  size: pages.size,
  read(response, parameters, precedingItems) {
    const page = Number(parameters[parameter] ?? first);
    const place = { precedingItems, asked: parameters[pages.size.parameter] };
    return pageOf(response, pages, place, () => ({ [parameter]: page + 1 }));
  },
});

/** Reads pages by offset: `?offset=50&limit=50`. */
export const offsets = ({ parameter, ...pages }: Offsets): PageReader => ({
  parameter,
  selectsItem: () => true,
  size: pages.size,
  read(response, parameters) {
    const before = Number(parameters[parameter] ?? 0); // the request may start after the first item
    const place = { precedingItems: before, asked: parameters[pages.size.parameter] };
    return pageOf(response, pages, place, (count) => ({ [parameter]: before + count }));
  },
});

/**
 * Reads a page. A page with few items does not prove the end: APIs have their own limits and
 * omit items that a user may not see.
 * @param asked size that was asked for
 */
function pageOf(
  response: ApiResponse,
  { items: path, total: totalPath }: NumberedPages,
  { precedingItems, asked: requestedSize }: { precedingItems: number; asked: unknown },
  next: (count: number) => PageParameters,
): Page {
  const items = itemsOf(response, path);
  const end = precedingItems + items.length;
  const count = totalPath === undefined ? undefined : countOf(valueAt(response.body, totalPath));
  // APIs that do not count send -1, 0 or the number of items on this page.
  const total = count !== undefined && count >= end ? count : undefined;
  // On a full first page, it can be either number.
  const isEither = precedingItems === 0 && items.length === Number(requestedSize);
  if (total === end)
    return isEither ? { items, next: next(items.length), end: 'likely' } : { items };
  if (items.length === 0) return { items, ...(total !== undefined && { end: 'guessed' }) };
  return { items, next: next(items.length), ...(total === undefined && { end: 'guessed' }) };
}
