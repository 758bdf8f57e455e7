import { spendSteps } from './check-budget.js';
import { mostSimilar } from './similar.js';
import { truncate } from './truncate.js';

/** Limit of the unknown members, and of the existing ones, that are named. */
const MAX_NAMED_MEMBERS = 20;
const MAX_HINTS = 3;
const MAX_NAME_LENGTH = 100;

/**
 * Returns the error about unknown members of an object, with suggestions.
 * @param names lists the members that exist
 * @param holderOf returns the member whose value is an object with a member of this name
 * @example unknownMembers(['titel'], ['title', 'text']) // 'Unknown member "titel". Did you mean
 * "title"?'
 */
export function unknownMembers(
  unknown: readonly string[],
  names: readonly string[],
  holderOf: (name: string) => string | undefined = () => undefined,
): string {
  const hints = unknown.slice(0, MAX_HINTS).flatMap((name) => {
    const holder = holderOf(name);
    if (holder !== undefined) return `Put ${quoteName(name)} into "${holder}".`;
    spendSteps(name.length * names.length);
    const suggestion = mostSimilar(name, names);
    return suggestion === undefined ? [] : `Did you mean "${suggestion}"?`;
  });
  return [
    `${unknownMembersText(unknown)}.`,
    ...(hints.length > 0 ? hints : [existingMembers(names)]),
  ].join(' ');
}

/** @example unknownMembersText(['titel']) // 'Unknown member "titel"' */
export const unknownMembersText = (names: readonly string[]): string =>
  `Unknown member${names.length === 1 ? '' : 's'} ${nameList(names)}`;

const existingMembers = (names: readonly string[]): string =>
  names.length === 0 ? 'No members are allowed.' : `Members: ${nameList(names)}.`;

function nameList(names: readonly string[]): string {
  const restCount = names.length - MAX_NAMED_MEMBERS;
  const firstNames = names.slice(0, MAX_NAMED_MEMBERS).map(quoteName).join(', ');
  return restCount > 0 ? `${firstNames} and ${restCount} more` : firstNames;
}

const quoteName = (name: string): string => JSON.stringify(truncate(name, MAX_NAME_LENGTH));
