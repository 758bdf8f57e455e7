/** Words of English that say nothing about an operation. */
const STOP = new Set(
  'a all an and any are as at be by can do does for from get how i in into is it its me my of on or our that the their them then these they this to us was we what when where which who will with you your'.split(
    ' ',
  ),
);

/** Words for changes of all kinds, and for reading: every API has them. */
export const VERBS = new Set(
  'add approve cancel change check clear close copy create delete disable edit enable fetch find generate list lock make merge modify move new open patch post put read remove rename replace request reset restore revoke run search send set show start stop submit transfer unlock update upload upsert view'.split(
    ' ',
  ),
);

/** The words of a text: lower case, split at a change of case and at punctuation, without the endings of plurals and verbs. */
export const termsOf = (text: string): string[] => wordsOf(text).map(stem);

/** The same, with endings. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 && !STOP.has(word));
}

/** Both sides lose the same endings; what remains need not be a word. */
function stem(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && /(?:ss|sh|ch|x)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && /[^sui]s$/.test(word)) return word.slice(0, -1);
  if (word.length > 5 && word.endsWith('ing')) return word.slice(0, -3);
  return word.length > 4 && word.endsWith('ed') ? word.slice(0, -2) : word;
}
