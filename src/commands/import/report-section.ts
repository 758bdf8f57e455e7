const SHOWN = 20;

/** Lines of a report under a title with their number; empty where there are none. */
export function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length - SHOWN;
  return [
    `${title} (${lines.length}):`,
    ...lines.slice(0, SHOWN).map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${more} more: "--json" lists all.`] : []),
  ];
}

/** Edited lines, and what an import puts beside them. */
export interface ConflictLines {
  path: string;
  mine: readonly string[];
  theirs: readonly string[];
}

export const conflictText = ({ path, mine, theirs }: ConflictLines): string =>
  [
    path,
    ...mine.map((text) => `    - ${text.trim()}`),
    ...theirs.map((text) => `    + ${text.trim()}`),
  ].join('\n');
