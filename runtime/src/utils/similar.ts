/** Longer names are not typing errors, and take time to compare. */
const MAX_LENGTH = 200;

/** Returns the most similar of `known` names; undefined if none is similar. */
export function mostSimilar(name: string, knownNames: readonly string[]): string | undefined {
  if (name.length > MAX_LENGTH) return undefined;
  const maxDistance = Math.max(2, name.length / 3);
  const [best] = knownNames
    .filter((candidate) => Math.abs(candidate.length - name.length) <= maxDistance)
    .map((other) => ({ other, distance: distance(name, other) }))
    .filter((item) => item.distance <= maxDistance)
    .toSorted((a, b) => a.distance - b.distance);
  return best?.other;
}

/** Returns the Levenshtein distance. */
function distance(first: string, second: string): number {
  let row = Array.from({ length: second.length + 1 }, (_, index) => index);
  for (let i = 0; i < first.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < second.length; j++) {
      const change = (row[j] ?? 0) + (first[i] === second[j] ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
