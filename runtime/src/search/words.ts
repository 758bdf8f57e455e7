import { IRREGULAR, STOP } from './vocabulary.js';

/** Scripts that are written without spaces, or with endings that no rule here knows. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]+/gu;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The words of a text, in the form in which they are compared; without those that say nothing. */
export const termsOf = (text: string): string[] => [
  ...wordsOf(text)
    .filter((word) => !STOP.has(word))
    .map(stem),
  ...pairsIn(text),
];

/** Pairs of characters, because a dictionary may divide a text and a query in different places. */
const pairsIn = (text: string): string[] =>
  (text.normalize('NFKC').match(UNSPACED) ?? []).flatMap((run) => {
    const characters = run.match(/./gsu) ?? [];
    return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  });

/** The words of a text: lower case, without accents, split at a change of case and at punctuation. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/(?<=[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}])\p{M}+|['’]s?\b/gu, '')
    .normalize('NFC')
    // `floatingIPs`: the plural of an acronym is one word.
    .replace(/(\p{Lu}{2,})s(?!\p{Ll})/gu, (_, acronym: string) => ` ${acronym.toLowerCase()}s `)
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .flatMap((run) => (/^[\p{sc=Latin}\p{N}]*$/u.test(run) ? run : segmentsOf(run)))
    .filter((word) => word.length > 1 || /\d|[^\p{sc=Latin}]/u.test(word));

const segmentsOf = (run: string): string[] =>
  Array.from(segmenter.segment(run), ({ segment }) => segment);
/** Both sides lose the same endings; what remains need not be a word. */
export function stem(word: string): string {
  const known = IRREGULAR.get(word);
  if (known !== undefined) return known;
  if (word.length < 4 || /\d/.test(word)) return word;
  let root = word;
  if (root.length > 4 && root.endsWith('ies')) root = `${root.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x|z)es$/.test(root)) root = root.slice(0, -2);
  else if (/[^sui]s$/.test(root)) root = root.slice(0, -1);
  if (root.length > 5 && root.endsWith('ing')) root = withoutDouble(root.slice(0, -3));
  else if (root.length > 4 && root.endsWith('ied')) root = `${root.slice(0, -3)}y`;
  else if (root.length > 4 && /[^e]ed$/.test(root)) root = withoutDouble(root.slice(0, -2));
  if (root.length > 6)
    root = root.replace(/(?:ations?|ators?)$/, 'at').replace(/(?:ment|ness)$/, '');
  return root.length > 3 ? root.replace(/e$/, '') : root;
}

const withoutDouble = (root: string) => root.replace(/([bdgmnprt])\1$/, '$1');
