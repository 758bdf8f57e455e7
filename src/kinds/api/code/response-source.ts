import {
  call,
  type Code,
  entry,
  jsonCode,
  object,
  optionsArgument,
} from '../../../codegen/print/code.js';
import type { BoundApiTool, PaginationSpec, RequestSpec } from '../spec.js';

const ACCEPT = { json: undefined, text: 'text/plain', binary: '*/*', none: undefined } as const;

/** Returns the `Accept` header for a response; undefined if the default is right, or the request states one. */
export function acceptOf({ response, headers = {}, parameters = [] }: RequestSpec) {
  const inHeaders = parameters.filter((parameter) => parameter.in === 'header');
  const names = [
    ...Object.keys(headers),
    ...inHeaders.map(({ name, argument = '' }) => name ?? argument),
  ];
  if (names.some((name) => name.toLowerCase() === 'accept')) return undefined;
  return response?.contentType ?? ACCEPT[response?.as ?? 'json'];
}

/** Code of the body of a response that is in a variable. */
export const BODY = 'response.body';
/** Expression for a text that could be JSON: the text itself, not its value. A body that is not text makes the tool fail. */
const UNPARSED_BODY = 'response.text ?? response.body';

/** Returns whether the result of a list states that there may be more items. */
export const statesTruncation = ({ request, outputSchema }: BoundApiTool): boolean =>
  request.pagination !== undefined && outputSchema?.properties?.truncated !== undefined;

/**
 * Returns the code of a tool's result from a response or from what `collect` returns, and the
 * imports from `mcp-provider/api`.
 */
export function resultExpr(tool: BoundApiTool): {
  resultFrom(body: Code): Code;
  imports: string[];
  /** A line above the statement that returns it. */
  comment?: string;
} {
  const { graphql, dataPath, response = {}, resultKey, pagination } = tool.request;
  const list = pagination !== undefined;
  const { as, include, exclude, headers } = response;
  const names = headers && jsonCode(headers);
  if (as === 'binary' || (as === 'text' && names && resultKey === undefined))
    return {
      resultFrom: () => call('responseContent', ['response', ...(names ? [names] : [])]),
      imports: ['responseContent'],
    };
  const isNamed = statesTruncation(tool);
  const ofPages = ['truncated', ...(pagination?.cursor === undefined ? [] : ['next_cursor'])];
  const fields = (paths: readonly string[]) =>
    isNamed ? paths.map((path) => `${resultKey}.${path}`) : paths;
  const isData = graphql !== undefined && !list; // `collect` reads the data of pages itself.
  const selection = {
    ...(include && { include: [...fields(include), ...(isNamed ? ofPages : [])] }),
    ...(exclude && { exclude: fields(exclude) }),
  };
  const isSelected = Object.keys(selection).length > 0;
  return {
    resultFrom(stated) {
      const bodySource = as === 'text' && !list ? UNPARSED_BODY : stated;
      const path = dataPath === undefined ? [] : [jsonCode(dataPath)];
      const body = isData ? call('graphqlData', ['response', ...path]) : bodySource;
      const selectedBody = isSelected
        ? call('select', [body, ...optionsArgument(selection)])
        : body;
      const result =
        resultKey === undefined || isNamed
          ? selectedBody
          : object([entry(resultKey, selectedBody)]);
      return names ? call('withHeaders', [result, 'response', names]) : result;
    },
    ...(as === 'text' && !list && { comment: '// As the API sent it, also where it is JSON.' }),
    imports: [
      ...(isData ? ['graphqlData'] : []),
      ...(isSelected ? ['select'] : []),
      ...(names ? ['withHeaders'] : []),
    ],
  };
}

const FUNCTIONS = {
  link: 'linkPages',
  cursor: 'cursorPages',
  page: 'pageNumbers',
  offset: 'offsets',
} as const;

/** Returns the name of the function of `mcp-provider/api` that creates the reader of pages. */
export const pageFunction = ({ style }: PaginationSpec): string => FUNCTIONS[style];

/** Returns code that creates the reader of pages. */
export function pageReader(pagination: PaginationSpec): Code {
  const { items, sizeParam, maxSize } = pagination;
  const size = sizeParam === undefined ? undefined : { parameter: sizeParam, max: maxSize };
  const options = { items, ...ownOptions(pagination), size };
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return call(pageFunction(pagination), optionsArgument(Object.fromEntries(entries)));
}

function ownOptions(pagination: PaginationSpec): Record<string, string | number | undefined> {
  const { style, nextUrl, hasMore, cursorParam, total } = pagination;
  switch (style) {
    case 'link':
      return { next: nextUrl };
    case 'cursor':
      return {
        next: pagination.nextCursor,
        lastItem: pagination.lastItem,
        header: pagination.cursorHeader,
        more: hasMore,
        parameter: cursorParam,
      };
    case 'page':
      return { total, parameter: pagination.pageParam, first: pagination.firstPage };
    case 'offset':
      return { total, parameter: pagination.offsetParam };
  }
}

/** Place of page parameters, as `collect` names it. */
export type PagePlace = 'query' | 'body' | 'variables';

/** Returns the part of a request that contains its page parameters. */
export function pagePlace({ method, graphql }: RequestSpec): PagePlace {
  if (graphql !== undefined) return 'variables';
  return method === 'POST' ? 'body' : 'query';
}
