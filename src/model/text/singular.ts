const SAME_IN_PLURAL = new Set(
  'alias analytics aws canvas cors dns gas gps lens news saas series sms species tls'.split(' '),
);

const IRREGULAR: Readonly<Record<string, string>> = {
  apis: 'api',
  buses: 'bus',
  caches: 'cache',
  calories: 'calorie',
  children: 'child',
  cookies: 'cookie',
  gases: 'gas',
  headaches: 'headache',
  lenses: 'lens',
  movies: 'movie',
  niches: 'niche',
  people: 'person',
  quizzes: 'quiz',
};

/** Returns the singular of a noun in the names of tools: `order_lines` → `order_line`. Other nouns stay as they are. */
export function singular(noun: string): string {
  const last = noun.slice(noun.lastIndexOf('_') + 1);
  const rest = noun.slice(0, -last.length || undefined);
  if (SAME_IN_PLURAL.has(last) || /(ss|us|is)$/.test(last)) return noun;
  const irregular = Object.hasOwn(IRREGULAR, last) ? IRREGULAR[last] : undefined;
  if (irregular !== undefined) return `${rest}${irregular}`;
  if (/[^aeiou]ies$/.test(last)) return noun.replace(/ies$/, 'y');
  if (/(x|ch|sh|ss|[nt]us|ias|vas|pus)es$/.test(last)) return noun.replace(/es$/, '');
  return noun.replace(/(?<=[a-z])s$/, '');
}
