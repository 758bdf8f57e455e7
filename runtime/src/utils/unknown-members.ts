import { spend } from './check-budget.js';
import { similar } from './similar.js';
import { truncate } from './truncate.js';

/** Of the members that are unknown, and of those that exist. */
const MOST_NAMED = 20;
const MOST_HINTS = 3;
const LONGEST_NAME = 100;

/**
 * What is wrong with members that an object does not have, and what their author may have meant.
 * @param names of the members that it has
 * @param holderOf the member whose value is an object with a member of this name
 * @example unknownMembers(['titel'], ['title', 'text']) // 'Unknown member "titel". Did you mean "title"?'
 */
export function unknownMembers(
  unknown: readonly string[],
  names: readonly string[],
  holderOf: (name: string) => string | undefined = () => undefined,
): string {
  const hints = unknown.slice(0, MOST_HINTS).flatMap((name) => {
    const holder = holderOf(name);
    if (holder !== undefined) return `Put ${quoted(name)} into "${holder}".`;
    spend(name.length * names.length);
    const near = similar(name, names);
    return near === undefined ? [] : `Did you mean "${near}"?`;
  });
  return [`${unknownNames(unknown)}.`, ...(hints.length > 0 ? hints : [existing(names)])].join(' ');
}

/** @example unknownNames(['titel']) // 'Unknown member "titel"' */
export const unknownNames = (names: readonly string[]): string =>
  `Unknown member${names.length === 1 ? '' : 's'} ${listed(names)}`;

const existing = (names: readonly string[]): string =>
  names.length === 0 ? 'No members are allowed.' : `Members: ${listed(names)}.`;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  const first = names.slice(0, MOST_NAMED).map(quoted).join(', ');
  return more > 0 ? `${first} and ${more} more` : first;
}

const quoted = (name: string): string => JSON.stringify(truncate(name, LONGEST_NAME));
