import { closest, distance } from 'fastest-levenshtein';
import { onlyItem } from '../../../runtime/src/utils/only-item.js';

/** Returns `; did you mean "room_id"?`, or an empty text if no candidate is similar. */
export function didYouMean(text: string, candidates: readonly string[]): string {
  const nearest = nearestOf(text, candidates);
  return nearest === undefined ? '' : `; did you mean ${JSON.stringify(nearest)}?`;
}

/** Returns the candidate that differs from `text` in one character or in two swapped characters. */
export const slipOf = (text: string, candidates: readonly string[]): string | undefined =>
  candidates.find((word) => distance(text, word) === 1 || isSwapped(text, word));

/**
 * Returns the candidate of which `text` is probably a misspelling: most characters are equal, only
 * the end is missing, or letters are swapped.
 */
export function nearestOf(text: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || text.length > 100) return undefined;
  const [query, ...lowerCandidates] = [text, ...candidates].map((word) => word.toLowerCase());
  if (!query) return undefined;
  const completion = onlyItem(lowerCandidates.filter((word) => word.startsWith(query)));
  if (completion !== undefined && query.length > 2)
    return candidates[lowerCandidates.indexOf(completion)];
  const swappedIndex = lowerCandidates.findIndex((word) => isSwapped(query, word));
  if (swappedIndex >= 0) return candidates[swappedIndex];
  const nearest = closest(query, lowerCandidates);
  const slips = distance(query, nearest);
  const isNear = slips < nearest.length && slips <= Math.max(1, nearest.length / 3);
  return isNear ? candidates[lowerCandidates.indexOf(nearest)] : undefined;
}

/** Returns whether two neighboring letters are swapped: "GTE" for "GET". */
function isSwapped(text: string, word: string): boolean {
  const differingIndex = Array.from(text).findIndex((letter, index) => letter !== word[index]);
  const swappedText =
    text.slice(0, differingIndex) +
    (text[differingIndex + 1] ?? '') +
    (text[differingIndex] ?? '') +
    text.slice(differingIndex + 2);
  return differingIndex >= 0 && swappedText === word;
}
