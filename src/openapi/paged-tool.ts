import { objectOrEmpty } from '../../runtime/src/utils/is-object.js';
import { DEFAULT_PAGE_SIZE, listCursor, moreItems } from '../model/spec.js';
import {
  listOrEmpty,
  type Pagination,
  type ParameterBinding,
  type RawObject,
  type Schema,
  type Tool,
  withoutMember,
} from './model.js';
import { withoutDuplicates } from './schema/branches.js';

/** The parts of a tool that reads all pages, which replace the page parameters. */
interface PagedTool {
  description: string;
  inputSchema: Schema;
  outputSchema: Schema;
  resultKey: string;
  pagination: RawObject;
  parameters: readonly ParameterBinding[];
}

/**
 * Largest default limit of items. Defaults in documents are for programs: hundreds of items are
 * more than a model can read.
 */
const MAX_DEFAULT_LIMIT = 50;
/** Maximum number of pages per call, with pages of the largest size. */
const MAX_PAGES = 10;

/**
 * Returns the pages of a tool as a spec states them; undefined if a spec cannot state them, so that
 * the page parameters are arguments.
 */
export function pagedToolOf({
  description,
  inputSchema,
  outputSchema,
  request,
}: Tool): PagedTool | undefined {
  const { pagination, parameters = [] } = request;
  const result = resultList(request.resultKey, outputSchema, pagination);
  const spec =
    pagination &&
    specPagination(
      pagination,
      objectOrEmpty(objectOrEmpty(inputSchema.properties)[pagination.limit]),
    );
  if (!result || !spec) return undefined;
  const { limit } = pagination;
  const position = pagination.cursorParam ?? pagination.pageParam ?? pagination.offsetParam;
  const isOfPages = ({ in: place, name }: ParameterBinding) =>
    place === 'query' && (name === limit || name === position);
  // Parameters with another name or style stay as they are.
  const areUsual = parameters
    .filter(isOfPages)
    .every(
      ({ name, argument, ...serialization }) =>
        name === argument && Object.keys(serialization).length === 1,
    );
  const requiredNames = [inputSchema.required ?? []].flat();
  if (!areUsual || requiredNames.some((name) => name === position)) return undefined;
  const properties = objectOrEmpty(inputSchema.properties);
  const otherProperties = position === undefined ? properties : withoutMember(properties, position);
  const continues = canContinue(pagination) && !Object.hasOwn(otherProperties, CURSOR);
  // `per_page` would be a wrong name for the items of all pages.
  const argument = 'limit' in properties ? limit : 'limit';
  return {
    description: withoutPages(description),
    inputSchema: {
      ...inputSchema,
      properties: {
        ...Object.fromEntries(
          Object.entries(otherProperties).map(([name, schema]) =>
            name === limit
              ? [argument, pageSizeSchema(objectOrEmpty(schema), pagination)]
              : [name, schema],
          ),
        ),
        ...(continues && { [CURSOR]: listCursor.argument }),
      },
      ...(requiredNames.length > 0 && {
        required: requiredNames.map((name) => (name === limit ? argument : name)),
      }),
    },
    outputSchema: withPageStates(result.schema, continues),
    resultKey: result.key,
    pagination: { ...spec, limit: argument, ...(continues && { cursor: CURSOR }) },
    parameters: parameters.filter((parameter) => !isOfPages(parameter)),
  };
}

const CURSOR = 'cursor';

/**
 * Returns whether a later call can continue the list: the API sends no whole URL, whose path and
 * query a caller could forge.
 */
const canContinue = ({ style }: Pagination): boolean => style !== 'link';

/** Returns the schema of a result with how to continue, and whether there is more. */
const withPageStates = (schema: Schema, continues: boolean): Schema => ({
  ...schema,
  properties: {
    ...objectOrEmpty(schema.properties),
    ...(continues && { next_cursor: listCursor.result }),
    truncated: moreItems(continues),
  },
});

/** Returns the description without sentences about parameters that the tool does not have. */
function withoutPages(description: string): string {
  const text = description.replaceAll(/\b(?:paginated|paged) /gi, '');
  const sentences = text.split(/(?<=[.!?])\s+/).filter((sentence) => !PAGE_WORDS.test(sentence));
  return sentences.join(' ') || description;
}

const PAGE_WORDS =
  /\b(?:paginat\w+|cursors?|(?:next|per|previous|first|last) page|page (?:number|size|token)s?|pages are)\b/i;

