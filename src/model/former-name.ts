/** A former name in the source of a tool or in a lock. See `formerly` of the library. */
export interface FormerName {
  /** Former name of the tool; absent if only arguments had other names. */
  name?: string;
  /** Current names of arguments by their former ones. */
  arguments?: Readonly<Record<string, string>>;
  /** Arguments of calls by the former name, which do not have them. */
  constants?: Readonly<Record<string, unknown>>;
  /** Month, such as `2027-06`. */
  until: string;
}

const PROMISED_MONTHS = 6;

/** Returns the month until which commands promise that a former name works. */
export function promisedMonth(): string {
  const now = new Date();
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + PROMISED_MONTHS));
  return month.toISOString().slice(0, 7);
}

type FormerNames = readonly FormerName[];

/**
 * Returns the former names of a tool that gets another name, which can be a former one.
 * @param isReleased whether the last release has the name so far: otherwise, nobody calls it
 */
export function afterToolRename(
  formerNames: FormerNames,
  { from, to, isReleased }: { from: string; to: string; isReleased: boolean },
  until = promisedMonth(),
): FormerNames {
  const otherFormerNames = formerNames.filter(({ name }) => name !== to);
  if (!isReleased) return otherFormerNames;
  // Calls by the name so far may use the former names of arguments.
  const entries = otherFormerNames.map((entry) => ({ name: from, ...entry }));
  return entries.some(({ name }) => name === from) ? entries : [...entries, { name: from, until }];
}

/**
 * Returns the former names of a tool whose argument gets another name, which can be a former one.
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
    const { name, constants = {} } = entry;
    const names = Object.entries(entry.arguments ?? {})
      .filter(([former]) => former !== to)
      .map(([former, current]) => [former, current === from ? to : current] as const);
    // Calls by a former name never have the arguments that are constants of it.
    const isArgument = isReleased && !Object.hasOwn(constants, from);
    const newNames = Object.fromEntries(isArgument ? [...names, [from, to] as const] : names);
    const newConstants = Object.entries(constants).map(
      ([argument, value]) => [argument === from ? to : argument, value] as const,
    );
    // One entry is for all former arguments of the current name, so it has the later month.
    const month = isReleased && isOfCurrentName(entry) && entry.until < until ? until : entry.until;
    const isRenamed = Object.keys(newNames).length > 0;
    if (!isRenamed && name === undefined) return [];
    return [
      {
        ...(name !== undefined && { name }),
        ...(isRenamed && { arguments: newNames }),
        ...(newConstants.length > 0 && { constants: Object.fromEntries(newConstants) }),
        until: month,
      } satisfies FormerName,
    ];
  });
}
