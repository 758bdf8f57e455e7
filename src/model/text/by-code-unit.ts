/** Compares texts by UTF-16 code units, which gives the same order in every locale. */
export const byCodeUnit = (left: string, right: string): number =>
  left < right ? -1 : Number(left > right);
