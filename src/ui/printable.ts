/**
 * Control characters other than tab and line feed, and marks that reorder text (Unicode UAX #9); our own colours pass.
 * Names and descriptions come from outside: none of them may move the cursor or rewrite the line.
 */
const UNPRINTABLE =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /\u001b(?!\[(?:1|2|22|3[1-369])m)|[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Text that a terminal shows as it is. */
export const printable = (text: string) =>
  text.replace(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
