import { camelCase, kebabCase, pascalCase } from '../model/names.js';
import type { PaginationSpec, RequestSpec, ToolSpec } from '../model/spec.js';
import { placesOf, variablesFor } from './arguments.js';
import type { Doc } from './schema/layout.js';
import { str } from './schema/text-literal.js';
import { typeSource } from './schema/type.js';
import { callDoc, functionSource, objectDoc, pathSource, property } from './source.js';

/** Names a tool has in source. */
export interface ToolNames {
  /** File of the tool and of its API function, without extension. */
  file: string;
  function: string;
  constant: string;
  argsType: string;
}

/** Names the generated module imports or declares itself. */
const TAKEN = new Set([
  'callApi',
  'collect',
  'listOf',
  'nextByCursor',
  'nextByLink',
  'path',
  'tool',
  'z',
  'rawSchema',
]);

export function toolNames(tool: string): ToolNames {
  const camel = camelCase(tool, 'Call');
  return {
    file: kebabCase(tool),
    function: TAKEN.has(camel) ? `${camel}Call` : camel,
    constant: `${camelCase(tool)}Tool`,
    argsType: `${pascalCase(tool).replace(/^(?=\d)/, '_')}Args`,
  };
}

/** `api/<tool>.ts`: the call to the API, with the types of its arguments. */
export function apiModule(tool: ToolSpec): string {
  const names = toolNames(tool.name);
  const hasArguments = Object.keys(tool.inputSchema.properties ?? {}).length > 0;
  const parts = tool.request
    ? callOf(tool, tool.request, names)
    : unimplemented(tool, names, hasArguments);
  const declaration = hasArguments
    ? [`${typeSource(tool.inputSchema, { io: 'input', name: names.argsType })}\n`]
    : [];
  return [parts.imports.join('\n') + '\n', ...declaration, parts.source].join('\n');
}

interface Module {
  imports: string[];
  source: string;
}

function unimplemented({ name }: ToolSpec, names: ToolNames, hasArguments: boolean): Module {
  const parameters = hasArguments
    ? [`_args: ${names.argsType}`, '_context: CallContext']
    : ['_context: CallContext'];
  return {
    imports: [
      "import type { CallContext } from '../../../core/define.js';",
      "import { ToolError } from '../../../core/define.js';",
    ],
    source: functionSource(names.function, parameters, [
      `throw new ToolError(${str(`${name} is not implemented yet`)});`,
    ]),
  };
}

function callOf(tool: ToolSpec, request: RequestSpec, names: ToolNames): Module {
  const places = placesOf(tool);
  const single = [...places.path, ...(places.limit ? [places.limit] : [])];
  const mixed = places.query.length > 0 && places.body.length > 0;
  const picked = mixed ? [...single, ...places.query] : single;
  const variables = variablesFor(picked);
  const rest = places.body.length > 0 ? 'body' : places.query.length > 0 ? 'query' : undefined;
  const parameters = [
    ...argumentParameter(picked, rest, variables, names.argsType),
    'context: CallContext',
  ];
  const described: Doc[] = [
    `method: '${request.method}'`,
    ['path: ', pathSource(request.path, variables)],
  ];
  if (mixed)
    described.push([
      'query: ',
      objectDoc(places.query.map((name) => property(name, variables.get(name) ?? name))),
    ]);
  else if (places.query.length > 0) described.push('query');
  if (places.body.length > 0) described.push('body');
  const body = request.pagination
    ? paginated(request.pagination, described, request.resultKey ?? 'items', variables)
    : oneCall(described, request.resultKey);
  return {
    imports: importsOf(request, places.path.length > 0),
    source: functionSource(names.function, parameters, body),
  };
}

function importsOf({ pagination }: RequestSpec, usesPath: boolean): string[] {
  return [
    "import type { CallContext } from '../../../core/define.js';",
    ...(usesPath ? ["import { path } from '../../../core/http.js';"] : []),
    ...(pagination ? pagingImports(pagination) : []),
    "import { callApi } from './client.js';",
  ];
}

const pagingImports = ({ style }: PaginationSpec): string[] => [
  ...(style === 'cursor' ? ["import { nextByCursor } from '../../../core/cursor-pages.js';"] : []),
  ...(style === 'link' ? ["import { nextByLink } from '../../../core/link-pages.js';"] : []),
  "import { collect, listOf } from '../../../core/pagination.js';",
];

/** Destructured only as far as the call needs it: what stays together travels as one object. */
function argumentParameter(
  picked: string[],
  rest: string | undefined,
  variables: Map<string, string>,
  type: string,
): Doc[] {
  if (picked.length === 0) return rest ? [`${rest}: ${type}`] : [];
  const names = picked.map((name) => property(name, variables.get(name) ?? name));
  return [[objectDoc([...names, ...(rest ? [`...${rest}`] : [])], false), `: ${type}`]];
}

function oneCall(described: Doc[], resultKey: string | undefined): Doc[] {
  const call = callDoc('callApi', [objectDoc(described), 'context']);
  const result: Doc =
    resultKey === undefined ? 'answer.body' : objectDoc([property(resultKey, 'answer.body')]);
  return [
    ['const answer = await ', call, ';'],
    ['return ', result, ';'],
  ];
}

function paginated(
  pagination: PaginationSpec,
  described: Doc[],
  resultKey: string,
  variables: Map<string, string>,
): Doc[] {
  const items =
    pagination.items === undefined ? 'listOf(body)' : `listOf(body, ${str(pagination.items)})`;
  const link = pagination.style === 'link';
  const next: Doc = link ? 'next: nextByLink(headers)' : ['next: ', cursorDoc(pagination)];
  const pageOf: Doc = [
    link ? '({ body, headers }) => (' : '({ body }) => (',
    objectDoc([`items: ${items}`, next]),
    ')',
  ];
  const call = callDoc('collect', [
    variables.get(pagination.limit) ?? pagination.limit,
    objectDoc(described),
    '(request) => callApi(request, context)',
    pageOf,
  ]);
  return [
    ['const items = await ', call, ';'],
    ['return ', objectDoc([property(resultKey, 'items')]), ';'],
  ];
}

function cursorDoc({ nextCursor = '', cursorParam = '' }: PaginationSpec): Doc {
  return callDoc('nextByCursor', ['body', str(nextCursor), str(cursorParam)]);
}
