import { words } from '../../../runtime/src/utils/argument-names.js';
import {
  type Obj,
  obj,
  type Operation,
  type Pagination,
  type RequestSpec,
  type Schema,
} from '../model.js';
import { flatOf } from '../schema/shape.js';

const SIZE = ['per_page', 'limit', 'page_size', 'pagesize', 'max_results', 'maxresults', 'count'];
const PAGE = ['page', 'page_number'];
const OFFSET = ['offset', 'skip'];
export const PAGING: readonly string[] = [...SIZE, ...PAGE, ...OFFSET];
/** Query parameters that take the place of the next page: `PageToken` is `page_token`. */
const CURSOR =
  /^((start|next|page)_?)?(cursor|marker)$|^(start|next|page|continuation)_?token$|^(starting_)?after$|^offset$/;
const NEXT = /^next(_page)?_(cursor|token|marker|key)$/;

/**
 * The pagination that the document proves: a number as the parameter for the size, exactly one list, and a way to the next page.
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
  if (size === undefined || !hasType(schema, NUMBERS)) return undefined;
  const body = flatOf(answer, document);
  const listAt = body.type === 'array' ? '' : lists(body, document)[0];
  if (listAt === undefined) return undefined;
  const common = {
    limit: size,
    sizeParam: size,
    ...(listAt !== '' && { items: listAt }),
    ...(typeof schema?.maximum === 'number' && { maxSize: Math.floor(schema.maximum) }),
  };
  if (Object.keys(headers).some((name) => name.toLowerCase() === 'link'))
    return { style: 'link', ...common };
  for (const cursor of names.filter((name) => CURSOR.test(words(name)))) {
    const next = nextIn(body, words(cursor), document);
    if (next !== undefined)
      return { style: 'cursor', ...common, cursorParam: cursor, nextCursor: next };
  }
  const total = totalIn(body, document);
  const numbered = { ...common, ...(total !== undefined && { total }) };
  const page = names.find((name) => PAGE.includes(name));
  if (page !== undefined)
    return {
      style: 'page',
      ...numbered,
      pageParam: page,
      firstPage: Number(obj(obj(input.properties)[page]).default ?? 1),
    };
  const offset = names.find((name) => OFFSET.includes(name));
  if (offset !== undefined && request.method === 'GET')
    return { style: 'offset', ...numbered, pageParam: offset };
  return undefined;
}

/** Lists that responses have beside their own. */
const BESIDE: ReadonlySet<string> = new Set(['errors', 'warnings']);

/** The only list of an object. */
function lists(schema: Obj, document: Obj): string[] {
  const candidates = Object.entries(obj(schema.properties))
    .filter(([name]) => !BESIDE.has(name))
    .filter(([, value]) => flatOf(value, document).type === 'array')
    .map(([name]) => name);
  return candidates.length === 1 ? candidates : [];
}

/** Levels of objects around a cursor: `pages.next.starting_after`. */
const DEEPEST = 2;

/** Dotted path of the place of the next page, where the response has it under a name that says so. */
function nextIn(
  schema: Obj,
  cursor: string,
  document: Obj,
  around: readonly string[] = [],
): string | undefined {
  const members = Object.entries(obj(schema.properties));
  const isInNext = around.some((name) => /^next/i.test(name));
  const isOwn = isInNext || (around.length === 0 && /(cursor|token|marker)$/.test(cursor));
  const isNext = (name: string) =>
    NEXT.test(name) || name === `next_${cursor}` || (isOwn && name === cursor);
  const [own] =
    members.find(([name, value]) => isNext(words(name)) && isText(value, document)) ?? [];
  if (own !== undefined) return [...around, own].join('.');
  if (around.length === DEEPEST) return undefined;
  for (const [name, value] of members) {
    const below = nextIn(flatOf(value, document), cursor, document, [...around, name]);
    if (below !== undefined) return below;
  }
  return undefined;
}

/** The number of all items, not of pages. */
const TOTAL = /^(total|total_(count|items|results|records)|(items|results|records)_total)$/;

/** Dotted path of it, in the body or in an object there: `meta.total`. */
function totalIn(body: Schema, document: Obj): string | undefined {
  const members = Object.entries(obj(body.properties));
  const totalMember = (all: typeof members) =>
    all.find(
      ([name, value]) => TOTAL.test(words(name)) && hasType(flatOf(value, document), COUNTS),
    )?.[0];
  const total = totalMember(members);
  if (total !== undefined) return total;
  for (const [name, value] of members) {
    const below = totalMember(Object.entries(obj(flatOf(value, document).properties)));
    if (below !== undefined) return `${name}.${below}`;
  }
  return undefined;
}

/** Generators of documents write integers so, too. */
const NUMBERS = ['integer', 'number'];
/** PostgreSQL and PHP send large ones as text. */
const COUNTS = [...NUMBERS, 'string'];

const hasType = (schema: Obj | undefined, types: readonly string[]): boolean =>
  [schema?.type].flat().some((type) => types.includes(String(type)));

const isText = (schema: unknown, document: Obj): boolean => {
  const { type } = flatOf(schema, document);
  return type === undefined || [type].flat().includes('string');
};
