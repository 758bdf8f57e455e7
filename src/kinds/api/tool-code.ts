import { call, type Code, entry, jsonCode, object } from '../../codegen/print/code.js';
import { printCode } from '../../codegen/print/layout.js';
import { memberSource } from '../../codegen/print/statement.js';
import { multiline } from '../../codegen/print/text-literal.js';
import type { CodeHome, CodeSource } from '../../model/kind.js';
import { documentOf } from './graphql.js';
import { DOCUMENT, type RequestSource, requestSource } from './request-source.js';
import {
  BODY,
  pageFunction,
  pagePlace,
  pageReader,
  resultExpr,
  saysMore,
} from './response-source.js';
import { pageSource } from './shared-pages.js';
import type { BoundApiTool, PaginationSpec } from './spec.js';

/** The request of a tool, and what the tool makes of the response. */
export function toolCode(tool: BoundApiTool, { sharedModule }: CodeHome = {}): CodeSource {
  const { request } = tool;
  const { pagination, graphql } = request;
  const result = resultExpr(tool);
  const job = request.response?.job === true;
  const sharedPage = pagination && sharedModule?.names.get(pageSource(pagination));
  const ownPages = sharedPage === undefined ? pagination : undefined;
  const page = sharedPage ?? 'page';
  const needed = [
    ...(pagination ? ['collect'] : []),
    ...(ownPages ? [pageFunction(ownPages)] : []),
    ...(job ? ['finished'] : []),
    ...result.imports,
  ];
  const isWhole = pagination !== undefined || job;
  const isValue = isWhole || result.of(BODY) === BODY;
  const source = requestSource(tool, request, [
    ...['JSON', isWhole ? 'context' : 'api', ...needed],
    ...(isValue ? [] : ['response']),
    ...(pagination ? [page] : []),
    ...(graphql === undefined ? [] : [DOCUMENT]),
  ]);
  const parameters: Code[] = [source.parameter, isWhole ? 'context' : '{ api }'];
  return {
    imports: {
      'mcp-provider/api': [...needed, ...source.imports],
      ...(sharedPage !== undefined && { [`../${sharedModule?.file}.js`]: [sharedPage] }),
    },
    constants: [
      ...(graphql === undefined ? [] : [`const ${DOCUMENT} = ${multiline(documentOf(graphql))};`]),
      ...(ownPages ? [assigned(page, pageReader(ownPages))] : []),
    ],
    member: pagination
      ? memberSource('run', {
          parameters,
          ...listed(result, collected(tool, pagination, source, page)),
        })
      : memberSource('run', {
          parameters,
          ...answer(result, sentRequest(source.object, job)),
        }),
  };
}

/** @param job whose result comes with later requests */
const sentRequest = (request: Code, job: boolean): Code =>
  job ? call('finished', ['context.api', request, 'context']) : call('api', [request]);

/** The response itself is the result, unless something is made of it. */
function answer({ of }: ReturnType<typeof resultExpr>, sent: Code) {
  const result = of(BODY);
  if (result === BODY) return { returns: sent };
  return {
    isAsync: true,
    statements: [
      ['const response = await ', sent, ';'],
      ['return ', result, ';'],
    ],
  };
}

/** What `collect` returns is the result, unless something is made of it. */
function listed({ of }: ReturnType<typeof resultExpr>, list: Code) {
  const awaited: Code = ['await ', list];
  const result = of(awaited);
  return result === awaited ? { returns: list } : { isAsync: true, returns: result };
}

/** What modules of tools can import from `mcp-provider/api`. */
export const identifiers = [
  'binary',
  'collect',
  'content',
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
  'multipart',
  'offsets',
  'page',
  'pageNumbers',
  'part',
  'path',
  'related',
  'reserved',
  'select',
  'simple',
  'text',
  'withHeaders',
  'withSlashes',
] as const;

function collected(
  tool: BoundApiTool,
  pagination: PaginationSpec,
  { object: request, variables }: RequestSource,
  page: string,
): Code {
  const { resultKey = '' } = tool.request;
  const limit = variables.get(pagination.limit) ?? pagination.limit;
  const place = pagePlace(tool.request);
  const options = object([
    entry('limit', limit),
    entry('page', page),
    ...(saysMore(tool) ? [entry('name', jsonCode(resultKey))] : []),
    ...(place === 'query' ? [] : [entry('in', jsonCode(place))]),
  ]);
  return call('collect', ['context', request, options]);
}

const assigned = (name: string, value: Code): string =>
  `const ${name} = ${printCode([value, ';'], `const ${name} = `, 0)}`;
