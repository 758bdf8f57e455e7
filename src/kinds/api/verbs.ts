/** Verbs at the end of paths that change nothing. */
const READING = new Set(
  'count download export find list lookup preview query read search'.split(' '),
);

/** Verbs at the end of paths, as in `POST /orders/{id}/cancel`: those of APIs that many people use. */
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

export const isReading = (word: string): boolean => READING.has(word);
export const isVerb = (word: string): boolean => VERBS.has(word);
