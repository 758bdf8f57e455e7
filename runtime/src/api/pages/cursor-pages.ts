import { valueAt } from '../dotted-path.js';
import type { PageReader, PageSize } from './page.js';
import { booleanOf, cursorOf, itemsOf } from './values.js';

/** Location of the items of a page, and of the cursor for the next page. */
export interface CursorPages {
  /** Dotted path of the list; absent if the body is the list. */
  items?: string;
  /** Dotted path of the cursor in the body. */
  next?: string;
  /** Instead of `next`: dotted path of the cursor in the last item. */
  lastItem?: string;
  /** Instead of `next`: name of the response header with the cursor. */
  header?: string;
  /** Dotted path of the value that states whether there are more items: a boolean, also as a number or a string. */
  more?: string;
  /** Name of the parameter for the cursor. */
  parameter: string;
  size?: PageSize;
}

/** Reads pages that contain a cursor for the next one. */
export const cursorPages = ({
  items: path,
  next = '',
  lastItem,
  header,
  more,
  parameter,
  size,
}: CursorPages): PageReader => ({
  parameter,
  // Some APIs, such as GitLab, send the number of the next page.
  selectsItem: (cursor) => lastItem !== undefined || !/^\d+$/.test(String(cursor)),
  read(response) {
    const { body, headers } = response;
    const items = itemsOf(response, path);
    const hasMore = more === undefined ? undefined : booleanOf(valueAt(body, more));
    if (hasMore === false) return { items };
    const isByItem = lastItem !== undefined;
    const value = header === undefined ? valueAt(body, next) : headers.get(header);
    const cursor = isByItem ? valueAt(items.at(-1), lastItem) : cursorOf(value, parameter);
    // The last item has a cursor even if no other item follows.
    const isGuess = hasMore === undefined ? isByItem && items.length > 0 : cursor === undefined;
    return {
      items,
      next: cursor === undefined ? undefined : { [parameter]: cursor },
      ...(isGuess && { end: 'guessed' }),
    };
  },
  ...(size && { size }),
});
