import type { ImportedTool } from './import.js';
import { wordsOf } from './names.js';

interface Selection {
  /** Patterns; without any, all tools. */
  include: readonly string[];
  /** Take precedence over `include`. */
  exclude: readonly string[];
}

/** What patterns are compared with. Operations that cannot be tools have no name. */
type Selectable = Pick<ImportedTool, 'key' | 'id'> & {
  name?: string;
  tags?: readonly string[];
};

/**
 * The operations that match the patterns. A pattern is a name or operation id (`list_*`), a tag (`#pulls`), a path
 * (`/repos/**`), or a method and path (`GET /repos/**`). `*` matches within a path segment, `**` across segments.
 * @returns also the patterns that match nothing
 */
export function selectOperations<Operation extends Selectable>(
  tools: readonly Operation[],
  { include, exclude }: Selection,
): { tools: Operation[]; unmatched: string[] } {
  const included = include.map(matcher);
  const excluded = exclude.map(matcher);
  return {
    tools: tools.filter(
      (tool) =>
        (included.length === 0 || included.some((matches) => matches(tool))) &&
        !excluded.some((matches) => matches(tool)),
    ),
    unmatched: [...include, ...exclude].filter((pattern) => !tools.some(matcher(pattern))),
  };
}

function matcher(pattern: string): (operation: Selectable) => boolean {
  if (pattern.startsWith('#')) {
    const tag = glob(pattern.slice(1));
    return ({ tags = [] }) => tags.some((each) => tag.test(each));
  }
  const subject = glob(pattern);
  if (/^[A-Z*]+ \//.test(pattern)) return ({ key }) => subject.test(key);
  if (pattern.startsWith('/')) return ({ key }) => subject.test(key.slice(key.indexOf(' ') + 1));
  return ({ id = '', name = wordsOf(id).join('_') }) => subject.test(name) || subject.test(id);
}

const WILDCARDS: Readonly<Record<string, string>> = { '**': '.*', '*': '[^/]*', '?': '[^/]' };

function glob(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*|\*|\?/g, (wildcard) => WILDCARDS[wildcard] ?? wildcard);
  return new RegExp(`^${source}$`, 'i');
}

interface Tag {
  name: string;
  tools: number;
}

/** A tool without a tag has the first segment of its path. */
export const tagOf = ({ tags, request }: ImportedTool): string =>
  tags[0] ?? request.path.split('/')[1] ?? '';

/** The tags of tools, the largest first. */
export function tagsOf(tools: readonly ImportedTool[]): Tag[] {
  const counts = new Map<string, number>();
  for (const tool of tools) {
    const name = tagOf(tool);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => ({ name, tools: count }))
    .sort((a, b) => b.tools - a.tools || a.name.localeCompare(b.name));
}

/** Patterns that select exactly these tools: tags whose tools are all selected, and names. */
export function patternsOf(
  chosen: readonly ImportedTool[],
  all: readonly ImportedTool[],
): string[] {
  if (chosen.length === all.length) return ['**'];
  const tags = new Set(chosen.flatMap((tool) => tool.tags));
  const tagPattern = [...tags]
    .map((tag) => `#${tag}`)
    .filter((pattern) => matching([pattern], all).every((tool) => chosen.includes(tool)));
  const byTag = matching(tagPattern, all);
  return [...tagPattern, ...chosen.filter((tool) => !byTag.includes(tool)).map(({ name }) => name)];
}

const matching = (include: readonly string[], all: readonly ImportedTool[]) =>
  include.length === 0 ? [] : selectOperations(all, { include, exclude: [] }).tools;
