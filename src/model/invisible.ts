/** Zero-width characters, marks of direction, tags, variation selectors and blank letters (UAX #44). */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** Where people write such characters: in emoji (UTS #51) and in scripts whose letters they join. */
const WRITTEN: readonly RegExp[] = [
  // The flags of England, Scotland and Wales.
  /\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}/gu,
  /(?<=[\p{Extended_Pictographic}\d#*])\uFE0F/gu,
  /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}])\u200D(?=\p{Extended_Pictographic})/gu,
  /(?<=(?![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}])[\p{L}\p{M}])[\u200C\u200D](?=[\p{L}\p{M}])/gu,
];
/** Marks of direction, which texts of these scripts need. */
const MARKS = /[\u061C\u200E\u200F]/gu;
const FROM_RIGHT = /[\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u;

const EACH = new RegExp(
  `${WRITTEN.map(({ source }) => source).join('|')}|(?<hidden>${INVISIBLE.source})`,
  'gu',
);

/** A text without the characters that people do not see. */
export function visible(text: string): string {
  const isMark = (each: string) => FROM_RIGHT.test(text) && each.search(MARKS) >= 0;
  return text.replace(EACH, (each, hidden: unknown) =>
    typeof hidden === 'string' && !isMark(each) ? '' : each,
  );
}

/** The characters of a text that people do not see, as `U+200B`. */
export function invisibleIn(text: string): string[] {
  const rest = WRITTEN.reduce((left, form) => left.replace(form, ''), text);
  const found = (FROM_RIGHT.test(rest) ? rest.replace(MARKS, '') : rest).match(INVISIBLE) ?? [];
  return found.map((each) => {
    const code = each.codePointAt(0) ?? 0;
    return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  });
}
