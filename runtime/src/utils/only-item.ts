/** Returns the item of a list that has exactly one; undefined for an empty list, and for several items. */
export function onlyItem<T>(items: Iterable<T>): T | undefined {
  const [item, ...others] = items;
  return others.length === 0 ? item : undefined;
}
