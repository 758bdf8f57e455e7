import { isJsonLines } from '../../model/media-type.js';
import { call, type Code, entry, jsonCode, jsonEntries, object } from '../../source/print/code.js';
import { pathSource, picked } from '../../source/print/statement.js';
import { variablesFor } from '../../source/print/variables.js';
import { bindingOf, type Binding, type Slot } from './binding.js';
import { bodyExpr, isRelated } from './body-source.js';
import { parameterEntry, pathParameterSource } from './parameter-source.js';
import { acceptOf } from './response-source.js';
import { together, type Scope } from './scope.js';
import type { ApiTool, RequestSpec } from './spec.js';

/** The object that describes a request, and what it needs. */
export interface RequestSource {
  object: Code;
  /** The first parameter of the function: the arguments, as far as the request needs them one by one. */
  parameter: Code;
  /** Functions of `mcp-provider/api`. */
  imports: ReadonlySet<string>;
  /** Of single arguments. */
  variables: ReadonlyMap<string, string>;
}

/**
 * @param declared names that the function declares besides the arguments
 * @param initial what follows each single argument: for variables of a URI, whose type does not say that none is missing
 */
export function requestSource(
  tool: ApiTool,
  request: RequestSpec,
  declared: readonly string[],
  initial = '',
): RequestSource {
  const binding = bindingOf(tool);
  const rest = restOf(binding);
  const restName = rest === 'body' && request.graphql !== undefined ? 'variables' : rest;
  const single = pickedOf(binding, rest);
  const imports = new Set<string>();
  const scope = (variables: ReadonlyMap<string, string>): Scope => ({
    variableOf: (argument) => variables.get(argument) ?? argument,
    call(name, ...values) {
      imports.add(name);
      return call(name, values);
    },
  });
  // Variables must not hide what is imported, so that comes first.
  describe(tool, request, binding, rest, scope(new Map()));
  const variables = variablesFor(single, [...imports, ...declared]);
  return {
    object: object(describe(tool, request, binding, rest, scope(variables))),
    parameter: parameterOf(single, restName, variables, initial),
    imports,
    variables,
  };
}

type Rest = 'body' | 'query' | undefined;

/** The arguments that stay together: those of the body, or else of the query, that are sent under their own names. */
function restOf({ slots, body }: Binding): Rest {
  const isOrdered = isRelated(body?.contentType);
  if (!isOrdered && body?.argument === undefined && slots.some((slot) => isPlain(slot, 'body')))
    return 'body';
  return slots.some((slot) => isPlain(slot, 'query')) ? 'query' : undefined;
}

const OWN_FORM = ['style', 'allowReserved', 'contentType', 'file'] as const;

function isPlain(slot: Slot, place: Rest): boolean {
  if (slot.place !== place || slot.argument !== slot.name) return false;
  const fits = place === 'body' || slot.shape === 'scalar' || slot.shape === 'list';
  const isJoined = slot.explode === false && slot.shape !== 'scalar';
  return fits && !isJoined && OWN_FORM.every((key) => !slot[key]);
}

function pickedOf({ slots, body, limit }: Binding, rest: Rest): string[] {
  const single = slots.filter((slot) => !isPlain(slot, rest));
  const inPath = ({ place }: Slot) => place === 'path';
  const names = [
    ...single.filter(inPath).map(({ argument }) => argument),
    limit,
    ...single
      .filter((slot) => !inPath(slot))
      .flatMap(({ argument, fileName }) => [argument, fileName]),
    body?.argument,
  ];
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** Destructured only as far as the request needs it: what stays together is passed on as one object. */
function parameterOf(
  single: readonly string[],
  rest: string | undefined,
  variables: ReadonlyMap<string, string>,
  initial: string,
): Code {
  if (single.length === 0) return rest ?? '_args';
  const names = single.map((name) => picked(name, variables.get(name) ?? name) + initial);
  return object([...names, ...(rest ? [`...${rest}`] : [])]);
}

function describe(
  { annotations }: ApiTool,
  request: RequestSpec,
  binding: Binding,
  rest: Rest,
  scope: Scope,
): Code[] {
  const { slots, body } = binding;
  const at = (place: Slot['place']) =>
    slots.filter((slot) => slot.place === place && !isPlain(slot, rest));
  const query = at('query').map((slot) => parameterEntry(slot, scope));
  const hasRest = rest === 'query';
  const headers = headerEntries(request, binding, at('header'), at('cookie'), scope);
  return [
    entry('method', jsonCode(request.method)),
    ...(request.baseUrl === undefined ? [] : [entry('baseUrl', jsonCode(request.baseUrl))]),
    entry('path', pathExpr(request, at('path'), scope)),
    ...(hasRest || query.length > 0
      ? [entry('query', together(hasRest ? 'query' : undefined, query))]
      : []),
    ...(headers.length > 0 ? [entry('headers', object(headers))] : []),
    ...contentEntries(request, body, at('body'), rest === 'body', scope),
    ...(isSafePost(request, annotations) ? [entry('safe', 'true')] : []),
    ...(request.response?.download ? [entry('download', 'true')] : []),
  ];
}

function contentEntries(
  { graphql }: RequestSpec,
  body: Binding['body'],
  slots: readonly Slot[],
  hasRest: boolean,
  scope: Scope,
): Code[] {
  if (graphql === undefined)
    return body ? [entry('body', bodyExpr(body, slots, hasRest, scope))] : [];
  const variables = hasRest ? [entry('variables', 'variables')] : [];
  return [entry('body', object([entry('query', DOCUMENT), ...variables]))];
}

/** The constant with the document of GraphQL. */
export const DOCUMENT = 'DOCUMENT';

/** A tool that only reads may send it; the runtime recognizes GraphQL queries itself. */
const isSafePost = ({ method, graphql }: RequestSpec, annotations: ApiTool['annotations']) =>
  method === 'POST' && graphql === undefined && annotations?.readOnlyHint === true;

/** Where the type of a request is stated, as for lists, it takes only literals without capitals. */
function pathExpr({ path, pagination }: RequestSpec, slots: readonly Slot[], scope: Scope): Code {
  const isPlain = pagination === undefined || path === path.toLowerCase();
  if (slots.length === 0 && isPlain) return jsonCode(path);
  scope.call('path');
  const values = slots.map(
    (slot) => [slot.argument ?? '', pathParameterSource(slot, scope)] as const,
  );
  return pathSource(path, new Map(values));
}

function headerEntries(
  { headers = {}, response }: RequestSpec,
  { body }: Binding,
  slots: readonly Slot[],
  cookies: readonly Slot[],
  scope: Scope,
): Code[] {
  // Others have their type from the function that makes them.
  const type =
    body?.as === 'json' && !isJsonLines(body.contentType ?? '') ? body.contentType : undefined;
  const accept = response && acceptOf(response);
  const fixed = {
    ...(accept !== undefined && { accept }),
    ...(type !== undefined && { 'content-type': type }),
    ...headers,
  };
  const sent = cookies.map((slot) => parameterEntry(slot, scope));
  return [
    ...jsonEntries(fixed),
    ...slots.map((slot) => parameterEntry(slot, scope)),
    ...(sent.length > 0 ? [entry('cookie', scope.call('cookies', object(sent)))] : []),
  ];
}
