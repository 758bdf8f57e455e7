import { isAddress, isUrl } from '../../../runtime/src/utils/addresses.js';
import { isSecretName } from '../../../runtime/src/utils/argument-names.js';
import { commandWords as wordsOf } from '../../../runtime/src/utils/command-words.js';
import type { KindSetting } from '../../model/kind.js';
import { hasPassword, isReference, looksSecret } from '../../model/secrets.js';
import { serverOption } from './options.js';

export const serverSetting: KindSetting = {
  key: 'server',
  name: 'server',
  schema: {
    type: 'string',
    minLength: 1,
    description:
      'URL of the MCP server (https, or http on a loopback address), or the command that starts it.',
    examples: ['https://mcp.acme.dev/mcp', 'npx -y @acme/mcp-server@1.2.3'],
  },
  option: serverOption,
  question: 'MCP server: its URL, or the command that starts it',
  check(text) {
    const secret = secretInServer(text);
    if (secret !== undefined)
      return `must not contain the secret "${secret}"; use a header or an environment variable`;
    if (isAddress(text, 'server')) return undefined;
    return isUrl(text) ? 'must be https (http only for loopback addresses)' : 'must not be empty';
  },
};

/** Options with the file or variable of a secret, such as `--token-file token.txt`. */
const INDIRECT_OPTION = /[-_](file|path|env|var|name|url)$/i;

/** Returns the name of a secret in the URL or command of an MCP server, which would become part of the project. */
export function secretInServer(server: string): string | undefined {
  if (isUrl(server)) return secretInUrl(server);
  const commandWords = wordsOf(server);
  return commandWords
    .map((word, index) => secretInWord(word, commandWords[index - 1] ?? ''))
    .find((name) => name !== undefined);
}

function secretInUrl(text: string): string | undefined {
  if (hasPassword(text)) return 'password';
  const parameters = URL.canParse(text) ? [...new URL(text).searchParams] : [];
  return parameters.find(([key, value]) => isSecret(key, value))?.[0];
}

/**
 * Returns the name of a secret in a URL, `--key=value`, `KEY=value`, `Header: value`, or in a value
 * after `--key`.
 */
function secretInWord(word: string, previousWord: string): string | undefined {
  if (isUrl(word) || hasPassword(word)) return secretInUrl(word);
  const [, key, value = ''] = /^([^=:]+)[=:]\s*(.*)$/s.exec(word) ?? [];
  if (key !== undefined) return isSecret(key, value) ? key : undefined;
  const option = previousWord.startsWith('-') && !word.startsWith('-') ? previousWord : '';
  return isSecret(option, word) ? option || 'token' : undefined;
}

const isSecret = (name: string, value: string): boolean =>
  looksSecret(value) ||
  (value !== '' && isSecretName(name) && !INDIRECT_OPTION.test(name) && !isReference(value));
