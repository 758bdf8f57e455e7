/** What one level of a file is indented by: the least that any of its lines is, tabs where they are used. */
export function indentUnit(text: string): string {
  const margins = Array.from(
    text.matchAll(/(?<![^\n])([ \t]+)(?![\s*])/g),
    ([, margin = '']) => margin,
  );
  if (margins.some((margin) => margin.startsWith('\t'))) return '\t';
  const [least = 2] = margins
    .map((margin) => margin.length)
    .filter((length) => length > 1)
    .sort((one, other) => one - other);
  return ' '.repeat(least);
}
