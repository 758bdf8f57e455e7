import { list, type Obj, obj, without } from './model.js';

/** New names of arguments, by their names; undefined for those that a tool no longer has. */
export type NewNames = ReadonlyMap<unknown, string | undefined>;

/** Keys that name an argument: of parameters and bodies, of files, and of pages. */
const REFERENCES = ['argument', 'fileName', 'limit'];

/**
 * A tool, in the form of a spec, some of whose arguments have other names or are gone. The request keeps its own names, which
 * `parameters` and `body` state; the description names them in backticks.
 */
export function withArguments(tool: Obj, given: NewNames): Obj {
  const schema = obj(tool.inputSchema);
  const request = obj(tool.request);
  const names = new Map(given);
  // Without a file, its name says nothing.
  for (const { argument, fileName } of Object.values(obj(obj(request.body).properties)).map(obj))
    if (isGone(argument) && fileName !== undefined) names.set(fileName, undefined);
  const [body] = renamed(request.body);
  return {
    ...tool,
    description: String(tool.description).replace(
      /(?<=`)[^`]+(?=`)/g,
      (name) => names.get(name) ?? name,
    ),
    inputSchema: {
      ...schema,
      properties: entriesOf(schema.properties, (name, value) =>
        isGone(name) ? [] : [[String(nameOf(name)), value]],
      ),
      ...(schema.required !== undefined && { required: list(schema.required).map(nameOf) }),
    },
    request: {
      ...without(request, 'body'),
      path: String(request.path).replace(/(?<=\{)[^{}]+(?=\})/g, (name) => String(nameOf(name))),
      ...(request.parameters !== undefined && {
        parameters: list(request.parameters).flatMap(renamed),
      }),
      ...(body && {
        body: {
          ...body,
          ...(body.properties !== undefined && {
            properties: entriesOf(body.properties, (name, part) =>
              renamed(part).map((one) => [name, one]),
            ),
          }),
        },
      }),
      ...(request.pagination !== undefined && { pagination: renamed(request.pagination)[0] }),
    },
  };

  function isGone(name: unknown): boolean {
    return names.has(name) && names.get(name) === undefined;
  }

  function nameOf(name: unknown): unknown {
    return names.has(name) ? names.get(name) : name;
  }

  /** What refers to arguments; nothing without the argument. */
  function renamed(part: unknown): Obj[] {
    if (part === undefined || isGone(obj(part).argument)) return [];
    return [
      entriesOf(part, (key, value) => {
        const name = REFERENCES.includes(key) ? nameOf(value) : value;
        return name === undefined ? [] : [[key, name]];
      }),
    ];
  }
}

const entriesOf = (
  value: unknown,
  change: (key: string, value: unknown) => [key: string, value: unknown][],
): Obj => Object.fromEntries(Object.entries(obj(value)).flatMap(([key, one]) => change(key, one)));
