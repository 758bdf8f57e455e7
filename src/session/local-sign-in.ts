import { resolve } from 'node:path';
import type { AuthStyles } from '../model/catalog.js';
import type { CommandContext } from '../model/command.js';
import { ownValue } from '../model/json-schema/subschemas.js';
import { authStyles } from '../styles/register.gen.js';
import type { ServedProject } from '../project/served-project.js';
import { programOf } from './program.js';

export interface SignInOptions {
  /** A file, or "-" for stdin. */
  credentials?: string | undefined;
  /** Keys and passwords are entered on a page, too. */
  isPage?: boolean;
  /** Further options of the server. */
  words?: readonly string[];
}

const styles: AuthStyles = authStyles;

/**
 * Runs the sign-in of a provider's server, which has the terminal: keys and passwords are typed there, services with OAuth
 * open the browser. @returns whether credentials were stored
 */
export async function signInLocally(
  { host, ui, signal }: CommandContext,
  { root, providers }: ServedProject,
  provider: string,
  { credentials, isPage = false, words = [] }: SignInOptions = {},
): Promise<boolean> {
  const { auth = '' } = providers.find(({ name }) => name === provider) ?? {};
  const isTyped = ui.interactive && !isPage && !ownValue(styles, auth)?.linksAccounts;
  const file =
    credentials === undefined || credentials === '-' ? credentials : resolve(host.cwd, credentials);
  const source = file ?? (isTyped ? '-' : undefined);
  const { exitCode } = await host.exec(
    [
      host.node ?? 'node',
      ...(await programOf(host, root)),
      ...['--provider', provider, '--local-auth', ...words],
      ...(source === undefined ? [] : ['--credentials', source]),
    ],
    { cwd: root, inTerminal: true, signal },
  );
  return exitCode === 0;
}
