import { objectOrEmpty } from '../../runtime/src/utils/is-object.js';
import { moreItems } from '../model/spec.js';
import { listOrEmpty, type RawObject, withoutMember } from './model.js';

/** New names of arguments by their names; undefined for arguments that are removed. */
type NewNames = ReadonlyMap<unknown, string | undefined>;

/** Keys whose value is the name of an argument: of parameters and bodies, of files, and of pages. */
const REFERENCES = ['argument', 'fileName', 'limit', 'cursor'];

/**
 * Returns a tool in the form of a spec with renamed or removed arguments. The request keeps its own
 * names, which `parameters` and `body` state; the description names arguments in backticks.
 */
export function withArguments(tool: RawObject, newNames: NewNames): RawObject {
  const schema = objectOrEmpty(tool.inputSchema);
  const request = objectOrEmpty(tool.request);
  const names = new Map(newNames);
  // A file argument that is removed takes the argument of its name with it.
  for (const { argument, fileName } of Object.values(
    objectOrEmpty(objectOrEmpty(request.body).properties),
  ).map(objectOrEmpty))
    if (isGone(argument) && fileName !== undefined) names.set(fileName, undefined);
  const [body] = renamedPart(request.body);
  return {
    ...tool,
    description: String(tool.description).replace(
      /(?<=`)[^`]+(?=`)/g,
      (name) => names.get(name) ?? name,
    ),
    inputSchema: {
      ...schema,
      properties: mapEntries(schema.properties, (name, value) =>
        isGone(name) ? [] : [[String(newName(name)), value]],
      ),
      ...(schema.required !== undefined && { required: listOrEmpty(schema.required).map(newName) }),
    },
    request: {
      ...withoutMember(request, 'body'),
      path: String(request.path).replace(/(?<=\{)[^{}]+(?=\})/g, (name) => String(newName(name))),
      ...(request.parameters !== undefined && {
        parameters: listOrEmpty(request.parameters).flatMap(renamedPart),
      }),
      ...(body && {
        body: {
          ...body,
          ...(body.properties !== undefined && {
            properties: mapEntries(body.properties, (name, part) =>
              renamedPart(part).map((renamedPart) => [name, renamedPart]),
            ),
          }),
        },
      }),
      ...(request.apiDefaults !== undefined && {
        apiDefaults: listOrEmpty(request.apiDefaults)
          .filter((name) => !isGone(name))
          .map(newName),
      }),
      ...(request.pagination !== undefined && { pagination: renamedPart(request.pagination)[0] }),
    },
    ...(isGone(objectOrEmpty(request.pagination).cursor) && {
      outputSchema: withoutContinuation(objectOrEmpty(tool.outputSchema)),
    }),
  };

  function isGone(name: unknown): boolean {
    return names.has(name) && names.get(name) === undefined;
  }

  function newName(name: unknown): unknown {
    return names.has(name) ? names.get(name) : name;
  }

  /** Returns a part that refers to arguments, with their new names; empty if its argument is removed. */
  function renamedPart(part: unknown): RawObject[] {
    if (part === undefined || isGone(objectOrEmpty(part).argument)) return [];
    return [
      mapEntries(part, (key, value) => {
        const name = REFERENCES.includes(key) ? newName(value) : value;
        return name === undefined ? [] : [[key, name]];
      }),
    ];
  }
}

/** Returns the schema of a list that no later call continues. */
const withoutContinuation = (schema: RawObject): RawObject => ({
  ...schema,
  properties: {
    ...withoutMember(objectOrEmpty(schema.properties), 'next_cursor'),
    truncated: moreItems(false),
  },
});

const mapEntries = (
  value: unknown,
  change: (key: string, value: unknown) => [key: string, value: unknown][],
): RawObject =>
  Object.fromEntries(
    Object.entries(objectOrEmpty(value)).flatMap(([key, one]) => change(key, one)),
  );

/** Returns new names of arguments by their former ones, where two versions of a tool send them in the same place. */
export function renamedArguments(
  previousTool: RawObject,
  currentTool: RawObject,
): Map<string, string> {
  const properties = objectOrEmpty(objectOrEmpty(currentTool.inputSchema).properties);
  const movedArgumentNames = movedArguments(previousTool, currentTool);
  return new Map(movedArgumentNames.filter(([former]) => !Object.hasOwn(properties, former)));
}

/** Returns the names of arguments that are now other arguments, with the new names of those that had them. */
export function reusedNames(
  previousTool: RawObject,
  currentTool: RawObject,
): [former: string, name: string][] {
  const properties = objectOrEmpty(objectOrEmpty(currentTool.inputSchema).properties);
  const movedArgumentNames = movedArguments(previousTool, currentTool);
  return movedArgumentNames.filter(([former]) => Object.hasOwn(properties, former));
}

/** Returns the former and current names of the arguments at places of the request that now have another name. */
function movedArguments(
  previousTool: RawObject,
  currentTool: RawObject,
): [former: string, name: string][] {
  const current = argumentsByPlace(objectOrEmpty(currentTool.request));
  return [...argumentsByPlace(objectOrEmpty(previousTool.request))].flatMap(
    ([place, former]): [string, string][] => {
      const name = current.get(place);
      return name === undefined || name === former ? [] : [[former, name]];
    },
  );
}

function argumentsByPlace({ path, parameters, body, pagination }: RawObject): Map<string, string> {
  const variables = String(path).match(/(?<=\{)[^{}]+(?=\})/g) ?? [];
  const places: [string, unknown][] = [
    ...variables.map((name, index): [string, unknown] => [`path ${index}`, name]),
    ...listOrEmpty(parameters)
      .map(objectOrEmpty)
      .map((slot): [string, unknown] => [`${String(slot.in)} ${String(slot.name)}`, slot.argument]),
    ...Object.entries(objectOrEmpty(objectOrEmpty(body).properties)).map(
      ([name, part]): [string, unknown] => [`body ${name}`, objectOrEmpty(part).argument],
    ),
    ['limit', objectOrEmpty(pagination).limit],
  ];
  return new Map(
    places.flatMap(([place, name]) => (typeof name === 'string' ? [[place, name] as const] : [])),
  );
}
