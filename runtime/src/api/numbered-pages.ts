import type { PageParameters } from './page-places.js';
import type { Page, PageReader, PageSize } from './pagination.js';
import { valueAt } from './dotted-path.js';
import { listOf } from './pagination.js';
import type { ApiResponse } from './response.js';

interface NumberedPages {
  /** Dotted path of the list; absent where the body is the list. */
  items?: string;
  /** Dotted path of the number of all items; without it, a page that is not full is the last. */
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
  read: (response, parameters) => {
    const page = Number(parameters[parameter] ?? first);
    const before = (page - first) * sizeIn(parameters, pages.size);
    return pageOf(response, parameters, pages, before, { [parameter]: page + 1 });
  },
});

/** Pages that start after a number of items: `?offset=50&limit=50`. */
export const offsets = ({ parameter, ...pages }: Offsets): PageReader => ({
  size: pages.size,
  read: (response, parameters) => {
    const before = Number(parameters[parameter] ?? 0);
    const next = before + listOf(response.body, pages.items).length;
    return pageOf(response, parameters, pages, before, { [parameter]: next });
  },
});

const sizeIn = (parameters: PageParameters, { parameter, max }: PageSize) =>
  Number(parameters[parameter] ?? max);

function pageOf(
  { body }: ApiResponse,
  parameters: PageParameters,
  { items: path, total: totalPath, size }: NumberedPages,
  before: number,
  next: PageParameters,
): Page {
  const items = listOf(body, path);
  const total = totalPath === undefined ? undefined : valueAt(body, totalPath);
  const more =
    typeof total === 'number'
      ? before + items.length < total
      : items.length >= sizeIn(parameters, size);
  return more && items.length > 0 ? { items, next } : { items };
}
