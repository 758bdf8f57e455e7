import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { argumentName } from '../../model/names.js';
import { statedOptions } from '../../model/tool-options.js';
import { withArguments } from '../arguments.js';
import { listOrEmpty, nonBlankText, ownValue, type RawObject, withoutMember } from '../model.js';
import { repeatedPaths } from '../schema/repeated.js';
import type { ToolDraft } from '../spec.js';
import type { Decision } from './overlay.js';

/** Returns a tool with the author's decisions, and sentences about decisions without effect. */
export function applyDecision(
  { tool, ...draft }: ToolDraft,
  {
    title,
    description,
    annotations,
    confirm,
    keywords,
    arguments: argumentDecisions = {},
    response,
    ...options
  }: Decision,
): { draft: ToolDraft; problems: string[] } {
  const problems: string[] = [];
  const schema = objectOrEmpty(tool.inputSchema);
  const properties = new Map(Object.entries(objectOrEmpty(schema.properties)));
  const names = new Map<string, string | undefined>();
  const settings = Object.fromEntries(
    Object.entries(argumentDecisions).map(([name, setting]) => [
      argumentNamed(name, tool) ?? name,
      setting,
    ]),
  );
  const applicable = Object.entries(settings).filter(([argument]) => properties.has(argument));
  for (const argument of Object.keys(settings))
    if (!properties.has(argument)) problems.push(`It has no argument "${argument}".`);
  for (const [argument, { hidden, ...otherKeys }] of applicable) {
    const texts = withoutMember(otherKeys, 'name');
    if (!hidden) properties.set(argument, { ...objectOrEmpty(properties.get(argument)), ...texts });
    else if (listOrEmpty(schema.required).includes(argument))
      problems.push(`"${argument}" is required and cannot be hidden.`);
    else if (objectOrEmpty(objectOrEmpty(tool.request).pagination).limit === argument)
      problems.push(`"${argument}" says how many items to return and cannot be hidden.`);
    else names.set(argument, undefined);
  }
  for (const [argument, { name = argument, hidden }] of applicable) {
    if (hidden || name === argument) continue;
    const otherNames = [...properties.keys()].filter((otherName) => otherName !== argument);
    const takenNames = otherNames.map((other) => (names.has(other) ? names.get(other) : other));
    const fault = !ARGUMENT.test(name)
      ? 'is not a valid name'
      : takenNames.some((takenName) => takenName?.toLowerCase() === name.toLowerCase())
        ? 'is the name of another argument'
        : undefined;
    if (fault === undefined) names.set(argument, name);
    else problems.push(`"${argument}" keeps its name: "${name}" ${fault}.`);
  }
  const changedTool = {
    ...tool,
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(annotations && { annotations }),
    ...(confirm !== undefined && { confirm }),
    ...(keywords && { keywords }),
    ...Object.fromEntries(statedOptions(options).map(({ key, value }) => [key, value])),
    inputSchema: { ...schema, properties: Object.fromEntries(properties) },
    request: withSentDefaults(objectOrEmpty(tool.request), settings),
  };
  const selectedTool = response ? withSelectedFields(changedTool, response) : changedTool;
  const repeated = repeatedPaths(selectedSchema(selectedTool), response?.exclude ?? []);
  if (repeated.length > 0) problems.push(repetition(repeated));
  return { draft: { ...draft, tool: withArguments(selectedTool, names) }, problems };
}

/** Makes the tool send the defaults that the author states, because the API does not know them. */
const withSentDefaults = (
  request: RawObject,
  settings: NonNullable<Decision['arguments']>,
): RawObject => {
  if (request.apiDefaults === undefined) return request;
  const apiDefaults = listOrEmpty(request.apiDefaults).filter(
    (argument) => settings[String(argument)]?.default === undefined,
  );
  return {
    ...withoutMember(request, 'apiDefaults'),
    ...(apiDefaults.length > 0 && { apiDefaults }),
  };
};

/** Returns the argument with this name, in the tool or in the document. */
function argumentNamed(name: string, { inputSchema, request }: RawObject): string | undefined {
  if (Object.hasOwn(objectOrEmpty(objectOrEmpty(inputSchema).properties), name)) return name;
  const { parameters, body } = objectOrEmpty(request);
  const parameter = listOrEmpty(parameters).find(
    (parameterObject) => objectOrEmpty(parameterObject).name === name,
  );
  return nonBlankText(
    objectOrEmpty(parameter ?? ownValue(objectOrEmpty(objectOrEmpty(body).properties), name))
      .argument,
  );
}

/**
 * Returns decisions that preserve previous argument names: `X-Trace` would now be `x_trace`; path
 * variables are matched by position.
 */
