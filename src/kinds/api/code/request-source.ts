import {
  call,
  type Code,
  entry,
  jsonCode,
  jsonEntries,
  method,
  object,
  optionsArgument,
  spread,
} from '../../../codegen/print/code.js';
import {
  destructuringProperty,
  pathSource,
  variablesFor,
} from '../../../codegen/print/statement.js';
import { str } from '../../../codegen/print/text-literal.js';
import { contentForm, isJsonLines } from '../../../model/media-type.js';
import {
  type Binding,
  canChangeNothing,
  requestBinding,
  sentDefaults,
  SEPARATORS,
  type Slot,
} from '../binding.js';
import type { ApiTool, RequestSpec } from '../spec.js';
import { acceptOf } from './response-source.js';

/** Variables and functions that the source code of a value can use. */
interface SourceScope {
  variableOf(argument: string): string;
  /** Returns a call of a function of `mcp-provider/api`. */
  call(name: string, ...values: readonly Code[]): Code;
}

const stringifyCall = (variable: string): Code => call('JSON.stringify', [variable]);

/** Returns the code of an object that extends another one: `query`, `{ ...query, other }`, or only the entries. */
function objectWithRest(name: string | undefined, entries: readonly Code[]): Code {
  if (name === undefined) return object(entries);
  return entries.length > 0 ? object([spread(name), ...entries]) : name;
}

/** Code of the object that describes a request, and the names that this code uses. */
export interface RequestSource {
  object: Code;
  /** The first parameter of the function: the arguments, destructured as far as the request needs them one by one. */
  parameter: Code;
  /** Names of imported functions of `mcp-provider/api`. */
  imports: ReadonlySet<string>;
  /** Variable of each argument. */
  variables: ReadonlyMap<string, string>;
}

/**
 * @param declaredNames names that the function declares or uses besides the arguments
 * @param initial what follows each single argument: for variables of a URI, whose type does not say that none is missing
 */
export function requestSource(
  tool: ApiTool,
  request: RequestSpec,
  declaredNames: readonly string[],
  initial = '',
): RequestSource {
  const filled = Object.keys(sentDefaults(tool));
  const { slots, ...parts } = requestBinding(tool);
  const binding: Binding = {
    ...parts,
    slots: slots.map((slot) =>
      filled.includes(slot.argument ?? '') ? { ...slot, required: true } : slot,
    ),
  };
  const rest = restPlace(binding);
  const restName = rest === 'body' && request.graphql !== undefined ? 'variables' : rest;
  const single = destructureArguments(binding, rest);
  const imports = new Set<string>();
  const scope = (variables: ReadonlyMap<string, string>): SourceScope => ({
    variableOf: (argument) => variables.get(argument) ?? argument,
    call(name, ...values) {
      imports.add(name);
      return call(name, values);
    },
  });
  // Variables must not hide imports, so a first pass collects the imports.
  requestEntries(tool, request, binding, rest, scope(new Map()));
  const variables = variablesFor(single, [
    ...imports,
    ...declaredNames,
    ...(restName === undefined ? [] : [restName]),
  ]);
  return {
    object: object(requestEntries(tool, request, binding, rest, scope(variables))),
    parameter: parameterCode(single, restName, variables, initial),
    imports,
    variables,
  };
}

type RestPlace = 'body' | 'query' | undefined;

/**
 * Returns the place whose arguments stay in one object: the body, or else the query. Only arguments
 * that are sent under their own names stay there.
 */
function restPlace({ slots, body }: Binding): RestPlace {
  const isOrdered = isRelated(body?.contentType);
  if (!isOrdered && body?.argument === undefined && slots.some((slot) => isPlain(slot, 'body')))
    return 'body';
  return slots.some((slot) => isPlain(slot, 'query')) ? 'query' : undefined;
}

const FORM_KEYS = ['style', 'allowReserved', 'contentType', 'file'] as const;

function isPlain(slot: Slot, place: RestPlace): boolean {
  if (slot.place !== place || slot.argument !== slot.name) return false;
  const isQueryShape = place === 'body' || slot.shape === 'scalar' || slot.shape === 'list';
  const isJoined = slot.explode === false && slot.shape !== 'scalar';
  return isQueryShape && !isJoined && FORM_KEYS.every((key) => !slot[key]);
}

