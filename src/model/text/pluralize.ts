/** Returns a count with its noun: `1 file`, `2 files`. */
export const pluralize = (count: number, singularNoun: string) =>
  `${count} ${count === 1 ? singularNoun : `${singularNoun}s`}`;
