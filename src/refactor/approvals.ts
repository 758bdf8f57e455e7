import { projectFiles } from '../clients/entry/project-files.js';
import { languages } from '../edit/formats/languages.js';
import type { DataNode } from '../model/document.js';
import { editStep } from '../model/edit-step.js';
import type { JsonPath } from '../model/json.js';
import { kebabCase } from '../model/names.js';
import { parseDocument } from '../project/document.js';
import type { OwnTool } from './choose-part.js';
import { providerEntries } from './client-entries.js';
import { CLAUDE_SETTINGS, type WorkingCopy } from './working-copy.js';

/**
 * Renames or removes a tool in the client files of the project, which can list tools whose calls need no confirmation: in
 * the entries that start its provider, and as `mcp__<entry>__<tool>` in the settings of Claude Code.
 * @param newName undefined if the tool is removed, because a later tool of the same name must not inherit an approval
 */
export function changeApprovals(
  copy: WorkingCopy,
  { name, provider }: Pick<OwnTool, 'name' | 'provider'>,
  newName: string | undefined,
): void {
  const entries = providerEntries(provider.project, provider.name);
  for (const { path, keys } of entries)
    copy.edit(path, (text) => withItems(path, text, keys, new Map([[name, newName]])));
  const servers = new Set([
    provider.name,
    kebabCase(provider.name),
    ...entries.flatMap(({ keys }) => keys.at(-1) ?? []),
  ]);
  const names = Array.from(servers, (server): [string, string | undefined] => [
    `mcp__${server}__${name}`,
    newName === undefined ? undefined : `mcp__${server}__${newName}`,
  ]);
  for (const path of CLAUDE_SETTINGS)
    copy.edit(path, (text) => withItems(path, text, [], new Map(names)));
}

/** Returns a JSON text with other items in lists below a place; those without another name are removed. */
function withItems(
  path: string,
  text: string,
  keys: JsonPath,
  names: ReadonlyMap<string, string | undefined>,
): string {
  const approvalNode = parseDocument({ path, text }).get(...keys);
  const items = approvalNode ? itemsBelow(approvalNode, keys) : [];
  // Items are edited from the last one on, so that the places of the others stay valid.
  return items.toReversed().reduce((changed, [place, item]) => {
    if (!names.has(item)) return changed;
    const newItem = names.get(item);
    return newItem === undefined
      ? languages.jsonc.remove(changed, place)
      : languages.jsonc.set(changed, place, newItem);
  }, text);
}

/** Lists of an entry with the words that start its server. */
const START_WORDS = new Set(['args', 'command']);

/** Returns texts in lists, each with its place. */
function itemsBelow(data: DataNode, path: JsonPath): [JsonPath, string][] {
  const members = Array.from(data.members, ([key, member]) =>
    START_WORDS.has(key) ? [] : itemsBelow(member, [...path, key]),
  );
  const items = data.items.map((item, index): [JsonPath, string][] =>
    typeof item.value === 'string'
      ? [[[...path, index], item.value]]
      : itemsBelow(item, [...path, index]),
  );
  return [...members, ...items].flat();
}

/** Returns a step for each place in a client's file that still has a name. @param places as `path:line` */
export function approvalSteps(name: string, places: readonly string[]): string[] {
  const files = [...projectFiles().keys(), ...CLAUDE_SETTINGS];
  return places
    .filter((place) => files.includes(place.replace(/:\d+$/, '')) || place.startsWith('.claude/'))
    .map((place) =>
      editStep(
        place,
        `"${name}" is still there: change it if a client allows or forbids it by this name.`,
      ),
    );
}
