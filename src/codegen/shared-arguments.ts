import { camelCase, kebabCase, snakeCase } from '../model/names.js';
import type { ToolSpec } from '../model/spec.js';
import { singular } from '../model/text/singular.js';
import { toolNoun } from '../model/tool-words.js';
import {
  fieldsSource,
  type SharedConstant,
  type SharedName,
  type SharedNames,
} from './print/zod.js';
import { documentShape } from './zod-shape/document-shape.js';
import { type PropertyShape, usesDefinition } from './zod-shape/shape.js';

/** Arguments that tools share, such as the owner and the name of a repository. */
export interface ArgumentGroup extends SharedName {
  properties: readonly PropertyShape[];
}

/** Fewer tools or arguments, and shorter ones, are easier to read where they are used. */
const MIN_SHARED = { tools: 3, arguments: 2, characters: 200 };
/** Minimum size of arguments that tools with the same noun share. */
const MIN_SHARED_BY_NOUN = { arguments: 3, characters: 500 };
/** Minimum number of tools, and minimum size, of one argument that is shared alone. */
const MIN_SHARED_ALONE = { tools: 5, characters: 200 };

/**
 * Groups of equal arguments that tools have in the same order, and of those with which tools such as
 * `create_issue` and `update_issue` write the same thing.
 * @param filledOf arguments of a tool whose default zod fills in
 * @param keptFiles files of groups that stay although fewer tools use them
 */
export function argumentGroups(
  tools: readonly ToolSpec[],
  filledOf: (tool: ToolSpec) => readonly string[],
  takenNames: readonly string[],
  keptFiles: ReadonlySet<string> = new Set(),
): ArgumentGroup[] {
  const lists = tools.map((tool) => {
    const { root } = documentShape(tool.inputSchema, 'input', filledOf(tool));
    const properties = root.kind === 'object' ? root.properties : [];
    return properties.map((property) => ({ property, key: JSON.stringify(property) }));
  });
  const usersByKey = new Map<string, number[]>();
  for (const [tool, list] of lists.entries())
    for (const { key } of list) usersByKey.set(key, [...(usersByKey.get(key) ?? []), tool]);
  const toolsUsing = (key: string) => usersByKey.get(key) ?? [];
  const groups = new Map<string, { properties: PropertyShape[]; tools: number; users: number }>();
  for (const list of lists)
    for (const run of consecutiveItems(list, ({ key, property }) =>
      [...toolsUsing(key), keptFiles.has(PAGE) && PAGE_NAMES.has(snakeCase(property.name))].join(),
    )) {
      const runKey = run.map(({ key }) => key).join();
      const properties = run.map(({ property }) => property);
      const users = toolsUsing(run[0]?.key ?? '').length;
      const group = groups.get(runKey) ?? { properties, tools: 0, users };
      groups.set(runKey, { ...group, tools: group.tools + 1 });
    }
  const names = new Set(takenNames);
  const ofSeveral = [...groups].flatMap(([key, { properties, tools: count, users }]) => {
    const argumentNames = properties.map(({ name }) => name);
    const isPage = argumentNames.every((name) => PAGE_NAMES.has(snakeCase(name)));
    const isSearch =
      argumentNames.some((name) => SEARCH_NAMES.has(name)) &&
      argumentNames.every((name) => SEARCH_NAMES.has(name) || PAGE_NAMES.has(snakeCase(name)));
    const meaning = isPage ? PAGE : isSearch ? 'searchArguments' : undefined;
    const constant =
      meaning === undefined || names.has(meaning) ? groupName(argumentNames) : meaning;
    const isShared =
      count === users && // the others have them in another order
      (keptFiles.has(kebabCase(constant)) ||
        (properties.length >= MIN_SHARED.arguments
          ? count >= MIN_SHARED.tools && (isPage || key.length >= MIN_SHARED.characters)
          : count >= MIN_SHARED_ALONE.tools && key.length >= MIN_SHARED_ALONE.characters)) &&
      !properties.some(({ shape }) => usesDefinition(shape)) &&
      !names.has(constant);
    names.add(constant);
    return isShared ? [{ constant, file: kebabCase(constant), properties }] : [];
  });
  const toolNounOf = (tool: number) => singular(toolNoun(tools[tool]?.name ?? ''));
  const ofThings = [...groups].flatMap(([key, { properties, tools: count, users }]) => {
    const indexes = toolsUsing(JSON.stringify(properties[0]));
    const [noun = '', ...otherNouns] = new Set(indexes.map(toolNounOf));
    const constant = camelCase(`${noun} fields`);
    const isShared =
      count === users &&
      count > 1 &&
      noun !== '' &&
      otherNouns.length === 0 &&
      indexes.every((tool) => tools[tool]?.annotations?.readOnlyHint !== true) &&
      properties.length >= MIN_SHARED_BY_NOUN.arguments &&
      key.length >= MIN_SHARED_BY_NOUN.characters &&
      !properties.some(({ shape }) => usesDefinition(shape)) &&
      !ofSeveral.some((group) => group.properties === properties) &&
      !names.has(constant);
    if (!isShared) return [];
    names.add(constant);
    return [{ constant, file: kebabCase(constant), properties }];
  });
  return [...ofSeveral, ...ofThings];
}

const PAGE = 'page';
/** Names of arguments that select a page of a list. */
const PAGE_NAMES = new Set(
  'after before cursor limit offset page page_size page_token per_page size skip start take top'.split(
    ' ',
  ),
);

/** Names of arguments that say what a list contains. */
const SEARCH_NAMES = new Set(['filter', 'q', 'query', 'search']);

/** Returns maximal parts of a list whose items are of the same kind. */
function consecutiveItems<Item>(list: readonly Item[], kindOf: (item: Item) => string): Item[][] {
  const runs: Item[][] = [];
  for (const item of list) {
    const run = runs.at(-1);
    const [first] = run ?? [];
    if (run && first !== undefined && kindOf(first) === kindOf(item)) run.push(item);
    else runs.push([item]);
  }
  return runs;
}

/** Returns a name such as `ownerAndRepo` or `ownerArgument`. */
function groupName(names: readonly string[]): string {
  const [last = '', ...others] = names.toReversed();
  if (others.length === 0) return camelCase(`${last} argument`);
  return names.length > 3
    ? camelCase([...names.slice(0, 2), 'and others'].join(' '))
    : camelCase([...others.toReversed(), 'and', last].join(' '));
}

/** Returns the constant of a group, for its file in `schemas`. */
export function groupConstant(
  { properties, ...name }: ArgumentGroup,
  shared: SharedNames,
): SharedConstant {
  const start = `export const ${name.constant} = `;
  return { ...name, source: fieldsSource(properties, start, shared) };
}
