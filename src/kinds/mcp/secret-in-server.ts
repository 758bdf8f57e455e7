import { isUrl } from '../../../runtime/src/provider/addresses.js';
import { wordsOf } from '../../../runtime/src/remote/target.js';
import { isSecretName } from '../../../runtime/src/provider/argument-names.js';
import { isReference, looksSecret } from '../../model/secrets.js';

/** Options that name the place of a secret: `--token-file token.txt`. */
const ELSEWHERE = /[-_](file|path|env|var|name|url)$/i;

/** The name of a secret in the URL or command of an MCP server, which the project would contain. */
export function secretInServer(server: string): string | undefined {
  if (isUrl(server)) return secretInUrl(server);
  const words = wordsOf(server);
  return words
    .map((word, index) => secretInWord(word, words[index - 1] ?? ''))
    .find((name) => name !== undefined);
}

function secretInUrl(text: string): string | undefined {
  const parameters = URL.canParse(text) ? [...new URL(text).searchParams] : [];
  return parameters.find(([key, value]) => isSecret(key, value))?.[0];
}

/** `https://…?key=value`, `--key=value`, `KEY=value`, `Header: value`, or a value behind `--key`. */
function secretInWord(word: string, before: string): string | undefined {
  if (isUrl(word)) return secretInUrl(word);
  const [, key, value = ''] = /^([^=:]+)[=:]\s*(.*)$/s.exec(word) ?? [];
  if (key !== undefined) return isSecret(key, value) ? key : undefined;
  const option = before.startsWith('-') && !word.startsWith('-') ? before : '';
  return isSecret(option, word) ? option || 'token' : undefined;
}

const isSecret = (name: string, value: string): boolean =>
  looksSecret(value) ||
  (value !== '' && isSecretName(name) && !ELSEWHERE.test(name) && !isReference(value));
