import {
  call,
  type Code,
  entry,
  jsonCode,
  jsonEntries,
  method,
  object,
  optionsOf,
  spread,
} from '../../codegen/print/code.js';
import { destructuringProperty, pathSource, variablesFor } from '../../codegen/print/statement.js';
import { str } from '../../codegen/print/text-literal.js';
import { contentForm, isJsonLines } from '../../model/media-type.js';
import { type Binding, bindingOf, sentDefaults, SEPARATORS, type Slot } from './binding.js';
import { acceptOf } from './response-source.js';
import type { ApiTool, RequestSpec } from './spec.js';

/** What the source of a value can use. */
interface Scope {
  variableOf(argument: string): string;
  /** A call of a function of `mcp-provider/api`. */
  call(name: string, ...values: readonly Code[]): Code;
}

const jsonOf = (variable: string): Code => call('JSON.stringify', [variable]);

/** `query`, or `{ ...query, other }`, or only the others. */
function together(name: string | undefined, others: readonly Code[]): Code {
  if (name === undefined) return object(others);
  return others.length > 0 ? object([spread(name), ...others]) : name;
}

/** The object that describes a request, and what it needs. */
export interface RequestSource {
  object: Code;
  /** The first parameter of the function: the arguments, as far as the request needs them one by one. */
  parameter: Code;
  /** Functions of `mcp-provider/api`. */
  imports: ReadonlySet<string>;
  /** Variable that holds each argument. */
  variables: ReadonlyMap<string, string>;
}

/**
 * @param declared names that the function declares or uses besides the arguments
 * @param initial what follows each single argument: for variables of a URI, whose type does not say that none is missing
 */
