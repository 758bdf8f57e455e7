import { call, type Code, entry, jsonCode, object } from '../../../codegen/print/code.js';
import { printCode } from '../../../codegen/print/layout.js';
import { memberSource } from '../../../codegen/print/statement.js';
import { multiline } from '../../../codegen/print/text-literal.js';
import type { CodeHome, CodeSource } from '../../../model/kind.js';
import { graphqlDocument } from '../graphql.js';
import type { BoundApiTool, PaginationSpec, ResponseSpec } from '../spec.js';
import { DOCUMENT, type RequestSource, requestSource } from './request-source.js';
import {
  BODY,
  pageFunction,
  pagePlace,
  pageReader,
  resultExpr,
  statesTruncation,
} from './response-source.js';
import { pageSource } from './shared-pages.js';

/** Returns the code of a tool: its request, and its result from the response. */
export function toolCode(tool: BoundApiTool, { sharedModule }: CodeHome = {}): CodeSource {
  const { request } = tool;
  const { pagination, graphql } = request;
  const result = resultExpr(tool);
  const { job = false } = request.response ?? {};
  const sharedPage = pagination && sharedModule?.names.get(pageSource(pagination));
  const ownPages = sharedPage === undefined ? pagination : undefined;
  const page = sharedPage ?? 'page';
  const neededVariables = [
    ...(pagination ? ['collect'] : []),
    ...(ownPages ? [pageFunction(ownPages)] : []),
    ...(job === false ? [] : ['finished']),
    ...result.imports,
  ];
  const needsContext = pagination !== undefined || job !== false;
  const isValue = needsContext || result.resultFrom(BODY) === BODY;
  const source = requestSource(tool, request, [
    ...['JSON', needsContext ? 'context' : 'api', ...neededVariables],
    ...(isValue ? [] : ['response']),
    ...(pagination ? [page] : []),
    ...(graphql === undefined ? [] : [DOCUMENT]),
  ]);
  const parameters: Code[] = [source.parameter, needsContext ? 'context' : '{ api }'];
  return {
    imports: {
      'mcp-provider/api': [...neededVariables, ...source.imports],
      ...(sharedPage !== undefined && { [`../${sharedModule?.file}.js`]: [sharedPage] }),
    },
    constants: [
      ...(graphql === undefined
        ? []
        : [`const ${DOCUMENT} = ${multiline(graphqlDocument(graphql))};`]),
      ...(ownPages ? [assignment(page, pageReader(ownPages))] : []),
    ],
    member: pagination
      ? memberSource('run', {
          parameters,
          ...listCode(result, collectionCode(tool, pagination, source, page)),
        })
      : memberSource('run', {
          parameters,
          ...responseCode(result, sentRequest(source.object, job)),
        }),
  };
}

/** @param job whether, and how, the result comes with later requests */
const sentRequest = (request: Code, job: NonNullable<ResponseSpec['job']>): Code =>
  job === false
    ? call('api', [request])
    : call('finished', ['context', request, ...(job === true ? [] : [jsonCode(job)])]);

/** Returns code that returns the response, transformed if the result differs from it. */
function responseCode({ resultFrom, comment }: ReturnType<typeof resultExpr>, response: Code) {
  const result = resultFrom(BODY);
  if (result === BODY) return { returns: response };
  return {
    isAsync: true,
    statements: [
      ['const response = await ', response, ';'],
      ...(comment === undefined ? [] : [comment]),
      ['return ', result, ';'],
    ],
  };
}

/** Returns code that returns what `collect` returns, transformed if the result differs from it. */
function listCode({ resultFrom }: ReturnType<typeof resultExpr>, list: Code) {
  const awaitedList: Code = ['await ', list];
  const result = resultFrom(awaitedList);
  return result === awaitedList ? { returns: list } : { isAsync: true, returns: result };
}

/** Names that modules of tools can import from `mcp-provider/api`. */
export const identifiers = [
  'binary',
  'changes',
  'collect',
  'cookies',
  'cursorPages',
  'deepObject',
  'file',
  'files',
  'finished',
  'form',
  'graphqlData',
  'headerJson',
  'headerList',
  'json',
  'jsonLines',
  'label',
  'linkPages',
  'list',
  'matrix',
  'members',
  'multipart',
  'offsets',
  'page',
  'pageNumbers',
  'part',
  'path',
  'related',
  'reserved',
  'responseContent',
  'select',
  'simple',
  'text',
  'withHeaders',
  'withSlashes',
] as const;

function collectionCode(
  tool: BoundApiTool,
  pagination: PaginationSpec,
  { object: request, variables }: RequestSource,
  page: string,
): Code {
  const { resultKey = '' } = tool.request;
  const { limit, cursor } = pagination;
  const argument = (key: string, name: string) => entry(key, variables.get(name) ?? name);
  const place = pagePlace(tool.request);
  const options = object([
    argument('limit', limit),
    ...(cursor === undefined ? [] : [argument('cursor', cursor)]),
    entry('page', page),
    ...(statesTruncation(tool) ? [entry('name', jsonCode(resultKey))] : []),
    ...(place === 'query' ? [] : [entry('in', jsonCode(place))]),
  ]);
  return call('collect', ['context', request, options]);
}

const assignment = (name: string, value: Code): string =>
  `const ${name} = ${printCode([value, ';'], `const ${name} = `, 0)}`;
