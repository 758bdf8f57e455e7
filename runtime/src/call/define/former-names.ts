import { isObject } from '../../utils/is-object.js';
import { StartError } from '../../utils/start-error.js';
import { listedTool } from '../lists/lists.js';
import type { Formerly, Tool } from './definitions.js';

type Tools = ReadonlyMap<string, Tool>;

/**
 * Returns the tool with a name or, if there is none, the one that formerly had it. Every look-up of
 * a tool uses this function.
 */
export function toolNamed(tools: Tools, name: string): Tool | undefined {
  const tool = tools.get(name);
  if (tool) return tool;
  for (const candidate of tools.values())
    if (candidate.formerly?.some((entry) => entry.name === name)) return candidate;
  return undefined;
}

interface CurrentArguments {
  args: unknown;
  /** The former names that the call uses, such as `search_notes` and `find_notes.text`. */
  formerNames: string[];
  /** What is wrong with the arguments, as a sentence. */
  problem?: string;
}

/** @param name the name of the tool in the call */
export function currentArguments(tool: Tool, name: string, args: unknown): CurrentArguments {
  if (!tool.formerly) return { args, formerNames: [] };
  const isFormer = name !== tool.name;
  const entries = tool.formerly.filter((entry) => entry.name === (isFormer ? name : undefined));
  const renames = new Map(entries.flatMap((entry) => Object.entries(entry.arguments ?? {})));
  const constants = entries.flatMap((entry) => Object.entries(entry.constants ?? {}));
  const formerNames = isFormer && entries.length > 0 ? [name] : [];
  const ownArgs = args === undefined && constants.length > 0 ? {} : args;
  if (renames.size + constants.length === 0 || !isObject(ownArgs)) return { args, formerNames };
  const currentArgs = new Map(Object.entries(ownArgs));
  for (const [former, current] of renames) {
    if (!Object.hasOwn(ownArgs, former)) continue;
    if (currentArgs.has(current))
      return {
        args,
        formerNames,
        problem: `Invalid arguments: "${former}" is the former name of "${current}". Use only "${current}".`,
      };
    currentArgs.delete(former);
    currentArgs.set(current, ownArgs[former]);
    formerNames.push(`${tool.name}.${former}`);
  }
  for (const [argument, value] of constants) {
    if (currentArgs.has(argument))
      return {
        args,
        formerNames,
        problem: `Invalid arguments: "${name}" has no argument "${argument}". Omit it, or call "${tool.name}".`,
      };
    currentArgs.set(argument, value);
  }
  return { args: Object.fromEntries(currentArgs), formerNames };
}

/** Returns a schema of arguments with the names that one entry of `formerly` has for them. */
export function formerSchema<Schema extends Record<string, unknown>>(
  inputSchema: Schema,
  { arguments: names = {}, constants = {} }: Formerly,
): Schema {
  const formerNames = new Map(Object.entries(names).map(([former, current]) => [current, former]));
  const { properties = {}, required = [] } = inputSchema as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  const formerName = (name: string) => formerNames.get(name) ?? name;
  const isArgument = (name: string) => !Object.hasOwn(constants, name);
  return {
    ...inputSchema,
    properties: Object.fromEntries(
      Object.entries(properties)
        .filter(([name]) => isArgument(name))
        .map(([name, schema]) => [formerName(name), schema]),
    ),
    required: required.filter(isArgument).map(formerName),
  };
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** @throws StartError for former names that mean something else, or that name no tool */
export function requireFormerNames(provider: string, tools: Tools): void {
  const owners = new Map<string, string>();
  for (const tool of tools.values())
    for (const entry of tool.formerly ?? []) {
      const problem = problemOf(entry, tool, tools, owners);
      if (problem !== undefined)
        throw new StartError(`Provider "${provider}", tool "${tool.name}": ${problem}`);
      if (entry.name !== undefined) owners.set(entry.name, tool.name);
    }
}

/** @param owners tools by their former names */
function problemOf(
  { name, arguments: names = {}, constants = {}, until }: Formerly,
  tool: Tool,
  tools: Tools,
  owners: ReadonlyMap<string, string>,
): string | undefined {
  if (!MONTH.test(until)) return '"until" in "formerly" must be a month such as "2027-06".';
  if (name === undefined && Object.keys(names).length === 0)
    return 'an entry of "formerly" has neither "name" nor "arguments".';
  if (name === undefined && Object.keys(constants).length > 0)
    return 'an entry of "formerly" has "constants", but no "name": only calls by a former name get them.';
  if (name !== undefined && tools.has(name))
    return `its former name "${name}" is the name of a tool. Remove it from "formerly".`;
  const owner = name === undefined ? undefined : owners.get(name);
  if (owner !== undefined) return `its former name "${name}" is also one of "${owner}".`;
  const { properties } = listedTool(tool).inputSchema;
  if (!isObject(properties)) return undefined;
  for (const former of Object.keys(names))
    if (Object.hasOwn(properties, former))
      return `"formerly" renames the argument "${former}", which still exists.`;
  for (const current of [...Object.values(names), ...Object.keys(constants)])
    if (!Object.hasOwn(properties, current))
      return `"formerly" names the argument "${current}", which does not exist.`;
  return undefined;
}
