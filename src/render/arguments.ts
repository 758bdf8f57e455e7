import { camelCase, RESERVED_WORDS } from '../model/names.js';
import { placeholders } from '../model/placeholders.js';
import { methodsWithoutBody, type ToolSpec } from '../model/spec.js';

/** Where a tool's arguments travel. Each list holds property names of the input schema. */
export interface ArgumentPlaces {
  path: string[];
  query: string[];
  body: string[];
  /** How many items to return in all; stays with us. */
  limit: string | undefined;
}

export function placesOf({ inputSchema, request }: ToolSpec): ArgumentPlaces {
  const names = Object.keys(inputSchema.properties ?? {});
  if (!request) return { path: [], query: [], body: [], limit: undefined };
  const path = [...new Set(placeholders(request.path))];
  const limit = request.pagination?.limit;
  const rest = names.filter((name) => !path.includes(name) && name !== limit);
  const named = new Set(request.query);
  const inQuery = (name: string) => methodsWithoutBody.includes(request.method) || named.has(name);
  return {
    path,
    query: rest.filter(inQuery),
    body: rest.filter((name) => !inQuery(name)),
    limit,
  };
}

/** Bindings of the generated API function that an argument must not hide. */
const TAKEN = new Set([
  'body',
  'callApi',
  'collect',
  'context',
  'cursorPages',
  'items',
  'linkPages',
  'page',
  'path',
  'query',
  'request',
  'response',
]);

/** Variables for single arguments, by argument; no two share one. */
export function variablesFor(argumentNames: readonly string[]): Map<string, string> {
  const variables = new Map<string, string>();
  const used = new Set(TAKEN);
  for (const argument of argumentNames) {
    const name = /^[A-Za-z_$][\w$]*$/.test(argument) ? argument : camelCase(argument) || 'value';
    let variable = name;
    for (let n = 1; used.has(variable) || RESERVED_WORDS.has(variable); n++) {
      variable = `${name}Value${n > 1 ? n : ''}`;
    }
    used.add(variable);
    variables.set(argument, variable);
  }
  return variables;
}
