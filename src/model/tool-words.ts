import { wordsOfName } from './names.js';

/** Verbs at the end of paths that only read. */
const READING_VERBS = new Set(
  'count download export find list lookup preview query read search'.split(' '),
);

/** Verbs at the end of paths of widely used APIs, as in `POST /orders/{id}/cancel`. */
const VERBS = new Set(
  (
    'accept acknowledge activate add analyze apply approve archive assign attach authorize ban block book cancel capture ' +
    'charge clear clone close complete confirm convert copy create deactivate decline delete deploy detach disable dismiss ' +
    'duplicate enable enqueue execute expire finalize finish follow fork forward generate import install invite ' +
    'invoke join kick leave like lock mark merge move mute open pause pay pin post process publish purge reboot ' +
    'refresh refund reject release remove rename reopen reorder replace reply reset resolve restart restore resume retry ' +
    'revoke rollback rotate run schedule send set share ship sign skip snooze split star start stop subscribe submit ' +
    'suspend sync terminate test transfer translate trash trigger unarchive unassign unban unblock unfollow unlock unmute ' +
    'unpin unpublish unstar unsubscribe untrash update upgrade upload validate verify void vote withdraw'
  ).split(' '),
);

/** Verbs that begin or end the names of tools, and no path. */
const OTHER_VERBS = new Set('check edit fetch get info list patch put read set show'.split(' '));

export const isReadingVerb = (word: string): boolean => READING_VERBS.has(word);
export const isVerb = (word: string): boolean => VERBS.has(word);

const isAnyVerb = (word: string): boolean =>
  READING_VERBS.has(word) || VERBS.has(word) || OTHER_VERBS.has(word);

/**
 * Returns the noun in a tool's name, if there is one: `branch` of `create_branch`,
 * `access_requests` of `access_requests_list`.
 */
export function toolNoun(tool: string): string {
  const [first = '', ...words] = wordsOfName(tool);
  const verb = isAnyVerb(first) ? -1 : words.findIndex(isAnyVerb);
  return (verb < 0 ? words : [first, ...words.slice(0, verb)]).join('_');
}

/** Names for any value or the items of any list, for which the name of a tool such as `get_document` is more specific. */
export const GENERIC_NAMES: ReadonlySet<string> = new Set(
  'data element entry found hit item match object record result row value'.split(' '),
);
