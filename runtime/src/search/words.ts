import { IRREGULAR_FORMS, STOP_WORDS } from './vocabulary.js';

/** Text in scripts that have no spaces, or endings that no rule here knows. */
const UNSPACED_SCRIPTS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]+/gu;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Returns the words of a text in the form in which they are compared, without stop words. */
export const termsOf = (text: string): string[] => [
  ...wordsOf(text)
    .filter((word) => !STOP_WORDS.has(word))
    .map(stem),
  ...pairsIn(text),
];

/** Pairs of characters, because a dictionary may divide a text and a query in different places. */
const pairsIn = (text: string): string[] =>
  (text.normalize('NFKC').match(UNSPACED_SCRIPTS) ?? []).flatMap((run) => {
    const characters = run.match(/./gsu) ?? [];
    return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  });

/** Returns the words of a text: lower case, without accents, split at a change of case and at punctuation. */
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
/** Returns the stem of a word. Text and query lose the same endings; the stem need not be a word. */
export function stem(word: string): string {
  const irregularForm = IRREGULAR_FORMS.get(word);
  if (irregularForm !== undefined) return irregularForm;
  if (word.length < 4 || /\d/.test(word)) return word;
  let root = word;
  if (root.length > 4 && root.endsWith('ies')) root = `${root.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x|z)es$/.test(root)) root = root.slice(0, -2);
  else if (/[^sui]s$/.test(root)) root = root.slice(0, -1);
  if (root.length > 5 && root.endsWith('ing')) root = withoutDoubleConsonant(root.slice(0, -3));
  else if (root.length > 4 && root.endsWith('ied')) root = `${root.slice(0, -3)}y`;
  else if (root.length > 4 && /[^e]ed$/.test(root))
    root = withoutDoubleConsonant(root.slice(0, -2));
  if (root.length > 6)
    root = root.replace(/(?:ations?|ators?)$/, 'at').replace(/(?:ment|ness)$/, '');
  return root.length > 3 ? root.replace(/e$/, '') : root;
}

const withoutDoubleConsonant = (root: string) => root.replace(/([bdgmnprt])\1$/, '$1');
