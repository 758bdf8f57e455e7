import { snakeCase } from '../../../runtime/src/utils/argument-names.js';
import { objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import {
  listOrEmpty,
  type Operation,
  ownValue,
  type Pagination,
  type RawObject,
  type Schema,
} from '../model.js';
import { mergedTarget } from '../schema/serialized-shape.js';

const SIZE = ['per_page', 'limit', 'page_size', 'pagesize', 'max_results', 'maxresults', 'count'];
const PAGE = ['page', 'page_number'];
const OFFSET = ['offset', 'skip'];
export const PAGING: readonly string[] = [...SIZE, ...PAGE, ...OFFSET];
/** Query parameters with the place of the next page, in snake_case: `PageToken` is `page_token`. */
const CURSOR =
  /^((start|next|page)_?)?(cursor|marker)$|^(start|next|page|continuation)_?token$|^(starting_)?after$|^offset$/;
const NEXT_CURSOR_NAME = /^next(_page)?_(cursor|token|marker|key)$/;

/**
 * Returns the pagination that the document proves: a number as the size parameter, exactly one
 * list, and a way to the next page. Otherwise undefined, and the page parameters are arguments.
 */
export function findPagination(
  operation: Operation,
  input: Schema,
  answer: RawObject,
  headers: RawObject,
  document: RawObject,
): Pagination | undefined {
  if (operation.method !== 'GET') return undefined;
  const names = operation.parameters
    .filter((parameter) => parameter.in === 'query')
    .map((parameter) => parameter.name);
  const size = names.find((name) => SIZE.includes(snakeCase(name)));
  const schema =
    size === undefined ? undefined : objectOrEmpty(objectOrEmpty(input.properties)[size]);
  if (size === undefined || !hasType(schema, NUMBERS)) return undefined;
  const body = { properties: responseMembers(answer, document) };
  const listAt = isList(answer, document) ? '' : lists(body, document)[0];
  if (listAt === undefined) return undefined;
  const common = {
    limit: size,
    sizeParam: size,
    ...(listAt !== '' && { items: listAt }),
    ...(typeof schema?.maximum === 'number' && { maxSize: Math.floor(schema.maximum) }),
  };
  if (Object.keys(headers).some((name) => name.toLowerCase() === 'link'))
    return { style: 'link', ...common };
  for (const cursor of names.filter((name) => CURSOR.test(snakeCase(name)))) {
    const nextPath = nextIn(body, snakeCase(cursor), document);
    if (nextPath !== undefined)
      return { style: 'cursor', ...common, cursorParam: cursor, nextCursor: nextPath };
  }
  const total = totalIn(body, document);
  const numberedPages = { ...common, ...(total !== undefined && { total }) };
  const page = names.find((name) => PAGE.includes(snakeCase(name)));
  if (page !== undefined)
    return {
      style: 'page',
      ...numberedPages,
      pageParam: page,
      firstPage: Number(objectOrEmpty(objectOrEmpty(input.properties)[page]).default ?? 1),
    };
  const offset = names.find((name) => OFFSET.includes(snakeCase(name)));
  if (offset !== undefined) return { style: 'offset', ...numberedPages, offsetParam: offset };
  return undefined;
}

/** Returns the branches of a schema besides null, or the schema itself. */
function resolvedBranches(schema: unknown, document: RawObject): RawObject[] {
  const mergedSchema = mergedTarget(schema, document);
  const branches = [...listOrEmpty(mergedSchema.anyOf), ...listOrEmpty(mergedSchema.oneOf)].map(
    (branch) => mergedTarget(branch, document),
  );
  return branches.length === 0 ? [mergedSchema] : branches.filter(({ type }) => type !== 'null');
}

const isList = (schema: unknown, document: RawObject): boolean => {
  const branches = resolvedBranches(schema, document);
  return branches.length > 0 && branches.every(({ type }) => type === 'array');
};

/** Returns the members of a response, if it is one of several objects those that all of them have. */
function responseMembers(schema: unknown, document: RawObject): RawObject {
  const [first, ...otherBranches] = resolvedBranches(schema, document);
  const commonMembers = Object.entries(objectOrEmpty(first?.properties)).filter(([name, member]) =>
    otherBranches.every((branch) => {
      const otherMember = ownValue(objectOrEmpty(branch.properties), name);
      return (
        otherMember !== undefined && isList(otherMember, document) === isList(member, document)
      );
    }),
  );
  return {
    ...Object.fromEntries(commonMembers),
    ...objectOrEmpty(mergedTarget(schema, document).properties),
  };
}

/** Lists that responses have besides their items. */
const ACCOMPANYING_LISTS: ReadonlySet<string> = new Set(['errors', 'warnings']);

/** Returns the name of the only list of an object, apart from those lists; empty if there is none or more than one. */
function lists(schema: RawObject, document: RawObject): string[] {
  const candidates = Object.entries(objectOrEmpty(schema.properties))
    .filter(([name]) => !ACCOMPANYING_LISTS.has(name))
    .filter(([, value]) => isList(value, document))
    .map(([name]) => name);
  return candidates.length === 1 ? candidates : [];
}

/** Maximum number of objects around a cursor: `pages.next.starting_after` has two. */
const MAX_DEPTH = 2;

/** Returns the dotted path of the next cursor or link, if the response has it under a known name. */
function nextIn(
  schema: RawObject,
  cursor: string,
  document: RawObject,
  parentNames: readonly string[] = [],
): string | undefined {
  const members = Object.entries(objectOrEmpty(schema.properties));
  const isInNext = parentNames.some((name) => /^next/i.test(name));
  const isOwn = isInNext || (parentNames.length === 0 && /(cursor|token|marker)$/.test(cursor));
  const isNext = (name: string) =>
    NEXT_CURSOR_NAME.test(name) || name === `next_${cursor}` || (isOwn && name === cursor);
  const [ownName] =
    members.find(([name, value]) => isNext(snakeCase(name)) && isText(value, document)) ?? [];
  if (ownName !== undefined) return [...parentNames, ownName].join('.');
  if (parentNames.length === MAX_DEPTH) return undefined;
  for (const [name, value] of members) {
    const nestedPath = nextIn(mergedTarget(value, document), cursor, document, [
      ...parentNames,
      name,
    ]);
    if (nestedPath !== undefined) return nestedPath;
  }
  return undefined;
}

/** Names of the number of all items, which is not the number of pages. */
const TOTAL_NAME = /^(total|total_(count|items|results|records)|(items|results|records)_total)$/;

/** Returns the dotted path of the number of all items, in the body or in an object of it: `meta.total`. */
function totalIn(body: Schema, document: RawObject): string | undefined {
  const members = Object.entries(objectOrEmpty(body.properties));
  const totalMember = (candidates: typeof members) =>
    candidates.find(
      ([name, value]) =>
        TOTAL_NAME.test(snakeCase(name)) && hasType(mergedTarget(value, document), TOTAL_TYPES),
    )?.[0];
  const total = totalMember(members);
  if (total !== undefined) return total;
  for (const [name, value] of members) {
    const nestedMember = totalMember(
      Object.entries(objectOrEmpty(mergedTarget(value, document).properties)),
    );
    if (nestedMember !== undefined) return `${name}.${nestedMember}`;
  }
  return undefined;
}

/** Types of page numbers; document generators also use `number` for integers. */
const NUMBERS = ['integer', 'number'];
/** Types of totals; PostgreSQL and PHP send large integers as text. */
const TOTAL_TYPES = [...NUMBERS, 'string'];

const hasType = (schema: RawObject | undefined, types: readonly string[]): boolean =>
  [schema?.type].flat().some((type) => types.includes(String(type)));

const isText = (schema: unknown, document: RawObject): boolean => {
  const { type } = mergedTarget(schema, document);
  return type === undefined || [type].flat().includes('string');
};