export function formerNames(
  previousTool: RawObject,
  currentTool: RawObject,
): NonNullable<Decision['arguments']> {
  const [previousProperties, currentProperties] = [previousTool, currentTool].map((tool) =>
    objectOrEmpty(objectOrEmpty(tool.inputSchema).properties),
  );
  const [previousVariables, currentVariables] = [previousTool, currentTool].map(({ request }) =>
    variablesIn(objectOrEmpty(request).path),
  );
  const isSamePath =
    namelessPath(objectOrEmpty(previousTool.request).path) ===
    namelessPath(objectOrEmpty(currentTool.request).path);
  const movedVariables = (currentVariables ?? []).flatMap((name, place) => {
    const old = previousVariables?.[place];
    const isMoved =
      isSamePath || (previousVariables?.length === 1 && currentVariables?.length === 1);
    const isFree = old !== undefined && !Object.hasOwn(currentProperties ?? {}, old);
    return isMoved && isFree ? [[name, { name: old }] as const] : [];
  });
  const renamedArguments = Object.keys(previousProperties ?? {}).flatMap((name) => {
    const candidates = [name, name.toLowerCase()].map(argumentName);
    const argument = candidates.find(
      (candidate) =>
        !Object.hasOwn(previousProperties ?? {}, candidate) &&
        Object.hasOwn(currentProperties ?? {}, candidate),
    );
    return argument === undefined ? [] : [[argument, { name }] as const];
  });
  return Object.fromEntries([...renamedArguments, ...movedVariables]);
}

const variablesIn = (path: unknown): string[] => String(path).match(/(?<=\{)[^{}]+(?=\})/g) ?? [];

/** Returns a path without the names of its variables. */
export const namelessPath = (path: unknown): string => String(path).replaceAll(/\{[^}]*\}/g, '{}');

/** Names of arguments that clients accept. */
const ARGUMENT = /^(?!__proto__$)[a-zA-Z0-9_.-]{1,64}$/;

/** Returns a tool that returns only some fields, of each item if the result is a list. */
function withSelectedFields(
  tool: RawObject,
  response: NonNullable<Decision['response']>,
): RawObject {
  const request = objectOrEmpty(tool.request);
  const output = objectOrEmpty(tool.outputSchema);
  const { resultKey } = request;
  const resultProperties = objectOrEmpty(output.properties);
  const key = typeof resultKey === 'string' ? resultKey : '';
  const result = objectOrEmpty(ownValue(resultProperties, key));
  const outputSchema =
    key === ''
      ? schemaOfFields(output, response)
      : { ...output, properties: { ...resultProperties, [key]: schemaOfFields(result, response) } };
  return {
    ...tool,
    ...(tool.outputSchema !== undefined && { outputSchema }),
    request: { ...request, response: { ...objectOrEmpty(request.response), ...response } },
  };
}

/** Returns the schema of what "response" selects from: the list of the result, or the whole result. */
function selectedSchema({ outputSchema, request }: RawObject): unknown {
  const { resultKey } = objectOrEmpty(request);
  const { properties } = objectOrEmpty(outputSchema);
  return (
    (typeof resultKey === 'string' ? ownValue(objectOrEmpty(properties), resultKey) : undefined) ??
    outputSchema
  );
}

const repetition = (repeated: ReturnType<typeof repeatedPaths>): string =>
  `"response.exclude" does not reach ${quoteList(repeated.map(({ path }) => path))}, because the schema contains itself: exclude ${quoteList(repeated.map(({ at }) => at.replace(/\.\*.*$/, '')))}, too.`;

const AND_LIST = new Intl.ListFormat('en', { type: 'conjunction' });
const quoteList = (paths: readonly string[]) =>
  AND_LIST.format([...new Set(paths)].map((path) => `"${path}"`));

const BRANCHES = ['anyOf', 'oneOf', 'allOf'] as const;

/**
 * Returns the schema of a value with only some fields, by dotted paths; lists and branches on the
 * path are passed through.
 */
function schemaOfFields(
  schema: RawObject,
  { include, exclude = [] }: NonNullable<Decision['response']>,
): RawObject {
  if (include === undefined && exclude.length === 0) return schema;
  const { properties, items } = schema;
  const entries = Object.entries(objectOrEmpty(properties)).flatMap(([name, inner]) => {
    const pathsBelow = (paths: readonly string[]) =>
      paths.flatMap((path) => (path.startsWith(`${name}.`) ? path.slice(name.length + 1) : []));
    const isWhole = include?.includes(name) ?? true;
    const nestedIncludes = include && !isWhole ? pathsBelow(include) : undefined;
    if (exclude.includes(name) || nestedIncludes?.length === 0) return [];
    const rest = {
      exclude: pathsBelow(exclude),
      ...(nestedIncludes && { include: nestedIncludes }),
    };
    return [[name, isObject(inner) ? schemaOfFields(inner, rest) : inner]];
  });
  const withSameSelection = (part: unknown) =>
    isObject(part) ? schemaOfFields(part, { exclude, ...(include && { include }) }) : part;
  const branches = BRANCHES.filter((key) => Array.isArray(schema[key]));
  return {
    ...schema,
    ...(isObject(properties) && { properties: Object.fromEntries(entries) as RawObject }),
    ...(isObject(items) && { items: withSameSelection(items) }),
    ...Object.fromEntries(
      branches.map((key) => [key, listOrEmpty(schema[key]).map(withSameSelection)]),
    ),
  };
}