function destructureArguments({ slots, body, paging }: Binding, rest: RestPlace): string[] {
  const single = slots.filter((slot) => !isPlain(slot, rest));
  const inPath = ({ place }: Slot) => place === 'path';
  const names = [
    ...single.filter(inPath).map(({ argument }) => argument),
    ...paging,
    ...single
      .filter((slot) => !inPath(slot))
      .flatMap(({ argument, fileName }) => [argument, fileName]),
    body?.argument,
  ];
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** Returns the first parameter of the function. Arguments that stay together are passed on as one object. */
function parameterCode(
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

function requestEntries(
  { annotations }: ApiTool,
  request: RequestSpec,
  binding: Binding,
  rest: RestPlace,
  scope: SourceScope,
): Code[] {
  const { slots } = binding;
  const slotsAt = (place: Slot['place']) =>
    slots.filter((slot) => slot.place === place && !isPlain(slot, rest));
  const query = slotsAt('query').map((slot) => parameterEntry(slot, scope));
  const hasRest = rest === 'query';
  const headers = headerEntries(request, binding, slotsAt('header'), slotsAt('cookie'), scope);
  return [
    entry('method', jsonCode(request.method)),
    ...(request.baseUrl === undefined ? [] : [entry('baseUrl', jsonCode(request.baseUrl))]),
    entry('path', pathExpr(request, slotsAt('path'), scope)),
    ...(request.signIn === undefined ? [] : [entry('signIn', jsonCode(request.signIn))]),
    ...(hasRest || query.length > 0
      ? [entry('query', objectWithRest(hasRest ? 'query' : undefined, query))]
      : []),
    ...(headers.length > 0 ? [entry('headers', object(headers))] : []),
    ...(request.idempotencyKey === undefined
      ? []
      : [entry('idempotencyKey', jsonCode(request.idempotencyKey))]),
    ...contentEntries(request, binding, slotsAt('body'), rest === 'body', scope),
    ...(isSafePost(request, annotations) ? [entry('safe', 'true')] : []),
    ...(request.response?.download ? [entry('download', 'true')] : []),
  ];
}

function contentEntries(
  request: RequestSpec,
  binding: Binding,
  slots: readonly Slot[],
  hasRest: boolean,
  scope: SourceScope,
): Code[] {
  const { body } = binding;
  if (request.graphql === undefined) {
    if (!body) return [];
    const content = bodyExpr(body, slots, hasRest, scope);
    return [
      entry('body', canChangeNothing(request, binding) ? scope.call('changes', content) : content),
    ];
  }
  const variables = hasRest ? [entry('variables', 'variables')] : [];
  return [entry('body', object([entry('query', DOCUMENT), ...variables]))];
}

/** Name of the constant that contains the GraphQL document. */
export const DOCUMENT = 'DOCUMENT';

/** Returns whether read-only tools may send this POST request. */
const isSafePost = ({ method }: RequestSpec, annotations: ApiTool['annotations']) =>
  method === 'POST' && annotations?.readOnlyHint === true;

function pathExpr({ path }: RequestSpec, slots: readonly Slot[], scope: SourceScope): Code {
  if (slots.length === 0) return jsonCode(path);
  scope.call('path');
  const values = slots.map(
    (slot) => [slot.argument ?? '', pathParameterSource(slot, scope)] as const,
  );
  return pathSource(path, new Map(values));
}

function headerEntries(
  request: RequestSpec,
  { body }: Binding,
  slots: readonly Slot[],
  cookies: readonly Slot[],
  scope: SourceScope,
): Code[] {
  // Other bodies get their type from the function that creates them.
  const type =
    body?.as === 'json' && !isJsonLines(body.contentType ?? '') ? body.contentType : undefined;
  const accept = acceptOf(request);
  const fixedHeaders = {
    ...(accept !== undefined && { accept }),
    ...(type !== undefined && { 'content-type': type }),
    ...request.headers,
  };
  const cookieEntries = cookies.map((slot) => parameterEntry(slot, scope));
  return [
    ...jsonEntries(fixedHeaders),
    ...slots.map((slot) => parameterEntry(slot, scope)),
    ...(cookieEntries.length > 0
      ? [entry('cookie', scope.call('cookies', object(cookieEntries)))]
      : []),
  ];
}

const SEPARATOR_NAMES: Readonly<Record<string, string>> = {
  spaceDelimited: 'spaces',
  pipeDelimited: 'pipes',
  tabDelimited: 'tabs',
};

/** Returns an entry of `query`, `headers` or `cookies`: a query parameter, a header or a cookie. */
function parameterEntry(slot: Slot, scope: SourceScope): Code {
  const { argument, name, place, shape, style = 'form', explode = true, contentType } = slot;
  if (argument === undefined) return entry(name, jsonCode(slot.constant));
  const isObject = shape === 'object' || shape === 'lists';
  const isSpread = place !== 'header' && isObject && style === 'form' && explode;
  if (isSpread && contentType === undefined)
    return entry(name, scope.call('members', scope.variableOf(argument)));
  return entry(name, place === 'header' ? headerExpr(slot, scope) : queryExpr(slot, scope));
}

function queryExpr(slot: Slot, scope: SourceScope): Code {
  const { argument = '', shape, style = 'form', contentType, allowReserved, lists } = slot;
  const variable = scope.variableOf(argument);
  if (contentType !== undefined)
    return contentForm(contentType) === 'json' ? scope.call('json', variable) : variable;
  if (style === 'deepObject')
    return scope.call('deepObject', variable, ...optionsArgument({ ...(lists && { lists }) }));
  if (allowReserved) return scope.call('reserved', variable);
  if (shape === 'scalar' || explodes(slot)) return variable;
  const separator = SEPARATOR_NAMES[style];
  return scope.call('list', variable, ...(separator === undefined ? [] : [jsonCode(separator)]));
}

/** Returns whether a value is exploded; by default only with the style `form` (OpenAPI 3.1, Parameter Object). */
const explodes = ({ style = 'form', explode = style === 'form' }: Slot) => explode;

function headerExpr(
  { argument = '', shape, explode, contentType }: Slot,
  scope: SourceScope,
): Code {
  const variable = scope.variableOf(argument);
  if (contentType !== undefined && contentForm(contentType) === 'json')
    return scope.call('headerJson', variable);
  if (shape === 'scalar') return variable;
  return scope.call(
    'headerList',
    variable,
    ...optionsArgument(explode && shape === 'object' ? { explode } : {}),
  );
}

/** Returns the code between `${` and `}` in the template literal of a path. */
function pathParameterSource(slot: Slot, scope: SourceScope): string {
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

type BodyBinding = NonNullable<Binding['body']>;

/** Returns the code of `body`. @param hasRest whether arguments that stay together are part of it */
function bodyExpr(
  { as, argument, contentType, lists }: BodyBinding,
  slots: readonly Slot[],
  hasRest: boolean,
  scope: SourceScope,
): Code {
  const content =
    argument === undefined
      ? objectWithRest(
          hasRest ? 'body' : undefined,
          slots.map((slot) => partEntry(as, slot, scope)),
        )
      : scope.variableOf(argument);
  switch (as) {
    case 'json':
      return isJsonLines(contentType ?? '')
        ? scope.call('jsonLines', content, ...contentTypeArgument(contentType))
        : content;
    case 'form':
      return scope.call('form', content, ...optionsArgument({ ...(lists && { lists }) }));
    case 'multipart':
      return scope.call(isRelated(contentType) ? 'related' : 'multipart', content);
    case 'text':
    case 'binary':
      return scope.call(as, content, ...contentTypeArgument(contentType));
  }
}

/** Returns whether a content type is multipart/related (RFC 2387). */
export const isRelated = (contentType = ''): boolean => /^multipart\/related\b/i.test(contentType);

const contentTypeArgument = (contentType: string | undefined): Code[] =>
  contentType === undefined ? [] : [jsonCode(contentType)];

function partEntry(as: BodyBinding['as'], slot: Slot, scope: SourceScope): Code {
  const { argument, name, style, explode = true, shape } = slot;
  if (argument === undefined) return entry(name, jsonCode(slot.constant));
  // OpenAPI 3.1, Encoding Object: this property is serialized like a query parameter of this style.
  const isSpread = as === 'form' && shape === 'object' && style === 'form' && explode;
  return entry(
    name,
    isSpread
      ? scope.call('members', scope.variableOf(argument))
      : partExpr(as, slot, argument, scope),
  );
}

function partExpr(as: BodyBinding['as'], slot: Slot, argument: string, scope: SourceScope): Code {
  const { shape, style = 'form', explode = style === 'form', contentType, required } = slot;
  const variable = scope.variableOf(argument);
  if (slot.file) return fileExpr(slot, variable, scope);
  if (as === 'multipart' && contentType !== undefined)
    return scope.call('part', variable, jsonCode(contentType));
  if (as === 'form' && contentType !== undefined && contentForm(contentType) === 'json')
    return stringifyCall(variable);
  const isJoined = shape === 'list' && !explode && style !== 'deepObject';
  if (!isJoined) return variable;
  return method(`${variable}${required ? '' : '?'}`, 'join', jsonCode(SEPARATORS[style] ?? ','));
}

function fileExpr(
  { fileName, contentType, shape }: Slot,
  variable: string,
  scope: SourceScope,
): Code {
  const options: Code[] = [
    ...(fileName === undefined ? [] : [entry('name', scope.variableOf(fileName))]),
    ...(contentType === undefined ? [] : [entry('type', jsonCode(contentType))]),
  ];
  const optionArguments = options.length > 0 ? [object(options)] : [];
  return scope.call(shape === 'list' ? 'files' : 'file', variable, ...optionArguments);
}
