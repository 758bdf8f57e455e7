import type { Tool } from '@modelcontextprotocol/client';
import {
  promptsOf,
  type RemoteCatalog,
  type RemoteTool,
  resourcesOf,
} from '../../runtime/src/remote/catalog.js';
import { definitionOf } from '../../runtime/src/remote/definition.js';
import { canonical, meaning } from '../contract/schema.js';
import {
  deepTool,
  invalidToolNames,
  sameToolName,
  unknownRemoteTool,
} from '../model/errors/remote.js';
import { isDeeper } from '../model/json.js';
import { jsonText } from '../model/json-text.js';
import { fits } from '../model/wildcard.js';
import type { Discovery } from './discovery.js';

/** What is served, and under which names. */
export interface Selection {
  /** Names at the server; `*` stands for any characters. Empty: all. */
  include: readonly string[];
  exclude: readonly string[];
  /** "name there=name here". */
  rename: readonly string[];
}

/** What a server offers now, beside what a project has accepted. */
export interface Comparison {
  /** The catalog with all changes accepted. */
  catalog: RemoteCatalog;
  /** Names at the server that are not in the catalog, and stay off. */
  unserved: string[];
}

/**
 * A catalog beside what its server offers now: definitions are replaced, what the server no longer has is removed, and
 * what is new stays off, unless `include` names it. An empty catalog takes all that is selected.
 * @throws CliError `remote/…`
 */
export function compare(
  accepted: RemoteCatalog,
  found: Discovery,
  selection: Selection,
): Comparison {
  const renames = renamesOf(selection, found);
  const { tools = [], resources = [], prompts = [] } = accepted;
  const isFirst = tools.length + resources.length + prompts.length === 0;
  const unserved: string[] = [];

  function served<T extends Named>(offered: readonly T[], before: readonly Named[]): T[] {
    const places = new Map(before.map((each, index) => [nameThere(each), index]));
    const chosen = offered.filter(({ name }) => {
      const isKnown = places.has(name) && !isExcluded(name, selection);
      const isNew = !places.has(name) && (isFirst || selection.include.length > 0);
      return isKnown || (isNew && isSelected(name, selection));
    });
    unserved.push(...offered.filter((each) => !chosen.includes(each)).map((each) => each.name));
    // Those that were there keep their order: a server does not promise any.
    const place = ({ name }: T) => places.get(name) ?? before.length;
    return chosen.toSorted((one, other) => place(one) - place(other));
  }

  const toolsByName = new Map(tools.map((tool) => [nameThere(tool), tool]));
  const accept = {
    tools: served(found.tools, tools).map((tool) =>
      toolOf(tool, renames.get(tool.name), toolsByName.get(tool.name)),
    ),
    resources: served(resourcesOf(found), resources),
    prompts: served(promptsOf(found), prompts),
  };
  requireTools(accept.tools);
  const instructions = found.server?.instructions?.trim();
  return { catalog: { ...(instructions && { instructions }), ...accept }, unserved };
}

/** Tools that a server no longer has, each with the only new one that has the same text and arguments. */
export function renamedTools(
  { tools = [] }: RemoteCatalog,
  found: Discovery,
): { was: string; is: string }[] {
  const isOffered = (there: string) => found.tools.some(({ name }) => name === there);
  const fresh = found.tools.filter(({ name }) => tools.every((tool) => nameThere(tool) !== name));
  const key = ({ description, inputSchema }: Pick<Tool, 'description' | 'inputSchema'>) =>
    canonical([description, meaning(inputSchema)]);
  return tools.flatMap((tool) => {
    if (isOffered(nameThere(tool))) return [];
    const [twin, another] = fresh.filter((each) => key(each) === key(tool as Tool));
    return twin && !another ? [{ was: tool.name, is: twin.name }] : [];
  });
}

interface Named {
  name: string;
  remoteName?: string | undefined;
}

const nameThere = ({ name, remoteName = name }: Named) => remoteName;

/** `remote.json`: the same text for the same definitions, whatever the order of the server. A reviewer sees every character. */
export const catalogText = (catalog: RemoteCatalog): string => jsonText(catalog);

/** Its name here and its question are of the project; everything else is of the server. */
function toolOf(
  { name: there, ...tool }: Tool,
  renamed: string | undefined,
  accepted: RemoteTool | undefined,
): RemoteTool {
  const name = renamed ?? accepted?.name ?? there;
  return {
    name,
    ...(there !== name && { remoteName: there }),
    ...definitionOf(tool),
    ...(accepted?.confirm !== undefined && { confirm: accepted.confirm }),
  };
}

const isExcluded = (name: string, { exclude }: Selection): boolean =>
  exclude.some((pattern) => fits(pattern, name));

const isSelected = (name: string, selection: Selection): boolean =>
  (selection.include.length === 0 || selection.include.some((pattern) => fits(pattern, name))) &&
  !isExcluded(name, selection);

function renamesOf({ rename }: Selection, { tools }: Discovery): Map<string, string> {
  const pairs = rename.map((text): [string, string] => {
    const [, there = '', here = ''] = /^([^=]+)=([^=]+)$/.exec(text) ?? [];
    if (!tools.some(({ name }) => name === there)) throw unknownRemoteTool(text, there);
    return [there, here];
  });
  return new Map(pairs);
}

/** Bundlers and clients read JSON of about 128 levels. */
const DEEPEST = 100;

/** MCP 2026-07-28, "Tool Names". */
const NAME = /^[\w.-]{1,128}$/;

/** Servers of the SDK keep tools and prompts in plain objects, which have such members from the beginning. */
export const isUsableName = (name: string): boolean => !(name in Object.prototype);

/** Whether a project can serve a tool under the name that it has at its server. */
export const isServable = (tool: Tool): boolean =>
  NAME.test(tool.name) && isUsableName(tool.name) && !isDeeper(tool, DEEPEST);

/** @throws CliError for tools that cannot be served under their names, or that others cannot read */
function requireTools(tools: readonly RemoteTool[]): void {
  const names = new Map<string, string>();
  for (const { name, remoteName = name } of tools) {
    const other = names.get(name);
    if (other !== undefined) throw sameToolName(name, other, remoteName);
    names.set(name, remoteName);
  }
  const invalid = [...names.keys()].filter((name) => !NAME.test(name) || !isUsableName(name));
  if (invalid.length > 0) throw invalidToolNames(invalid);
  const deep = tools.find((tool) => isDeeper(tool, DEEPEST));
  if (deep) throw deepTool(deep.remoteName ?? deep.name, DEEPEST);
}
