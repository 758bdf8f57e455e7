/** Compares texts by UTF-16 units: the same on every machine, whatever its language. */
export const byCodeUnit = (one: string, other: string): number =>
  one < other ? -1 : Number(one > other);