export function requestSource(
  tool: ApiTool,
  request: RequestSpec,
  declared: readonly string[],
  initial = '',
): RequestSource {
  const filled = Object.keys(sentDefaults(tool));
  const { slots, ...parts } = bindingOf(tool);
  const binding: Binding = {
    ...parts,
    slots: slots.map((slot) =>
      filled.includes(slot.argument ?? '') ? { ...slot, required: true } : slot,
    ),
  };
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
  const variables = variablesFor(single, [
    ...imports,
    ...declared,
    ...(restName === undefined ? [] : [restName]),
  ]);
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
  const names = single.map(
    (name) => destructuringProperty(name, variables.get(name) ?? name) + initial,
  );
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
    ...(request.signIn === undefined ? [] : [entry('signIn', jsonCode(request.signIn))]),
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

function pathExpr({ path }: RequestSpec, slots: readonly Slot[], scope: Scope): Code {
  if (slots.length === 0) return jsonCode(path);
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

const SEPARATOR_NAMES: Readonly<Record<string, string>> = {
  spaceDelimited: 'spaces',
  pipeDelimited: 'pipes',
  tabDelimited: 'tabs',
};

/** An entry of `query`, `headers` or `cookies`: a query parameter, a header or a cookie. */
function parameterEntry(slot: Slot, scope: Scope): Code {
  const { argument, name, place, shape, style = 'form', explode = true, contentType } = slot;
  if (argument === undefined) return entry(name, jsonCode(slot.constant));
  const isSpread = place !== 'header' && shape === 'object' && style === 'form' && explode;
  if (isSpread && contentType === undefined) return spread(scope.variableOf(argument));
  return entry(name, place === 'header' ? headerExpr(slot, scope) : queryExpr(slot, scope));
}

function queryExpr(slot: Slot, scope: Scope): Code {
  const { argument = '', shape, style = 'form', contentType, allowReserved, lists } = slot;
  const variable = scope.variableOf(argument);
  if (contentType !== undefined)
    return contentForm(contentType) === 'json' ? scope.call('json', variable) : variable;
  if (style === 'deepObject')
    return scope.call('deepObject', variable, ...optionsOf({ ...(lists && { lists }) }));
  if (allowReserved) return scope.call('reserved', variable);
  if (shape === 'scalar' || explodes(slot)) return variable;
  const separator = SEPARATOR_NAMES[style];
  return scope.call('list', variable, ...(separator === undefined ? [] : [jsonCode(separator)]));
}

/** OpenAPI 3.1, Parameter Object: true for the style `form`. */
const explodes = ({ style = 'form', explode = style === 'form' }: Slot) => explode;

function headerExpr({ argument = '', shape, explode, contentType }: Slot, scope: Scope): Code {
  const variable = scope.variableOf(argument);
  if (contentType !== undefined && contentForm(contentType) === 'json')
    return scope.call('headerJson', variable);
  if (shape === 'scalar') return variable;
  return scope.call(
    'headerList',
    variable,
    ...optionsOf(explode && shape === 'object' ? { explode } : {}),
  );
}

/** What stands between `${` and `}` in a path. */
function pathParameterSource(slot: Slot, scope: Scope): string {
  const {
    argument = '',
    name,
    shape,
    style = 'simple',
    explode = false,
    contentType,
    slashes,
  } = slot;
  const variable = scope.variableOf(argument);
  if (contentType !== undefined && contentForm(contentType) === 'json')
    return `JSON.stringify(${variable})`;
  if (style === 'simple' && shape === 'scalar') {
    if (!slashes) return variable;
    scope.call('withSlashes');
    return `withSlashes(${variable})`;
  }
  scope.call(style);
  const values = [
    ...(style === 'matrix' ? [str(name)] : []),
    variable,
    ...(explode && shape !== 'scalar' ? ['{ explode: true }'] : []),
  ];
  return `${style}(${values.join(', ')})`;
}

type Body = NonNullable<Binding['body']>;

/**
 * The value of `body`.
 * @param hasRest whether arguments that stay together are part of it
 */
function bodyExpr(
  { as, argument, contentType, lists }: Body,
  slots: readonly Slot[],
  hasRest: boolean,
  scope: Scope,
): Code {
  const content =
    argument === undefined
      ? together(
          hasRest ? 'body' : undefined,
          slots.map((slot) => partEntry(as, slot, scope)),
        )
      : scope.variableOf(argument);
  switch (as) {
    case 'json':
      return isJsonLines(contentType ?? '')
        ? scope.call('jsonLines', content, ...typeOf(contentType))
        : content;
    case 'form':
      return scope.call('form', content, ...optionsOf({ ...(lists && { lists }) }));
    case 'multipart':
      return scope.call(isRelated(contentType) ? 'related' : 'multipart', content);
    case 'text':
    case 'binary':
      return scope.call(as, content, ...typeOf(contentType));
  }
}

/** RFC 2387. */
export const isRelated = (contentType = ''): boolean => /^multipart\/related\b/i.test(contentType);

const typeOf = (contentType: string | undefined): Code[] =>
  contentType === undefined ? [] : [jsonCode(contentType)];

function partEntry(as: Body['as'], slot: Slot, scope: Scope): Code {
  const { argument, name, style, explode = true, shape } = slot;
  if (argument === undefined) return entry(name, jsonCode(slot.constant));
  // OpenAPI 3.1, Encoding Object: as a query parameter of this style.
  const isSpread = as === 'form' && shape === 'object' && style === 'form' && explode;
  return isSpread
    ? spread(scope.variableOf(argument))
    : entry(name, partExpr(as, slot, argument, scope));
}

function partExpr(as: Body['as'], slot: Slot, argument: string, scope: Scope): Code {
  const { shape, style = 'form', explode = style === 'form', contentType, required } = slot;
  const variable = scope.variableOf(argument);
  if (slot.file) return fileExpr(slot, variable, scope);
  if (as === 'multipart' && contentType !== undefined)
    return scope.call('part', variable, jsonCode(contentType));
  if (as === 'form' && contentType !== undefined && contentForm(contentType) === 'json')
    return jsonOf(variable);
  const isJoined = shape === 'list' && !explode && style !== 'deepObject';
  if (!isJoined) return variable;
  return method(`${variable}${required ? '' : '?'}`, 'join', jsonCode(SEPARATORS[style] ?? ','));
}

function fileExpr({ fileName, contentType, shape }: Slot, variable: string, scope: Scope): Code {
  const options: Code[] = [
    ...(fileName === undefined ? [] : [entry('name', scope.variableOf(fileName))]),
    ...(contentType === undefined ? [] : [entry('type', jsonCode(contentType))]),
  ];
  const more = options.length > 0 ? [object(options)] : [];
  return scope.call(shape === 'list' ? 'files' : 'file', variable, ...more);
}
