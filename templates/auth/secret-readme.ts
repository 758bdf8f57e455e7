import type { ReadmeWords } from '../../src/model/auth-style.js';

/** Markdown for styles whose credentials users enter. */
export function secretReadme(
  { NAME, authCommand }: ReadmeWords,
  suffixes: readonly string[],
): string {
  const variables = suffixes.map((suffix) => `\`${NAME}_${suffix}\``).join(' and ');
  return [
    `Sign in with \`${authCommand()}\`: it opens a form in the browser and stores the credentials encrypted.`,
    'Without a browser, add `--credentials FILE`, or `--credentials -` for stdin, with one line for each field of the form.',
    `Environment variables take precedence for local users: ${variables} (see \`.env.example\`).`,
    '',
    `Callers over HTTP need credentials under the \`iss\` and \`sub\` of their token. Store them with \`${authCommand("--user '<iss>|<sub>'")}\`.`,
    'To share the credentials in the environment with all of them, set `shared_credentials: true` in `provider-config.yaml`.',
  ].join('\n');
}
