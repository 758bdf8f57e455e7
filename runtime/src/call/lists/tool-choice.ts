import type { Principal } from '../../identity/principal.js';
import { type Environment, flagSetting, setting, splitWords } from '../../utils/settings.js';
import { mostSimilar } from '../../utils/similar.js';
import { StartError } from '../../utils/start-error.js';
import type { Owned, Resource, Tool } from '../define/definitions.js';

type Tools = ReadonlyMap<string, Tool>;

/** A choice among the tools of a provider, by annotation and by name. A choice only takes tools away. */
export interface ToolChoice {
  /** Whether only tools with `readOnlyHint` are served. */
  isReadOnly: boolean;
  /** Names, in which "*" stands for any characters; empty for all tools. */
  names: readonly string[];
}

/** Returns the choice of `MCP_READ_ONLY` and `MCP_TOOLS`. @throws StartError for a value that is not valid */
export function environmentChoice(env: Environment): ToolChoice {
  const text = setting('MCP_TOOLS', env);
  const names = splitWords(text);
  if (text !== undefined && names.length === 0)
    throw new StartError('MCP_TOOLS must be a list of tool names.');
  return { isReadOnly: flagSetting('MCP_READ_ONLY', env) === true, names };
}

/** Returns the tools that a choice leaves. Lists, calls, searches and scopes of an endpoint all use this map. */
export function chooseTools(provider: string, tools: Tools, choice: ToolChoice): Tools {
  const { isReadOnly, names } = choice;
  if (!isReadOnly && names.length === 0) return tools;
  const isChosen = (tool: Tool) =>
    (!isReadOnly || tool.annotations?.readOnlyHint === true) &&
    (names.length === 0 || names.some((name) => isNamed(name, addressableNames(provider, tool))));
  return new Map([...tools].filter(([, tool]) => isChosen(tool)));
}

/** Returns the resources that mention no tool which a choice has taken away. */
export function chooseResources(
  resources: ReadonlyMap<string, Resource>,
  allTools: Tools,
  chosen: Tools,
): ReadonlyMap<string, Resource> {
  if (allTools === chosen) return resources;
  const isLeftOut = (name: string) => allTools.has(name) && !chosen.has(name);
  return new Map([...resources].filter(([, { tools = [] }]) => !tools.some(isLeftOut)));
}

/**
 * Returns the names by which a choice can address a tool, former ones included: with and without
 * the name of its provider.
 */
export function addressableNames(
  provider: string,
  { name, owner, formerly = [] }: Owned & Pick<Tool, 'formerly'>,
): string[] {
  const ownership = owner ?? { provider, name };
  const names = [ownership.name, ...formerly.flatMap((formerNames) => formerNames.name ?? [])];
  return [
    ...new Set([name, ...names, ...names.map((ownName) => `${ownership.provider}_${ownName}`)]),
  ];
}

/** Returns whether a caller may know that a tool exists: a missing scope is told, so it hides nothing. */
export const isVisibleTo =
  (principal: Principal) =>
  (tool: Tool): boolean => {
    if (!tool.isHiddenFrom?.(principal)) return true;
    const access = tool.accessOf?.(principal);
    return access !== undefined && !access.allowed && access.scopes.length > 0;
  };

const MAX_NAMED = 5;

/**
 * Returns a text about the names that no tool has, with similar names; undefined if each name has a
 * tool.
 * @param tools the names of each tool, as `addressableNames` returns them
 * @param candidates names that can be suggested
 */
export function unknownNamesText(
  names: readonly string[],
  tools: readonly string[][],
  candidates: readonly string[] = tools.flat(),
): string | undefined {
  const unknown = names.filter((name) => !tools.some((toolNames) => isNamed(name, toolNames)));
  if (unknown.length === 0) return undefined;
  const texts = unknown.slice(0, MAX_NAMED).map((name) => {
    const similar = mostSimilar(name.replaceAll('*', ''), candidates);
    return `"${name.slice(0, 100)}"${similar === undefined ? '' : ` (did you mean "${similar}"?)`}`;
  });
  const rest = unknown.length - texts.length;
  return `no tool is named ${texts.join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`;
}

const isNamed = (pattern: string, names: readonly string[]): boolean =>
  names.some((name) => matches(pattern, name));

/** Returns whether a name has the parts between "*", from left to right: a regular expression could take exponential time. */
function matches(pattern: string, name: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return name === pattern;
  const last = name.length - end.length;
  if (!name.startsWith(start) || !name.endsWith(end)) return false;
  let position = start.length;
  for (const part of rest) {
    const index = name.indexOf(part, position);
    if (index < 0) return false;
    position = index + part.length;
  }
  return position <= last;
}
