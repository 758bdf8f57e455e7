/** Nobody outside knows it: what is coloured by us is told from what has colours in it. */
const MARK = Math.floor(1e9 + Math.random() * 9e9);

/** Text with SGR codes (ECMA-48, 8.3.117) that `printable` lets through. */
export const ownStyle = (on: number, text: string, off: number): string =>
  `\u001b[${MARK};${on}m${text}\u001b[${MARK};${off}m`;

const OWN = new RegExp(`\u001b\\[${MARK};(\\d+)m`, 'g');
/** Control characters other than tab and line feed, and marks that reorder text (Unicode UAX #9). */
const UNPRINTABLE = new RegExp(
  `${OWN.source}|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]`,
  'g',
);

const escaped = (character: string) =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * Text that a terminal shows as it is. Names and descriptions come from outside: none of them may move the cursor,
 * rewrite the line, or have our colours.
 */
export const printable = (text: string): string =>
  text.replace(UNPRINTABLE, (found, code?: string) =>
    code === undefined ? escaped(found) : `\u001b[${code}m`,
  );

/** The same without a change of any other character. */
export const verbatim = (text: string): string => text.replace(OWN, '\u001b[$1m');

/** How logs of GitHub, Azure and TeamCity begin a command: at the start of a line, or anywhere. */
const COMMAND = /(?<=^|[\n\r])(\s*):(?=:)|#(?=#(?:\[|vso\[|teamcity\[))/g;

/** Text whose lines are no commands in a log of CI. */
export const withoutCommands = (text: string): string =>
  text.replace(
    COMMAND,
    (_, blanks?: string) => (blanks ?? '') + (blanks === undefined ? escaped('#') : escaped(':')),
  );
