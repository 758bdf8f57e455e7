import { moreItems } from '../model/spec.js';
import {
  type Obj,
  obj,
  type Pagination,
  type ParameterBinding,
  type Schema,
  type Tool,
  without,
} from './model.js';

/** What a tool that reads all pages itself has in place of the parameters of pages. */
interface Paged {
  description: string;
  inputSchema: Schema;
  outputSchema: Schema;
  resultKey: string;
  pagination: Obj;
  parameters: readonly ParameterBinding[];
}

const USUAL_LIMIT = 20;
/** Documents have defaults for programs: hundreds of items are more than a model can read. */
const MOST_USUAL = 50;
/** Pages that one call reads at most, with pages of the largest size. */
const MOST_PAGES = 10;

/** The pages of a tool as a spec states them; undefined where it cannot, and their parameters are arguments. */
export function pagesOf({
  description,
  inputSchema,
  outputSchema,
  request,
}: Tool): Paged | undefined {
  const { pagination, parameters = [] } = request;
  const list = listOf(request.resultKey, outputSchema, pagination);
  const spec = pagination && paginationOf(pagination);
  if (!list || !spec) return undefined;
  const { limit } = pagination;
  const position = pagination.cursorParam ?? pagination.pageParam;
  const isOfPages = ({ in: place, name }: ParameterBinding) =>
    place === 'query' && (name === limit || name === position);
  // Parameters with another name or style are left as they are.
  const areUsual = parameters
    .filter(isOfPages)
    .every(({ name, argument, ...how }) => name === argument && Object.keys(how).length === 1);
  const required = [inputSchema.required ?? []].flat();
  if (!areUsual || required.some((name) => name === position)) return undefined;
  const properties = obj(inputSchema.properties);
  const others = position === undefined ? properties : without(properties, position);
  // `per_page` is no word for the items of all pages.
  const argument = 'limit' in properties ? limit : 'limit';
  return {
    description: withoutPages(description),
    inputSchema: {
      ...inputSchema,
      properties: Object.fromEntries(
        Object.entries(others).map(([name, schema]) =>
          name === limit ? [argument, limitOf(obj(schema), pagination)] : [name, schema],
        ),
      ),
      ...(required.length > 0 && {
        required: required.map((name) => (name === limit ? argument : name)),
      }),
    },
    outputSchema: list.schema,
    resultKey: list.key,
    pagination: { ...spec, limit: argument },
    parameters: parameters.filter((one) => !isOfPages(one)),
  };
}

/** Without sentences about parameters that the tool does not have. */
function withoutPages(description: string): string {
  const text = description.replaceAll(/\b(?:paginated|paged) /gi, '');
  const sentences = text.split(/(?<=[.!?])\s+/).filter((sentence) => !OF_PAGES.test(sentence));
  return sentences.join(' ') || description;
}

const OF_PAGES =
  /\b(?:paginat\w+|cursors?|(?:next|per|previous|first|last) page|page (?:number|size|token)s?|pages are)\b/i;

/** What a response has beside the list that is then the result, such as the number of all items. */
export function besidePages(tool: Tool): string[] {
  const { items = '', nextCursor = '', total = '' } = tool.request.pagination ?? {};
  const used = [items, nextCursor.split('.')[0], total.split('.')[0]];
  const isRead = items !== '' && pagesOf(tool) !== undefined;
  const names = isRead ? Object.keys(obj(tool.outputSchema?.properties)) : [];
  return names.filter((name) => !used.includes(name));
}

/** The whole body, or the only list of an object, which is then the result. */
function listOf(
  resultKey: string | undefined,
  schema: Schema | undefined,
  pagination?: Pagination,
) {
  if (!schema || !pagination) return undefined;
  const { items } = pagination;
  if (resultKey !== undefined) {
    const properties = { ...obj(schema.properties), truncated: moreItems };
    return items === undefined ? { key: resultKey, schema: { ...schema, properties } } : undefined;
  }
  const itemsSchema = items === undefined ? undefined : obj(schema.properties)[items];
  if (items === undefined || ![obj(itemsSchema).type].flat().includes('array')) return undefined;
  const { $defs } = schema;
  return {
    key: items,
    schema: {
      type: 'object',
      properties: { [items]: { ...obj(itemsSchema), type: 'array' }, truncated: moreItems },
      required: [items],
      ...($defs !== undefined && { $defs }),
    },
  };
}

function limitOf({ maximum, ...schema }: Obj, { maxSize }: Pagination): Obj {
  const defaultLimit = typeof schema.default === 'number' ? schema.default : USUAL_LIMIT;
  const limit = Math.min(defaultLimit, maxSize ?? MOST_USUAL, MOST_USUAL);
  return {
    ...schema,
    type: 'integer',
    ...(maximum !== undefined && { maximum: Math.floor(Number(maximum)) * MOST_PAGES }),
    minimum: Math.max(1, Math.ceil(Number(schema.minimum ?? 1))),
    default: Math.floor(limit),
    description: 'How many at most.',
  };
}

/** Pages by number need the largest size: without it, the last page could not be told from a short one. */
function paginationOf(pagination: Pagination): Obj | undefined {
  const { style, limit, items, nextCursor, cursorParam, pageParam, firstPage } = pagination;
  const { sizeParam, maxSize, total } = pagination;
  const size =
    maxSize === undefined
      ? undefined
      : { sizeParam, maxSize, ...(total !== undefined && { total }) };
  const common = { style, limit, ...(items !== undefined && { items }), ...size };
  switch (style) {
    case 'link':
      return common;
    case 'cursor':
      return nextCursor === undefined ? undefined : { ...common, nextCursor, cursorParam };
    case 'page':
      return size && { ...common, pageParam, ...((firstPage ?? 1) !== 1 && { firstPage }) };
    case 'offset':
      return size && { ...common, offsetParam: pageParam };
  }
}
