import { ToolError } from '../../call/result/tool-error.js';
import { nodeCrypto } from '../../node/node-module.js';
import { exactJsonText } from '../../utils/exact-json.js';
import type { PageParameters, PageReader } from './page.js';

/** Where a list continues. */
export interface ListPosition {
  /** Parameters that select the page. */
  parameters: PageParameters;
  /** Number of items on the pages before it. */
  before: number;
  /** Number of items of the page that were returned already. */
  skip: number;
  /** Whether the page may not exist, because the API does not state where the list ends. */
  isCheck: boolean;
}

/** The position of the first page. */
export const LIST_START: ListPosition = { parameters: {}, before: 0, skip: 0, isCheck: false };

/** Returns a short hash of what a list consists of, so that its cursors continue no other list. */
export const listHash = (list: unknown): string =>
  nodeCrypto().createHash('sha256').update(exactJsonText(list)).digest('base64url').slice(0, 8);

/**
 * Returns the text of a position for a later call; undefined if no parameter selects a page,
 * because the API sends URLs.
 */
export function cursorText(
  { parameter, size, selectsItem }: PageReader,
  list: string,
  { parameters, before, skip, isCheck }: ListPosition,
): string | undefined {
  if (parameter === undefined) return undefined;
  const position = parameters[parameter];
  // Pages of another size could begin at other items, or lack those to skip.
  const isOfAnySize = skip === 0 && selectsItem?.(position);
  const sizeValue = size && !isOfAnySize ? parameters[size.parameter] : undefined;
  const values = [list, position, sizeValue, before, skip, isCheck];
  return Buffer.from(JSON.stringify(values.map((value) => value ?? null))).toString('base64url');
}

/**
 * Returns the position in a cursor, which comes back from a model, so it can be anything: it can set no other parameters
 * than those of pages.
 * @throws ToolError
 */
export function positionIn(
  cursor: string,
  { parameter = '', size }: PageReader,
  list: string,
): ListPosition {
  const isCount = (value: unknown): value is number =>
    Number.isSafeInteger(value) && (value as number) >= 0;
  try {
    const values = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    const [cursorList, position, requestedSize, before, skip, isCheck, ...others] = values;
    const isSize =
      size && isCount(requestedSize) && requestedSize >= 1 && requestedSize <= size.max;
    if (
      cursorList === list &&
      (isSize || requestedSize === null) &&
      isCount(before) &&
      isCount(skip) &&
      typeof isCheck === 'boolean' &&
      others.length === 0
    )
      return {
        parameters: {
          ...(position !== null && { [parameter]: position }),
          ...(isSize && { [size.parameter]: requestedSize }),
        },
        before,
        skip,
        isCheck,
      };
  } catch {
    // The cursor is not one of this server.
  }
  throw new ToolError(
    'The cursor is not one that this tool returned for these arguments. Only the limit may differ.',
  );
}
