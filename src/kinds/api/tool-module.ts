import type { ToolNames } from '../../model/kind.js';
import type { ApiTool, PaginationSpec, RequestSpec } from './spec.js';
import { placesOf } from './places.js';
import { variablesFor } from '../../source/print/variables.js';
import type { Doc } from '../../source/print/layout.js';
import { str } from '../../source/print/text-literal.js';
import { callDoc, callSource, objectDoc, pathSource, property } from '../../source/print/call.js';

/** `api/<tool>.ts`: the request to the API. Its types are those of the tool's schemas. */
export function toolModule(tool: ApiTool, names: ToolNames): string {
  const schemas = ['input', ...(tool.outputSchema ? ['output'] : [])];
  const { imports, parameters, body } = tool.request
    ? callOf(tool, tool.request)
    : unimplemented(tool);
  const types = schemas.map((schema) => `typeof ${schema}`);
  return [
    ...imports,
    `import type { ${schemas.join(', ')} } from '../tools/${names.file}.js';`,
    ...(tool.request ? ["import { callApi } from './client.js';"] : []),
    '',
    callSource(names.function, types, parameters, body),
  ].join('\n');
}

interface Module {
  imports: string[];
  parameters: Doc[];
  body: Doc[];
}

function unimplemented({ name }: ApiTool): Module {
  return {
    imports: ["import { ToolError } from 'mcp-provider';", importOf(['type Call'])],
    parameters: [],
    body: [`throw new ToolError(${str(`${name} is not implemented yet`)});`],
  };
}

function callOf(tool: ApiTool, request: RequestSpec): Module {
  const places = placesOf(tool);
  const single = [...places.path, ...(places.limit ? [places.limit] : [])];
  const mixed = places.query.length > 0 && places.body.length > 0;
  const picked = mixed ? [...single, ...places.query] : single;
  const variables = variablesFor(picked);
  const rest = places.body.length > 0 ? 'body' : places.query.length > 0 ? 'query' : undefined;
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
  const parameters = [argumentsParameter(picked, rest, variables), 'context'];
  const path = places.path.length > 0 ? ['path'] : [];
  const { pagination, resultKey } = request;
  return pagination
    ? {
        imports: [
          importOf(['type ApiRequest', 'type Call', 'collect', ...path, pagesOf(pagination)]),
        ],
        parameters,
        body: paginated(pagination, described, resultKey ?? 'items', variables),
      }
    : {
        imports: [importOf(['type Call', ...path])],
        parameters,
        body: oneCall(described, resultKey),
      };
}

/** Types and values of `mcp-provider/api`, in statements of their own. */
function importOf(names: readonly string[]): string {
  const isType = (name: string) => name.startsWith('type ');
  const list = (some: readonly string[]) =>
    some
      .map((name) => name.replace('type ', ''))
      .toSorted()
      .join(', ');
  const types = names.filter(isType);
  const values = names.filter((name) => !isType(name));
  return [
    `import type { ${list(types)} } from 'mcp-provider/api';`,
    ...(values.length > 0 ? [`import { ${list(values)} } from 'mcp-provider/api';`] : []),
  ].join('\n');
}

const pagesOf = ({ style }: PaginationSpec) => (style === 'link' ? 'linkPages' : 'cursorPages');

/** Destructured only as far as the request needs it: what stays together is passed on as one object. */
function argumentsParameter(
  picked: readonly string[],
  rest: string | undefined,
  variables: ReadonlyMap<string, string>,
): Doc {
  if (picked.length === 0) return rest ?? '_args';
  const names = picked.map((name) => property(name, variables.get(name) ?? name));
  return objectDoc([...names, ...(rest ? [`...${rest}`] : [])], false);
}

function oneCall(described: Doc[], resultKey: string | undefined): Doc[] {
  const call = callDoc('callApi', [objectDoc(described), 'context']);
  const result: Doc =
    resultKey === undefined ? 'response.body' : objectDoc([property(resultKey, 'response.body')]);
  return [
    ['const response = await ', call, ';'],
    ['return ', result, ';'],
  ];
}

function paginated(
  pagination: PaginationSpec,
  described: Doc[],
  resultKey: string,
  variables: ReadonlyMap<string, string>,
): Doc[] {
  const limit = variables.get(pagination.limit) ?? pagination.limit;
  const options = objectDoc([property('limit', limit), 'page']);
  const call = callDoc('collect', ['callApi', 'request', 'context', options]);
  return [
    ['const request: ApiRequest = ', objectDoc(described), ';'],
    ['const page = ', pageReader(pagination), ';'],
    ['const items = await ', call, ';'],
    ['return ', objectDoc([property(resultKey, 'items')]), ';'],
  ];
}

function pageReader(pagination: PaginationSpec): Doc {
  const { style, items, nextCursor = '', cursorParam = '' } = pagination;
  if (style === 'link')
    return callDoc('linkPages', items === undefined ? [] : [objectDoc([`items: ${str(items)}`])]);
  const options = objectDoc([
    ...(items === undefined ? [] : [`items: ${str(items)}`]),
    `next: ${str(nextCursor)}`,
    `parameter: ${str(cursorParam)}`,
  ]);
  return callDoc('cursorPages', [options]);
}
