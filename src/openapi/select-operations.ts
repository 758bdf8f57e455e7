import { nameWords } from './argument-names.js';
import type { ImportedTool } from './import.js';

interface Selection {
  /** Patterns of selected tools; all tools if empty. */
  include: readonly string[];
  /** Patterns that have precedence over `include`. */
  exclude: readonly string[];
}

/** The properties that patterns are compared with. Operations that cannot be tools have no name. */
type Selectable = Pick<ImportedTool, 'key' | 'id'> & {
  name?: string;
  tags?: readonly string[];
};

/**
 * Returns the operations that match the patterns. A pattern is a name or operation id (`list_*`), a
 * tag (`#pulls`), a path (`/repos/**`), or a method and path (`GET /repos/**`). `*` matches within
 * a path segment, `**` across segments.
 * @returns the tools and the patterns that match nothing
 */
export function selectOperations<Operation extends Selectable>(
  tools: readonly Operation[],
  { include, exclude }: Selection,
): { tools: Operation[]; unmatched: string[] } {
  const includeMatchers = include.map(matcher);
  const excludeMatchers = exclude.map(matcher);
  return {
    tools: tools.filter(
      (tool) =>
        (includeMatchers.length === 0 || includeMatchers.some((matches) => matches(tool))) &&
        !excludeMatchers.some((matches) => matches(tool)),
    ),
    unmatched: [...include, ...exclude].filter((pattern) => !tools.some(matcher(pattern))),
  };
}

function matcher(pattern: string): (operation: Selectable) => boolean {
  if (pattern.startsWith('#')) {
    const tag = glob(pattern.slice(1));
    return ({ tags = [] }) => tags.some((tagName) => tag.test(tagName));
  }
  const subject = glob(pattern);
  if (/^[A-Z*]+ \//.test(pattern)) return ({ key }) => subject.test(key);
  if (pattern.startsWith('/')) return ({ key }) => subject.test(pathIn(key));
  return ({ id = '', name = nameWords(id).join('_') }) => subject.test(name) || subject.test(id);
}

const pathIn = (key: string) => key.slice(key.indexOf(' ') + 1);

const WILDCARDS: Readonly<Record<string, string>> = { '**': '.*', '*': '[^/]*', '?': '[^/]' };

function glob(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*|\*|\?/g, (wildcard) => WILDCARDS[wildcard] ?? wildcard);
  return new RegExp(`^${source}$`, 'i');
}

/** Returns the tags of tools as patterns. */
export const tagPatterns = (tools: readonly ImportedTool[]): string[] =>
  [...new Set(tools.flatMap((tool) => tool.tags))].map((tag) => `#${tag}`);

interface Tag {
  name: string;
  tools: number;
}

/** Returns the tag of a tool; the first segment of its path if it has none. */
export const toolTag = ({ tags, request }: ImportedTool): string =>
  tags[0] ?? request.path.split('/')[1] ?? '';

/** Returns the tags of tools, the largest first. */
export function tagsBySize(tools: readonly ImportedTool[]): Tag[] {
  return [...countValues(tools.map(toolTag))]
    .map(([name, count]) => ({ name, tools: count }))
    .sort((a, b) => b.tools - a.tools || a.name.localeCompare(b.name));
}

/**
 * Returns patterns that each select some of the tools, at most `maximum`: tags, and beginnings of
 * paths where a tag is larger or there is none. The patterns that select most are first.
 */
export function patternsWithin(tools: readonly ImportedTool[], maximum: number): string[] {
  const isWithin = (counts: ReadonlyMap<string, number>) =>
    new Map([...counts].filter(([, count]) => count <= maximum));
  const tagCounts = isWithin(countValues(tools.flatMap(({ tags }) => tags)));
  const startCounts = isWithin(countValues(tools.flatMap(({ key }) => pathPrefixes(key))));
  const otherTools = tools.filter(({ tags }) => !tags.some((tag) => tagCounts.has(tag)));
  const starts = otherTools.flatMap(
    ({ key }) => pathPrefixes(key).find((start) => startCounts.has(start)) ?? [],
  );
  const patterns = [
    ...Array.from(tagCounts, ([tag, count]) => ({ pattern: `#${tag}`, count })),
    ...Array.from(new Set(starts), (start) => ({
      pattern: `${start}**`,
      count: startCounts.get(start) ?? 0,
    })),
  ];
  return patterns.sort((a, b) => b.count - a.count).map(({ pattern }) => pattern);
}

function countValues(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Returns the beginnings of the path of an operation, of one segment, of two, and so on. */
function pathPrefixes(key: string): string[] {
  const segments = pathIn(key).split('/').filter(Boolean);
  return segments.map((_, index) => `/${segments.slice(0, index + 1).join('/')}`);
}

/** Returns patterns that select exactly these tools: tags whose tools are all selected, and names. */
export function selectionPatterns(
  selectedTools: readonly ImportedTool[],
  allTools: readonly ImportedTool[],
): string[] {
  if (selectedTools.length === allTools.length) return ['**'];
  const tags = new Set(selectedTools.flatMap((tool) => tool.tags));
  const tagPattern = [...tags]
    .map((tag) => `#${tag}`)
    .filter((pattern) =>
      matchingTools([pattern], allTools).every((tool) => selectedTools.includes(tool)),
    );
  const byTag = matchingTools(tagPattern, allTools);
  return [
    ...tagPattern,
    ...selectedTools.filter((tool) => !byTag.includes(tool)).map(({ name }) => name),
  ];
}

const matchingTools = (include: readonly string[], tools: readonly ImportedTool[]) =>
  include.length === 0 ? [] : selectOperations(tools, { include, exclude: [] }).tools;
