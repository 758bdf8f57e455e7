import type { Tool } from '@modelcontextprotocol/client';
import {
  promptsOf,
  type RemoteCatalog,
  type RemoteTool,
  resourcesOf,
} from '../../runtime/src/remote/catalog.js';
import { definitionOf } from '../../runtime/src/remote/definition.js';
import { canonicalJson, meaningKey } from '../contract/schema.js';
import {
  invalidToolNames,
  sameToolName,
  schemaTooDeep,
  unknownRemoteTool,
} from '../model/errors/remote.js';
import { afterToolRename } from '../model/former-name.js';
import { isDeeper } from '../model/json.js';
import { jsonText } from '../model/json-text.js';
import { matchesWildcard } from '../model/text/wildcard.js';
import type { Discovery } from './discovery.js';

/** The selected tools and their names. */
export interface Selection {
  /** Names on the server; `*` stands for any characters. Empty means all. */
  include: readonly string[];
  exclude: readonly string[];
  /** Renames in the form "server name=project name". */
  rename: readonly string[];
}

/** The current offer of a server, compared with what a project has accepted. */
export interface Comparison {
  /** The catalog with all changes accepted. */
  catalog: RemoteCatalog;
  /** Names on the server that are not in the catalog and are not served. */
  unserved: string[];
}

/**
 * Compares a catalog with the current offer of its server: definitions are replaced, missing ones
 * are removed, and new ones are not served unless `include` names them. An empty catalog gets all
 * selected definitions.
 * @param releasedNames the tools of the last release, whose names go on working
 * @throws CliError `remote/…`
 */
export function compareCatalog(
  acceptedCatalog: RemoteCatalog,
  discovery: Discovery,
  selection: Selection,
  releasedNames: readonly string[] = [],
): Comparison {
  const renames = parseRenames(selection, discovery);
  const { tools = [], resources = [], prompts = [] } = acceptedCatalog;
  const isFirst = tools.length + resources.length + prompts.length === 0;
  const unservedNames: string[] = [];

  function servedDefinitions<T extends NamedDefinition>(
    offeredDefinitions: readonly T[],
    acceptedDefinitions: readonly NamedDefinition[],
  ): T[] {
    const places = new Map(
      acceptedDefinitions.map((definition, index) => [nameThere(definition), index]),
    );
    const selectedDefinitions = offeredDefinitions.filter(({ name }) => {
      const isKnown = places.has(name) && !isExcluded(name, selection);
      const isNew = !places.has(name) && (isFirst || selection.include.length > 0);
      return isKnown || (isNew && isSelected(name, selection));
    });
    unservedNames.push(
      ...offeredDefinitions
        .filter((definition) => !selectedDefinitions.includes(definition))
        .map((definition) => definition.name),
    );
    // Accepted definitions keep their order, because servers do not guarantee any.
    const place = ({ name }: T) => places.get(name) ?? acceptedDefinitions.length;
    return selectedDefinitions.toSorted((left, right) => place(left) - place(right));
  }

  const toolsByName = new Map(tools.map((tool) => [nameThere(tool), tool]));
  const accept = {
    tools: servedDefinitions(discovery.tools, tools).map((tool) =>
      projectTool(tool, renames.get(tool.name), toolsByName.get(tool.name), releasedNames),
    ),
    resources: servedDefinitions(resourcesOf(discovery), resources),
    prompts: servedDefinitions(promptsOf(discovery), prompts),
  };
  requireTools(accept.tools);
  const instructions = discovery.server?.instructions?.trim();
  return { catalog: { ...(instructions && { instructions }), ...accept }, unserved: unservedNames };
}

