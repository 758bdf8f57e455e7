import { argumentName } from '../../model/names.js';
import { withArguments } from '../arguments.js';
import { isObj, list, type Obj, obj, ownValue, text, without } from '../model.js';
import type { ToolDraft } from '../spec.js';
import type { Decision } from './overlay.js';

/**
 * A tool as people have decided.
 * @returns also sentences about decisions that have no effect
 */
export function applyDecision(
  { tool, ...draft }: ToolDraft,
  { title, description, annotations, keywords, arguments: decided = {}, response }: Decision,
): { draft: ToolDraft; problems: string[] } {
  const problems: string[] = [];
  const schema = obj(tool.inputSchema);
  const properties = new Map(Object.entries(obj(schema.properties)));
  const names = new Map<string, string | undefined>();
  const settings = Object.fromEntries(
    Object.entries(decided).map(([name, setting]) => [argumentOf(name, tool) ?? name, setting]),
  );
  const applicable = Object.entries(settings).filter(([argument]) => properties.has(argument));
  for (const argument of Object.keys(settings))
    if (!properties.has(argument)) problems.push(`It has no argument "${argument}".`);
  for (const [argument, { hidden, ...others }] of applicable) {
    const texts = without(others, 'name');
    if (!hidden) properties.set(argument, { ...obj(properties.get(argument)), ...texts });
    else if (list(schema.required).includes(argument))
      problems.push(`"${argument}" is required and cannot be hidden.`);
    else if (obj(obj(tool.request).pagination).limit === argument)
      problems.push(`"${argument}" says how many items to return and cannot be hidden.`);
    else names.set(argument, undefined);
  }
  for (const [argument, { name = argument, hidden }] of applicable) {
    if (hidden || name === argument) continue;
    const others = [...properties.keys()].filter((other) => other !== argument);
    const taken = others.map((other) => (names.has(other) ? names.get(other) : other));
    const fault = !ARGUMENT.test(name)
      ? 'is not a valid name'
      : taken.some((other) => other?.toLowerCase() === name.toLowerCase())
        ? 'is the name of another argument'
        : undefined;
    if (fault === undefined) names.set(argument, name);
    else problems.push(`"${argument}" keeps its name: "${name}" ${fault}.`);
  }
  const changed = {
    ...tool,
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(annotations && { annotations }),
    ...(keywords && { keywords }),
    inputSchema: { ...schema, properties: Object.fromEntries(properties) },
  };
  const selected = response ? selecting(changed, response) : changed;
  return { draft: { ...draft, tool: withArguments(selected, names) }, problems };
}

/** The argument with this name, in the tool or in the document. */
function argumentOf(name: string, { inputSchema, request }: Obj): string | undefined {
  if (Object.hasOwn(obj(obj(inputSchema).properties), name)) return name;
  const { parameters, body } = obj(request);
  const parameter = list(parameters).find((one) => obj(one).name === name);
  return text(obj(parameter ?? ownValue(obj(obj(body).properties), name)).argument);
}

/**
 * Decisions that keep the names that arguments had before: `X-Trace`, which is `x_trace` where it is new, and variables of a
 * path by their places.
 */
export function formerNames(was: Obj, now: Obj): NonNullable<Decision['arguments']> {
  const [before, after] = [was, now].map((tool) => obj(obj(tool.inputSchema).properties));
  const [variables, others] = [was, now].map(({ request }) => variablesIn(obj(request).path));
  const isSamePath = namelessPath(obj(was.request).path) === namelessPath(obj(now.request).path);
  const moved = (others ?? []).flatMap((name, place) => {
    const old = variables?.[place];
    const isMoved = isSamePath || (variables?.length === 1 && others?.length === 1);
    const isFree = old !== undefined && !Object.hasOwn(after ?? {}, old);
    return isMoved && isFree ? [[name, { name: old }] as const] : [];
  });
  const renamed = Object.keys(before ?? {}).flatMap((name) => {
    const fresh = [name, name.toLowerCase()].map(argumentName);
    const argument = fresh.find(
      (each) => !Object.hasOwn(before ?? {}, each) && Object.hasOwn(after ?? {}, each),
    );
    return argument === undefined ? [] : [[argument, { name }] as const];
  });
  return Object.fromEntries([...renamed, ...moved]);
}

const variablesIn = (path: unknown): string[] => String(path).match(/(?<=\{)[^{}]+(?=\})/g) ?? [];

/** A path whose variables have no names. */
export const namelessPath = (path: unknown): string => String(path).replaceAll(/\{[^}]*\}/g, '{}');

/** What clients accept. */
const ARGUMENT = /^(?!__proto__$)[a-zA-Z0-9_.-]{1,64}$/;

/** A tool that returns some fields only, each of its list where the result is one. */
function selecting(tool: Obj, response: NonNullable<Decision['response']>): Obj {
  const request = obj(tool.request);
  const output = obj(tool.outputSchema);
  const { resultKey } = request;
  const resultProperties = obj(output.properties);
  const key = typeof resultKey === 'string' ? resultKey : '';
  const result = obj(ownValue(resultProperties, key));
  const outputSchema =
    key === ''
      ? selected(output, response)
      : { ...output, properties: { ...resultProperties, [key]: selected(result, response) } };
  return {
    ...tool,
    ...(tool.outputSchema !== undefined && { outputSchema }),
    request: { ...request, response: { ...obj(request.response), ...response } },
  };
}

const BRANCHES = ['anyOf', 'oneOf', 'allOf'] as const;

/** The schema of a value with some fields only, by dotted paths; lists and branches on the way are passed through. */
function selected(schema: Obj, { include, exclude = [] }: NonNullable<Decision['response']>): Obj {
  if (include === undefined && exclude.length === 0) return schema;
  const { properties, items } = schema;
  const entries = Object.entries(obj(properties)).flatMap(([name, inner]) => {
    const below = (paths: readonly string[]) =>
      paths.flatMap((path) => (path.startsWith(`${name}.`) ? path.slice(name.length + 1) : []));
    const isWhole = include?.includes(name) ?? true;
    const included = include && !isWhole ? below(include) : undefined;
    if (exclude.includes(name) || included?.length === 0) return [];
    const rest = { exclude: below(exclude), ...(included && { include: included }) };
    return [[name, isObj(inner) ? selected(inner, rest) : inner]];
  });
  const same = (part: unknown) =>
    isObj(part) ? selected(part, { exclude, ...(include && { include }) }) : part;
  const branches = BRANCHES.filter((key) => Array.isArray(schema[key]));
  return {
    ...schema,
    ...(isObj(properties) && { properties: Object.fromEntries(entries) as Obj }),
    ...(isObj(items) && { items: same(items) }),
    ...Object.fromEntries(branches.map((key) => [key, list(schema[key]).map(same)])),
  };
}
