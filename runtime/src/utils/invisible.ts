/** Zero-width characters, marks of direction, tags, variation selectors and blank letters (UAX #44). */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;

/** Patterns of such characters where people write them: in emoji (UTS #51) and in scripts whose letters they join. */
const LEGITIMATE_USES: readonly RegExp[] = [
  // The flags of England, Scotland and Wales.
  /\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}/u,
  /(?<=[\p{Extended_Pictographic}\d#*])[\uFE0E\uFE0F]/u,
  /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}]\uFE0F?)\u200D(?=\p{Extended_Pictographic})/u,
  /(?<=(?![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}])[\p{L}\p{M}])[\u200C\u200D](?=[\p{L}\p{M}])/u,
];
/** Marks of direction, which texts of right-to-left scripts need. */
const DIRECTION_MARKS = /[\u061C\u200E\u200F]/;
const RIGHT_TO_LEFT = /[\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u;

const INVISIBLE_OR_USED = new RegExp(
  `${LEGITIMATE_USES.map(({ source }) => source).join('|')}|(?<hidden>${INVISIBLE.source})`,
  'gu',
);

/** Removes the characters of a text that users do not see. */
export const withoutInvisible = (text: string): string => replaceInvisible(text, () => '');

/** Returns the characters of a text that users do not see, as `U+200B`. */
export function invisibleIn(text: string): string[] {
  const characters: string[] = [];
  replaceInvisible(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    characters.push(`U+${code.toString(16).toUpperCase().padStart(4, '0')}`);
    return '';
  });
  return characters;
}

/** Replaces each character of a text that users do not see. */
function replaceInvisible(text: string, replacementFor: (character: string) => string): string {
  if (!INVISIBLE.test(text)) return text; // quick exit for most texts: the other patterns take long
  const isFromRight = RIGHT_TO_LEFT.test(text);
  return text.replace(INVISIBLE_OR_USED, (character, isInvisible: unknown) =>
    typeof isInvisible === 'string' && !(isFromRight && DIRECTION_MARKS.test(character))
      ? replacementFor(character)
      : character,
  );
}
