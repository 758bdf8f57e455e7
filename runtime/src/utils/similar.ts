/** Longer names are no typing errors, and take time to compare. */
const MAX_LENGTH = 200;

/** The most similar of `known` names; undefined where none is similar. */
export function similar(name: string, known: readonly string[]): string | undefined {
  if (name.length > MAX_LENGTH) return undefined;
  const most = Math.max(2, name.length / 3);
  const [best] = known
    .filter((other) => Math.abs(other.length - name.length) <= most)
    .map((other) => ({ other, distance: distance(name, other) }))
    .filter((one) => one.distance <= most)
    .toSorted((a, b) => a.distance - b.distance);
  return best?.other;
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const change = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
