import { call, type Code, jsonCode, object, spread } from '../../source/print/code.js';

/** What the source of a value can use. */
export interface Scope {
  variableOf(argument: string): string;
  /** A call of a function of `mcp-provider/api`. */
  call(name: string, ...values: readonly Code[]): Code;
}

export const jsonOf = (variable: string): Code => call('JSON.stringify', [variable]);

/** Options of a call; none where they are empty. */
export const optionsOf = (options: object): Code[] =>
  Object.keys(options).length === 0 ? [] : [jsonCode(options)];

/** `query`, or `{ ...query, other }`, or only the others. */
export function together(name: string | undefined, others: readonly Code[]): Code {
  if (name === undefined) return object(others);
  return others.length > 0 ? object([spread(name), ...others]) : name;
}
