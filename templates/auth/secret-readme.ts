import type { ReadmeWords } from '../../src/model/auth-style.js';

/** Markdown for styles whose credentials people enter: how a project comes by them. */
export function secretReadme(
  { NAME, authCommand }: ReadmeWords,
  suffixes: readonly string[],
): string {
  const variables = suffixes.map((suffix) => `\`${NAME}_${suffix}\``).join(' and ');
  return [
    `Sign in with \`${authCommand()}\`: a page on this machine takes the credentials and stores them encrypted.`,
    `For people on this machine the environment works too and wins: ${variables} (see \`.env.example\`).`,
    '',
    'Callers from elsewhere (see below) are served with what is stored for them, by the `iss` and `sub` of their tokens:',
    `\`${authCommand("--user '<iss>|<sub>'")}\`.`,
    'Where all of them are to share the credentials in the environment, say `shared_credentials: true` in the entry of `provider-config.yaml`.',
  ].join('\n');
}
