import { isObj, list, obj, ownValue, without, type Obj } from '../model.js';
import type { ToolDraft } from '../spec.js';
import type { Decision } from './overlay.js';
import { methodsWithoutBody } from '../../model/http.js';

/**
 * A tool as people have decided.
 * @returns also sentences about decisions that have no effect
 */
export function decided(
  { tool, ...draft }: ToolDraft,
  { title, description, annotations, keywords, arguments: settings = {}, response }: Decision,
): { draft: ToolDraft; problems: string[] } {
  const problems: string[] = [];
  const schema = obj(tool.inputSchema);
  const properties = new Map(Object.entries(obj(schema.properties)));
  for (const [argument, { hidden, ...others }] of Object.entries(settings)) {
    const texts = without(others, 'name');
    if (!properties.has(argument)) problems.push(`It has no argument "${argument}".`);
    else if (!hidden) properties.set(argument, { ...obj(properties.get(argument)), ...texts });
    else if (list(schema.required).includes(argument))
      problems.push(`"${argument}" is required and cannot be hidden.`);
    else properties.delete(argument);
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
  return { draft: { ...draft, tool: renamed(selected, settings, problems) }, problems };
}

/** A tool whose arguments have other names. */
function renamed(tool: Obj, settings: NonNullable<Decision['arguments']>, problems: string[]): Obj {
  return Object.entries(settings).reduce((changed, [from, { name, hidden }]) => {
    const taken = Object.keys(obj(obj(changed.inputSchema).properties));
    if (name === undefined || name === from || hidden || !taken.includes(from)) return changed;
    const fault = !ARGUMENT.test(name)
      ? 'is not a valid name'
      : taken.some((other) => other !== from && other.toLowerCase() === name.toLowerCase())
        ? 'is the name of another argument'
        : undefined;
    if (fault !== undefined) {
      problems.push(`"${from}" keeps its name: "${name}" ${fault}.`);
      return changed;
    }
    return withRenamedArgument(changed, from, name);
  }, tool);
}

/** What clients accept. */
const ARGUMENT = /^[a-zA-Z0-9_.-]{1,64}$/;

/** A tool that returns some fields only, each of its list where the result is one. */
function selecting(tool: Obj, response: NonNullable<Decision['response']>): Obj {
  const request = obj(tool.request);
  const output = obj(tool.outputSchema);
  const { resultKey } = request;
  const whole = obj(output.properties);
  const key = typeof resultKey === 'string' ? resultKey : '';
  const result = obj(ownValue(whole, key));
  const outputSchema =
    key === ''
      ? selected(output, response)
      : { ...output, properties: { ...whole, [key]: selected(result, response) } };
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

/** A tool whose argument has another name; what it sends stays the same. */
export function withRenamedArgument(tool: Obj, from: string, to: string): Obj {
  const schema = obj(tool.inputSchema);
  const properties = Object.entries(obj(schema.properties)).map(
    ([name, value]) => [name === from ? to : name, value] as const,
  );
  return {
    ...tool,
    inputSchema: {
      ...schema,
      properties: Object.fromEntries(properties),
      ...(schema.required !== undefined && { required: list(schema.required).map(renamed) }),
    },
    request: requestOf(obj(tool.request), from, to),
  };

  function renamed(name: unknown): unknown {
    return name === from ? to : name;
  }
}

function requestOf(request: Obj, from: string, to: string): Obj {
  const { path, query, parameters, body, pagination } = request;
  const fields = ['argument', 'fileName', 'limit'];
  const renamed = (binding: unknown) =>
    Object.fromEntries(
      Object.entries(obj(binding)).map(([key, value]) => [
        key,
        fields.includes(key) && value === from ? to : value,
      ]),
    );
  const listed = list(parameters);
  const parts = Object.entries(obj(obj(body).properties));
  const isIn = (binding: unknown) => fields.some((field) => obj(binding)[field] === from);
  const template = String(path).replaceAll(`{${from}}`, `{${to}}`);
  const others = list(query).filter((name) => name !== from);
  const isListed =
    template !== path ||
    obj(body).argument === from ||
    [...listed, ...parts.map(([, part]) => part)].some(isIn);
  const isQuery =
    others.length < list(query).length ||
    methodsWithoutBody.some((method) => method === request.method);
  // The limit of all items is sent only where a parameter of the size has its name.
  const isLimit = obj(pagination).limit === from;
  const isImplicit = !isListed && !isLimit;
  return {
    ...without(request, 'query'),
    path: template,
    ...(others.length > 0 && { query: others }),
    ...((listed.length > 0 || (isImplicit && isQuery)) && {
      parameters: [
        ...listed.map(renamed),
        ...(isImplicit && isQuery ? [{ in: 'query', name: from, argument: to }] : []),
      ],
    }),
    ...((body !== undefined || (isImplicit && !isQuery)) && { body: bodyOf() }),
    ...(pagination !== undefined && { pagination: renamed(pagination) }),
  };

  function bodyOf(): Obj {
    const own = parts.map(([name, part]) => [name, renamed(part)]);
    const all = isImplicit && !isQuery ? [...own, [from, { argument: to }]] : own;
    return {
      as: 'json',
      ...renamed(body),
      ...(all.length > 0 && { properties: Object.fromEntries(all) as Obj }),
    };
  }
}
