import type { ReadmeWords } from '../model/auth-style.js';

/** Returns Markdown for styles whose credentials users enter. */
export function secretReadme(
  { NAME, signInCommand }: ReadmeWords,
  suffixes: readonly string[],
): string {
  const variables = suffixes.map((suffix) => `\`${NAME}_${suffix}\``).join(' and ');
  return `Sign in with \`${signInCommand}\`, or set ${variables} (see \`.env.example\`).`;
}
