import type { ToolNames } from '../../model/kind.js';
import type { BoundApiTool, PaginationSpec, RequestSpec } from './spec.js';
import { DOCUMENT, requestSource, type RequestSource } from './request-source.js';
import { resultExpr, pageFunction, pagePlace, pageReader } from './response-source.js';
import { call, type Code, entry, jsonCode, object } from '../../codegen/print/code.js';
import { documentOf } from './graphql.js';
import { multiline } from '../../codegen/print/text-literal.js';
import { callSource, importSource, schemasOf } from '../../codegen/print/statement.js';

/** `api/<tool>.ts`: the request to the API. Its types are those of the tool's schemas. */
export function toolModule(tool: BoundApiTool, names: ToolNames): string {
  const { types, imported } = schemasOf(tool, names.file);
  const { imports, constants, parameters, body } = callOf(tool);
  return [
    ...imports,
    imported,
    "import { callApi } from './client.js';",
    '',
    ...constants,
    callSource(names.function, types, parameters, body),
  ].join('\n');
}

interface Module {
  imports: string[];
  /** Statements between the imports and the function. */
  constants: string[];
  parameters: Code[];
  body: Code[];
}

function callOf(tool: BoundApiTool): Module {
  const { request } = tool;
  const { pagination, graphql } = request;
  const { result, imports } = resultExpr(request, pagination && 'items');
  const pages = pagination ? [pageFunction(pagination)] : [];
  const job = request.response?.job ? ['finished'] : [];
  const source = requestSource(tool, request, [...DECLARED, ...pages, ...job, ...imports]);
  const used = [...job, ...source.imports, ...imports];
  const names = pagination
    ? ['type ApiRequest', 'type Call', 'collect', ...pages, ...used]
    : ['type Call', ...used];
  return {
    imports: [importOf([...new Set(names)])],
    constants:
      graphql === undefined ? [] : [`const ${DOCUMENT} = ${multiline(documentOf(graphql))};`, ''],
    parameters: [source.parameter, 'context'],
    body: [
      ...(pagination ? allPages(request, pagination, source) : [oneCall(source.object, request)]),
      returned(result),
    ],
  };
}

/** What modules of tools can import from `mcp-provider/api`. */
export const identifiers = [
  'binary',
  'callApi',
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

/** What these functions declare, import or use besides what the request needs. */
const DECLARED = [
  DOCUMENT,
  'JSON',
  'body',
  'callApi',
  'collect',
  'context',
  'items',
  'page',
  'path',
  'query',
  'request',
  'response',
  'variables',
];

/** Types and values of `mcp-provider/api`, in statements of their own. */
function importOf(names: readonly string[]): string {
  const isType = (name: string) => name.startsWith('type ');
  const types = names.filter(isType).map((name) => name.replace('type ', ''));
  const values = names.filter((name) => !isType(name));
  return [
    importSource('import type', types, 'mcp-provider/api'),
    ...(values.length > 0 ? [importSource('import', values, 'mcp-provider/api')] : []),
  ].join('\n');
}

const oneCall = (request: Code, { response }: RequestSpec) =>
  assignment(
    'response',
    response?.job
      ? call('finished', ['callApi', request, 'context'])
      : call('callApi', [request, 'context']),
    'await ',
  );

function allPages(
  spec: RequestSpec,
  pagination: PaginationSpec,
  { object: request, variables }: RequestSource,
): Module['body'] {
  const limit = variables.get(pagination.limit) ?? pagination.limit;
  const place = pagePlace(spec);
  const options = object([
    entry('limit', limit),
    entry('page', 'page'),
    ...(place === 'query' ? [] : [entry('in', jsonCode(place))]),
  ]);
  const collected = call('collect', ['callApi', 'request', 'context', options]);
  return [
    assignment('request: ApiRequest', request),
    assignment('page', pageReader(pagination)),
    assignment('items', collected, 'await '),
  ];
}

const assignment = (name: string, value: Code, before = ''): Code => [
  `const ${name} = ${before}`,
  value,
  ';',
];

const returned = (value: Code): Code => ['return ', value, ';'];