/** Returns the members of the response besides the list that becomes the result, such as the number of all items. */
export function membersBesideList(tool: Tool): string[] {
  const { items = '', nextCursor = '', total = '' } = tool.request.pagination ?? {};
  const usedNames = [items, nextCursor.split('.')[0], total.split('.')[0]];
  const isRead = items !== '' && pagedToolOf(tool) !== undefined;
  const names = isRead
    ? responseObjects(tool.request.resultKey, tool.outputSchema ?? {}).flatMap(({ properties }) =>
        Object.keys(objectOrEmpty(properties)),
      )
    : [];
  return [...new Set(names)].filter((name) => !usedNames.includes(name));
}

/** Returns the list that becomes the result: the whole body, or the only list of an object. */
function resultList(
  resultKey: string | undefined,
  schema: Schema | undefined,
  pagination?: Pagination,
) {
  if (!schema || !pagination) return undefined;
  const { items } = pagination;
  if (resultKey !== undefined && items === undefined) {
    return { key: resultKey, schema };
  }
  const lists = responseObjects(resultKey, schema).flatMap(({ properties }) =>
    nonNullBranches(objectOrEmpty(objectOrEmpty(properties)[items ?? ''])),
  );
  if (items === undefined || !lists.every(({ type }) => [type].flat().includes('array')))
    return undefined;
  const [first, ...otherItems] = withoutDuplicates(lists.map((list) => objectOrEmpty(list.items)));
  const { $defs } = schema;
  return {
    key: items,
    schema: {
      type: 'object',
      properties: {
        [items]: {
          ...lists[0],
          type: 'array',
          ...(first && otherItems.length > 0 && { items: { anyOf: [first, ...otherItems] } }),
        },
      },
      required: [items],
      ...($defs !== undefined && { $defs }),
    },
  };
}

/**
 * Returns the objects that a response can be: those of a union, which is a member of the result, or
 * that of the result.
 */
const responseObjects = (resultKey: string | undefined, schema: Schema): RawObject[] =>
  resultKey === undefined
    ? [schema]
    : nonNullBranches(objectOrEmpty(objectOrEmpty(schema.properties)[resultKey]));

/** Returns the branches of a schema besides null, or the schema itself. */
function nonNullBranches(schema: RawObject): RawObject[] {
  const branches = [...listOrEmpty(schema.anyOf), ...listOrEmpty(schema.oneOf)].map(objectOrEmpty);
  return branches.length === 0 ? [schema] : branches.filter(({ type }) => type !== 'null');
}

function pageSizeSchema({ maximum, ...schema }: RawObject, { maxSize }: Pagination): RawObject {
  const defaultLimit = typeof schema.default === 'number' ? schema.default : DEFAULT_PAGE_SIZE;
  const limit = Math.min(defaultLimit, maxSize ?? MAX_DEFAULT_LIMIT, MAX_DEFAULT_LIMIT);
  return {
    ...schema,
    type: 'integer',
    ...(maximum !== undefined && { maximum: Math.floor(Number(maximum)) * MAX_PAGES }),
    minimum: Math.max(1, Math.ceil(Number(schema.minimum ?? 1))),
    default: Math.floor(limit),
    description: 'How many at most.',
  };
}

/**
 * Returns the pagination of a spec. Pages by number need the largest size, because otherwise the
 * last page could not be distinguished from a short one. If the document states none, other pages
 * have at most the size of its default, or a usual one, so that a small limit reads no large page.
 * @param size schema of the size parameter
 */
function specPagination(pagination: Pagination, size: RawObject): RawObject | undefined {
  const { style, limit, items, nextCursor, cursorParam, pageParam, offsetParam, firstPage } =
    pagination;
  const { sizeParam, maxSize, total } = pagination;
  const usualSize = typeof size.default === 'number' ? Math.floor(size.default) : DEFAULT_PAGE_SIZE;
  const common = {
    style,
    limit,
    ...(items !== undefined && { items }),
    sizeParam,
    maxSize: maxSize ?? Math.max(usualSize, Math.ceil(Number(size.minimum ?? 1))),
    ...(total !== undefined && { total }),
  };
  const isNumbered = maxSize !== undefined;
  switch (style) {
    case 'link':
      return common;
    case 'cursor':
      return nextCursor === undefined ? undefined : { ...common, nextCursor, cursorParam };
    case 'page':
      return isNumbered
        ? { ...common, pageParam, ...((firstPage ?? 1) !== 1 && { firstPage }) }
        : undefined;
    case 'offset':
      return isNumbered ? { ...common, offsetParam } : undefined;
  }
}
