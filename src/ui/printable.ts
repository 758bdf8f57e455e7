/** Random marker in our own color codes, so that color codes in foreign text are recognized and escaped. */
const COLOR_MARK = Math.floor(1e9 + Math.random() * 9e9);

/** Returns a text with SGR codes (ECMA-48, 8.3.117) that `printable` allows. */
export const styledText = (startCode: number, text: string, endCode: number): string =>
  `\u001b[${COLOR_MARK};${startCode}m${text}\u001b[${COLOR_MARK};${endCode}m`;

const OWN_COLOR = new RegExp(`\u001b\\[${COLOR_MARK};(\\d+)m`, 'g');
/** Control characters other than tab and line feed, and characters that reorder text (Unicode UAX #9). */
const UNPRINTABLE = new RegExp(
  `${OWN_COLOR.source}|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]`,
  'g',
);

const escapeSequence = (character: string) =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * Returns a text that a terminal shows unchanged. Names and descriptions come from outside and must
 * not move the cursor, rewrite the line, or use our colors.
 */
export const printable = (text: string): string =>
  text.replace(UNPRINTABLE, (match, code?: string) =>
    code === undefined ? escapeSequence(match) : `\u001b[${code}m`,
  );

/** Returns the text with our color codes as a terminal reads them; all other characters are unchanged. */
export const withColors = (text: string): string => text.replace(OWN_COLOR, '\u001b[$1m');

/** Start of a command in logs of GitHub, Azure and TeamCity: at the beginning of a line, or anywhere. */
const COMMAND = /(?<=^|[\n\r])(\s*):(?=:)|#(?=#(?:\[|vso\[|teamcity\[))/g;

/** Returns a text whose lines are not commands in a CI log. */
export const withoutCommands = (text: string): string =>
  text.replace(
    COMMAND,
    (_, blanks?: string) =>
      (blanks ?? '') + (blanks === undefined ? escapeSequence('#') : escapeSequence(':')),
  );