/** Returns tools that a server no longer has, each with the only new tool that has the same text and arguments. */
export function renamedTools(
  { tools = [] }: RemoteCatalog,
  discovery: Discovery,
): { previous: string; current: string }[] {
  const isOffered = (serverName: string) => discovery.tools.some(({ name }) => name === serverName);
  const newTools = discovery.tools.filter(({ name }) =>
    tools.every((tool) => nameThere(tool) !== name),
  );
  const key = ({ description, inputSchema }: Pick<Tool, 'description' | 'inputSchema'>) =>
    canonicalJson([description, meaningKey(inputSchema)]);
  return tools.flatMap((tool) => {
    if (isOffered(nameThere(tool))) return [];
    const equalTools = newTools.filter((newTool) => key(newTool) === key(tool as Tool));
    return equalTools.length === 1
      ? equalTools.map(({ name }) => ({ previous: tool.name, current: name }))
      : [];
  });
}

interface NamedDefinition {
  name: string;
  remoteName?: string | undefined;
}

const nameThere = ({ name, remoteName = name }: NamedDefinition) => remoteName;

/** Returns the text of `remote.json`, which does not depend on the server's order. Reviewers see every character. */
export const catalogText = (catalog: RemoteCatalog): string => jsonText(catalog);

/**
 * Returns a tool whose name in the project and whose confirmation belong to the project, while the
 * server decides everything else.
 */
function projectTool(
  { name: serverName, ...tool }: Tool,
  newName: string | undefined,
  acceptedTool: RemoteTool | undefined,
  releasedNames: readonly string[],
): RemoteTool {
  const name = newName ?? acceptedTool?.name ?? serverName;
  const { name: previousName = name, formerly: formerNames = [] } = acceptedTool ?? {};
  const formerly =
    previousName === name
      ? formerNames
      : afterToolRename(formerNames, {
          from: previousName,
          to: name,
          isReleased: releasedNames.includes(previousName),
        });
  return {
    name,
    ...(serverName !== name && { remoteName: serverName }),
    ...definitionOf(tool),
    ...(formerly.length > 0 && { formerly }),
    ...(acceptedTool?.confirm !== undefined && { confirm: acceptedTool.confirm }),
  };
}

const isExcluded = (name: string, { exclude }: Selection): boolean =>
  exclude.some((pattern) => matchesWildcard(pattern, name));

const isSelected = (name: string, selection: Selection): boolean =>
  (selection.include.length === 0 ||
    selection.include.some((pattern) => matchesWildcard(pattern, name))) &&
  !isExcluded(name, selection);

function parseRenames({ rename }: Selection, { tools }: Discovery): Map<string, string> {
  const pairs = rename.map((text): [string, string] => {
    const [, serverName = '', projectName = ''] = /^([^=]+)=([^=]+)$/.exec(text) ?? [];
    if (!tools.some(({ name }) => name === serverName)) throw unknownRemoteTool(text, serverName);
    return [serverName, projectName];
  });
  return new Map(pairs);
}

/** Maximum nesting depth; bundlers and clients parse JSON of about 128 levels. */
const MAX_DEPTH = 100;

/** Names that MCP 2026-07-28, "Tool Names", allows. */
const NAME = /^[\w.-]{1,128}$/;

/**
 * Returns whether a name is not that of an inherited object member, because SDK servers store tools
 * and prompts in plain objects.
 */
export const isUsableName = (name: string): boolean => !(name in Object.prototype);

/** Returns whether a project can serve a tool under its name on the server. */
export const isServable = (tool: Tool): boolean =>
  NAME.test(tool.name) && isUsableName(tool.name) && !isDeeper(tool, MAX_DEPTH);

/**
 * Requires valid tools.
 * @throws CliError for tools that cannot be served under their names, or that others cannot read
 */
function requireTools(tools: readonly RemoteTool[]): void {
  const names = new Map<string, string>();
  for (const { name, remoteName = name } of tools) {
    const otherTool = names.get(name);
    if (otherTool !== undefined) throw sameToolName(name, otherTool, remoteName);
    names.set(name, remoteName);
  }
  const invalid = [...names.keys()].filter((name) => !NAME.test(name) || !isUsableName(name));
  if (invalid.length > 0) throw invalidToolNames(invalid);
  const tooDeepTool = tools.find((tool) => isDeeper(tool, MAX_DEPTH));
  if (tooDeepTool) throw schemaTooDeep(tooDeepTool.remoteName ?? tooDeepTool.name, MAX_DEPTH);
}
