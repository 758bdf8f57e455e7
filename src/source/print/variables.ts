import { camelCase, RESERVED_WORDS } from '../../model/names.js';

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
