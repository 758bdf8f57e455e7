import { methodsWithoutBody } from '../../model/http.js';
import { list, obj, without, type Obj } from '../model.js';

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
