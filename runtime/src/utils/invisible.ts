/** Zero-width characters, marks of direction, tags, variation selectors and blank letters (UAX #44). */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;

/** Where people write such characters: in emoji (UTS #51) and in scripts whose letters they join. */
const WRITTEN: readonly RegExp[] = [
  // The flags of England, Scotland and Wales.
  /\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}/u,
  /(?<=[\p{Extended_Pictographic}\d#*])[\uFE0E\uFE0F]/u,
  /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}]\uFE0F?)\u200D(?=\p{Extended_Pictographic})/u,
  /(?<=(?![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}])[\p{L}\p{M}])[\u200C\u200D](?=[\p{L}\p{M}])/u,
];
/** Marks of direction, which texts of these scripts need. */
const MARKS = /[\u061C\u200E\u200F]/;
const FROM_RIGHT = /[\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u;

const EACH = new RegExp(
  `${WRITTEN.map(({ source }) => source).join('|')}|(?<hidden>${INVISIBLE.source})`,
  'gu',
);

/** A text without the characters that people do not see. */
export const visible = (text: string): string => replaced(text, () => '');

/** The characters of a text that people do not see, as `U+200B`. */
export function invisibleIn(text: string): string[] {
  const characters: string[] = [];
  replaced(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    characters.push(`U+${code.toString(16).toUpperCase().padStart(4, '0')}`);
    return '';
  });
  return characters;
}

/** A text in which something else stands for each character that people do not see. */
function replaced(text: string, by: (character: string) => string): string {
  if (!INVISIBLE.test(text)) return text; // most texts: the other patterns take long
  const isFromRight = FROM_RIGHT.test(text);
  return text.replace(EACH, (each, hidden: unknown) =>
    typeof hidden === 'string' && !(isFromRight && MARKS.test(each)) ? by(each) : each,
  );
}
