const MAX_SHOWN = 20;
/** Line breaks in names and texts from outside, which must not start a line; the lines of `conflictText` do. */
const FOREIGN_LINE = /\s*[\n\r\u2028\u2029](?! {4}[-+] )\s*/g;

/**
 * Returns the lines of a report under a title with their count; empty if there are none.
 * @param count if it is not the number of lines
 * @param isCut whether the lines are incomplete
 */
export function reportSection(
  title: string,
  lines: readonly string[],
  { count = lines.length, isCut = false } = {},
): string[] {
  if (lines.length === 0) return [];
  const omittedCount = lines.length - MAX_SHOWN;
  return [
    `${title} (${count}):`,
    ...lines.slice(0, MAX_SHOWN).map((line) => `  ${line.replace(FOREIGN_LINE, ' ')}`),
    ...(omittedCount > 0 ? [`  and ${omittedCount} more: "--json" lists all.`] : []),
    ...(omittedCount <= 0 && isCut ? ['  "--json" lists all.'] : []),
  ];
}

/** Returns the sections that have lines. */
export const reportSections = (
  ...titledLines: readonly (readonly [string, readonly string[]])[]
): string[] => titledLines.flatMap(([title, lines]) => reportSection(title, lines));

interface ConflictLines {
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
