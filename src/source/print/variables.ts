import { camelCase, RESERVED_WORDS } from '../../model/names.js';

/** Variables for single arguments, by argument; no two share one, and none is one of `taken`. */
export function variablesFor(
  argumentNames: readonly string[],
  taken: readonly string[] = [],
): Map<string, string> {
  const variables = new Map<string, string>();
  const used = new Set(taken);
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
