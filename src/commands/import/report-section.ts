const SHOWN = 20;

/**
 * Lines of a report under a title with their number; empty where there are none.
 * @param count where it is not that of the lines
 * @param isCut whether the lines leave something out
 */
export function section(
  title: string,
  lines: readonly string[],
  { count = lines.length, isCut = false } = {},
): string[] {
  if (lines.length === 0) return [];
  const more = lines.length - SHOWN;
  return [
    `${title} (${count}):`,
    ...lines.slice(0, SHOWN).map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${more} more: "--json" lists all.`] : []),
    ...(more <= 0 && isCut ? ['  "--json" lists all.'] : []),
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
