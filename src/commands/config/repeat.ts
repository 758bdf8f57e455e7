import type { Scope } from '../../model/client.js';
import { inProject } from '../../model/npx.js';
import { shellWords } from '../../model/shell-words.js';
import type { Options } from './options.js';

/** The command that does the same again without questions. */
export function repeatCommand(
  client: string,
  action: 'write' | 'remove',
  scope: Scope | undefined,
  options: Options,
): string {
  const { providers, name, workspace, url, env, headers, oauth, timeoutSeconds } = options;
  const many = (option: string, values: readonly string[] = []) =>
    values.flatMap((value) => [option, value]);
  const one = (option: string, value: string | number | undefined) =>
    value === undefined ? [] : [option, String(value)];
  const words = [
    'config',
    client,
    `--${action}`,
    ...one('--scope', scope),
    ...many('--provider', providers),
    ...one('--name', name),
    ...one('--workspace', workspace),
    ...one('--url', url?.href),
    ...(options.npx ? ['--npx'] : []),
    ...many('--env', env),
    ...many(
      '--header',
      Object.entries(headers).map(([key, value]) => `${key}: ${value}`),
    ),
    ...one('--oauth-client-id', oauth?.clientId),
    ...many('--oauth-scope', oauth?.scopes),
    ...one('--timeout', timeoutSeconds),
    ...(options.overwrite ? ['--overwrite'] : []),
    '--yes',
  ];
  return inProject(shellWords(words));
}
