/** Nouns with one form. */
const UNCHANGED = new Set(['analytics', 'news', 'series', 'species']);

const IRREGULAR: Readonly<Record<string, string>> = {
  children: 'child',
  cookies: 'cookie',
  movies: 'movie',
  people: 'person',
};

/** One of many, in the names of tools: `order_lines` → `order_line`. Other nouns stay as they are. */
export function singular(noun: string): string {
  const last = noun.slice(noun.lastIndexOf('_') + 1);
  const rest = noun.slice(0, -last.length || undefined);
  if (UNCHANGED.has(last) || /(ss|us|is)$/.test(last)) return noun;
  const irregular = Object.hasOwn(IRREGULAR, last) ? IRREGULAR[last] : undefined;
  if (irregular !== undefined) return `${rest}${irregular}`;
  if (/[^aeiou]ies$/.test(last)) return noun.replace(/ies$/, 'y');
  if (/(x|ch|sh|ss|[nt]us)es$/.test(last)) return noun.replace(/es$/, '');
  return noun.replace(/(?<=[a-z])s$/, '');
}
