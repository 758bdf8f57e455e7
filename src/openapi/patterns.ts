import type { ImportedTool } from './import.js';
import { selected } from './select.js';

/** Patterns that select exactly these tools: tags whose tools are all selected, and names. */
export function patternsOf(
  chosen: readonly ImportedTool[],
  all: readonly ImportedTool[],
): string[] {
  if (chosen.length === all.length) return ['**'];
  const tags = new Set(chosen.flatMap((tool) => tool.tags));
  const whole = [...tags]
    .map((tag) => `#${tag}`)
    .filter((pattern) => matching([pattern], all).every((tool) => chosen.includes(tool)));
  const byTag = matching(whole, all);
  return [...whole, ...chosen.filter((tool) => !byTag.includes(tool)).map(({ name }) => name)];
}

const matching = (include: readonly string[], all: readonly ImportedTool[]) =>
  include.length === 0 ? [] : selected(all, { include, exclude: [] }).tools;
