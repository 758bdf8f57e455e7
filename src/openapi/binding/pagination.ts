import { flatOf } from '../schema/shape.js';
import {
  obj,
  ownValue,
  text,
  type Obj,
  type Operation,
  type Pagination,
  type RequestSpec,
  type Schema,
} from '../model.js';

const SIZE = ['per_page', 'limit', 'page_size', 'pagesize', 'max_results', 'maxresults', 'count'];
const PAGE = ['page', 'page_number'];
const OFFSET = ['offset', 'skip'];
/** Query parameters of pages. */
export const PAGING: readonly string[] = [...SIZE, ...PAGE, ...OFFSET];
const CURSOR: readonly (readonly [string[], string[]])[] = [
  [
    ['cursor', 'start_cursor', 'after', 'page_cursor'],
    [
      'next_cursor',
      'nextCursor',
      'response_metadata.next_cursor',
      'meta.next_cursor',
      'pagination.next_cursor',
      'paging.next.after',
    ],
  ],
  [
    ['page_token', 'pageToken'],
    ['next_page_token', 'nextPageToken', 'meta.next_page_token'],
  ],
  [['starting_after'], []],
];

/**
 * The pagination that the document proves: an integer parameter for the size, exactly one list, and a way to the next page.
 * Otherwise undefined: the parameters of pages are arguments.
 */
export function paginationOf(
  operation: Operation,
  request: RequestSpec,
  input: Schema,
  answer: Obj,
  headers: Obj,
  document: Obj,
): Pagination | undefined {
  if (operation.method !== 'GET') return undefined;
  const names = operation.parameters.filter((one) => one.in === 'query').map((one) => one.name);
  const size = names.find((name) => SIZE.includes(name.toLowerCase()));
  const schema = size === undefined ? undefined : obj(obj(input.properties)[size]);
  if (size === undefined || schema?.type !== 'integer') return undefined;
  const body = flatOf(answer, document);
  const listAt = body.type === 'array' ? '' : lists(body, document)[0];
  if (listAt === undefined) return undefined;
  const common = {
    limit: size,
    sizeParam: size,
    ...(listAt !== '' && { items: listAt }),
    ...(typeof schema.maximum === 'number' && { maxSize: schema.maximum }),
  };
  if (Object.keys(headers).some((name) => name.toLowerCase() === 'link'))
    return { style: 'link', ...common };
  for (const [params, nexts] of CURSOR) {
    const param = names.find((name) => params.includes(name));
    const next = nexts.find((path) => at(body, path, document) !== undefined);
    if (param !== undefined && next !== undefined)
      return { style: 'cursor', ...common, cursorParam: param, nextCursor: next };
  }
  const page = names.find((name) => PAGE.includes(name));
  if (page !== undefined)
    return {
      style: 'page',
      ...common,
      pageParam: page,
      firstPage: Number(obj(obj(input.properties)[page]).default ?? 1),
    };
  const offset = names.find((name) => OFFSET.includes(name));
  if (offset !== undefined && request.method === 'GET')
    return { style: 'offset', ...common, pageParam: offset };
  return undefined;
}

/** The only list of an object. */
function lists(schema: Obj, document: Obj): string[] {
  const found = Object.entries(obj(schema.properties))
    .filter(([, value]) => flatOf(value, document).type === 'array')
    .map(([name]) => name);
  return found.length === 1 ? found : [];
}

function at(schema: Obj, path: string, document: Obj): unknown {
  let current: unknown = schema;
  for (const key of path.split('.'))
    current = ownValue(obj(flatOf(current, document).properties), key);
  return current === undefined || text(path) === undefined ? undefined : current;
}
