import type { Unchecked } from '../../call/define/definitions.js';
import type { ApiResponse } from '../response.js';

/** Parameters of the query, or members of the body. */
export type PageParameters = Readonly<Record<string, unknown>>;

/** One page of a list. */
export interface Page {
  items: Unchecked[];
  /** Parameters for the next page, which replace or complete those of this page. */
  next?: PageParameters | undefined;
  /** URL of the next page as the API sent it, in place of `next`. Without both, this is the last page. */
  link?: string | undefined;
  /**
   * `guessed`: the API does not state whether the list ends here. The next page is requested to
   * find out, and a list without one may be incomplete. `likely`: the API states that it ends, in a
   * number that can mean something else. The next page is requested too, and its absence is the end.
   * Otherwise the list ends with the page that has no next one.
   */
  end?: 'guessed' | 'likely' | undefined;
}

/** Reads the pages of one API: `cursorPages`, `linkPages`, `pageNumbers`, `offsets`, or your own reader. */
export interface PageReader {
  /**
   * Returns the items of a page and the way to the next one; `parameters` are those of this page's
   * request.
   * @param before number of items on the preceding pages
   */
  read(response: ApiResponse, parameters: PageParameters, before: number): Page;
  /** Parameter for the size of the pages. */
  size?: PageSize;
  /** Name of the parameter that selects a page; a list can be continued in a later call only with it. */
  parameter?: string;
  /**
   * Returns whether a value of the parameter selects the same first item in pages of any size, unlike the number of a
   * page. If it does not, a later call continues in pages of the same size.
   */
  selectsItem?(value: unknown): boolean;
}

/** The parameter for the page size. */
export interface PageSize {
  /** Name of the parameter. */
  parameter: string;
  /** The largest size that the API accepts. */
  max: number;
}
