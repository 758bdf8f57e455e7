import { closest, distance } from 'fastest-levenshtein';

/** `; did you mean "room_id"?`, or nothing where no candidate is near. */
export function didYouMean(text: string, candidates: readonly string[]): string {
  const nearest = nearestOf(text, candidates);
  return nearest === undefined ? '' : `; did you mean ${JSON.stringify(nearest)}?`;
}

/** The candidate that differs from `text` in one character, or in two that are swapped. */
export const slipOf = (text: string, candidates: readonly string[]): string | undefined =>
  candidates.find((word) => distance(text, word) === 1 || isSwapped(text, word));

/** The candidate that `text` is probably a slip of: most of it is the same, only its end is missing, or letters are swapped. */
export function nearestOf(text: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || text.length > 100) return undefined;
  const [written, ...others] = [text, ...candidates].map((word) => word.toLowerCase());
  if (!written) return undefined;
  const [begun, another] = others.filter((word) => word.startsWith(written));
  if (begun !== undefined && another === undefined && written.length > 2)
    return candidates[others.indexOf(begun)];
  const swapped = others.findIndex((word) => isSwapped(written, word));
  if (swapped >= 0) return candidates[swapped];
  const nearest = closest(written, others);
  const slips = distance(written, nearest);
  const isNear = slips < nearest.length && slips <= Math.max(1, nearest.length / 3);
  return isNear ? candidates[others.indexOf(nearest)] : undefined;
}

/** Whether two neighboring letters are swapped: "GTE" for "GET". */
function isSwapped(text: string, word: string): boolean {
  const at = Array.from(text).findIndex((letter, index) => letter !== word[index]);
  const swapped = text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
  return at >= 0 && swapped === word;
}
