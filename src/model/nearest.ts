import { closest, distance } from 'fastest-levenshtein';

/** `; did you mean "room_id"?`, or nothing where no candidate is near. */
export function didYouMean(text: string, candidates: readonly string[]): string {
  const nearest = nearestOf(text, candidates);
  return nearest === undefined ? '' : `; did you mean ${JSON.stringify(nearest)}?`;
}

/** The candidate that differs from `text` in one character. */
export const slipOf = (text: string, candidates: readonly string[]): string | undefined =>
  candidates.find((word) => distance(text, word) === 1);

/** The candidate that `text` is probably a slip of: most of it is the same, or only its end is missing. */
export function nearestOf(text: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || text.length > 100) return undefined;
  const [written, ...others] = [text, ...candidates].map((word) => word.toLowerCase());
  if (!written) return undefined;
  const [begun, another] = others.filter((word) => word.startsWith(written));
  if (begun !== undefined && another === undefined && written.length > 2)
    return candidates[others.indexOf(begun)];
  const nearest = closest(written, others);
  const slips = distance(written, nearest);
  const isNear = slips < nearest.length && slips <= Math.max(1, nearest.length / 3);
  return isNear ? candidates[others.indexOf(nearest)] : undefined;
}
