import type { Unchecked } from '../../call/definitions.js';
import type { ApiResponse } from '../response.js';

/** Parameters in the query, or members of the body. */
export type PageParameters = Readonly<Record<string, unknown>>;

/** One page of a list. */
export interface Page {
  items: Unchecked[];
  /** Parameters that the request for the next page has instead of, or besides, those of this one. */
  next?: PageParameters | undefined;
  /** In place of `next`: the address of the next page, as the API sent it. Without both, nothing follows. */
  link?: string | undefined;
  /**
   * `guessed`: the API does not say whether the list ends here. The next page is requested to find out, and a list without
   * one may be incomplete. Otherwise, the list ends with the page that has no next one.
   */
  end?: 'guessed' | undefined;
}

/** Reads the pages of one API: `cursorPages`, `linkPages`, `pageNumbers`, `offsets`, or your own. */
export interface PageReader {
  /**
   * The items of a page, and the way to the next one; `parameters` are those of the request for this page.
   * @param before how many items the pages before this one had
   */
  read(response: ApiResponse, parameters: PageParameters, before: number): Page;
  /** How the API is told the size of its pages. */
  size?: PageSize;
}

/** How an API is told the size of its pages. */
export interface PageSize {
  /** Name of the parameter. */
  parameter: string;
  /** The largest size that the API accepts. */
  max: number;
}
