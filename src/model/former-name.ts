/** A former name in the source of a tool or in a lock. See `formerly` of the library. */
export interface FormerName {
  /** Absent if only arguments had other names. */
  name?: string;
  /** Current names of arguments by their former ones. */
  arguments?: Readonly<Record<string, string>>;
  /** Month, such as `2027-06`. */
  until: string;
}

const PROMISED_MONTHS = 6;

/** The month until which commands promise that a former name works. */
export function promisedMonth(now = new Date()): string {
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + PROMISED_MONTHS));
  return month.toISOString().slice(0, 7);
}

type FormerNames = readonly FormerName[];

/**
 * The former names of a tool that gets another name, which can be a former one.
 * @param isReleased whether the last release has the name so far: otherwise, nobody calls it
 */
export function afterToolRename(
  formerNames: FormerNames,
  { from, to, isReleased }: { from: string; to: string; isReleased: boolean },
  until = promisedMonth(),
): FormerNames {
  const others = formerNames.filter(({ name }) => name !== to);
  if (!isReleased) return others;
  // Calls by the name so far may use the former names of arguments.
  const entries = others.map((entry) => ({ name: from, ...entry }));
  return entries.some(({ name }) => name === from) ? entries : [...entries, { name: from, until }];
}

/**
 * The former names of a tool whose argument gets another name, which can be a former one.
 * @param isReleased as for a renamed tool, whether the last release has the argument by its name so far
 */
export function afterArgumentRename(
  formerNames: FormerNames,
  { from, to, isReleased }: { from: string; to: string; isReleased: boolean },
  until = promisedMonth(),
): FormerNames {
  const isOfCurrentName = ({ name }: FormerName) => name === undefined;
  const entries =
    !isReleased || formerNames.some(isOfCurrentName) ? formerNames : [...formerNames, { until }];
  return entries.flatMap((entry): FormerName[] => {
    const names = Object.entries(entry.arguments ?? {})
      .filter(([former]) => former !== to)
      .map(([former, current]) => [former, current === from ? to : current] as const);
    const newNames = Object.fromEntries(isReleased ? [...names, [from, to] as const] : names);
    // One entry is for all former arguments of the current name, so it has the later month.
    const month = isReleased && isOfCurrentName(entry) && entry.until < until ? until : entry.until;
    const { name } = entry;
    if (Object.keys(newNames).length === 0)
      return name === undefined ? [] : [{ name, until: month }];
    return [{ ...(name !== undefined && { name }), arguments: newNames, until: month }];
  });
}
