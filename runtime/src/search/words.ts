import { IRREGULAR, STOP } from './vocabulary.js';

/** The words of a text, in the form in which they are compared; without those that say nothing. */
export const termsOf = (text: string): string[] =>
  wordsOf(text)
    .filter((word) => !STOP.has(word))
    .map(stem);

/** The words of a text: lower case, without accents, split at a change of case and at punctuation. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}|['’]s?\b/gu, '')
    // `floatingIPs`: the plural of an acronym is one word.
    .replace(/(\p{Lu}{2,})s(?!\p{Ll})/gu, (_, acronym: string) => ` ${acronym.toLowerCase()}s `)
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 || /\d/.test(word));

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
