import { valueAt } from '../dotted-path.js';
import { nextLink } from './link-header.js';
import type { PageReader, PageSize } from './page.js';
import { itemsOf, linkUrl } from './values.js';

/** Location of the items of a page, and of the URL of the next page. */
export interface LinkPages {
  /** Dotted path of the list; absent if the body is the list. */
  items?: string;
  /** Dotted path of the URL of the next page in the body; without it, the `Link` header has that URL. */
  next?: string;
  size?: PageSize;
}

/** Reads pages that contain the URL of the next one. */
export const linkPages = ({ items, next, size }: LinkPages = {}): PageReader => ({
  read(response) {
    const value = next === undefined ? nextLink(response.headers) : valueAt(response.body, next);
    const link = linkUrl(value);
    const isUnreadable = link === undefined && Boolean(value);
    return { items: itemsOf(response, items), link, ...(isUnreadable && { end: 'guessed' }) };
  },
  ...(size && { size }),
});
