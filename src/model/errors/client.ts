import type { Obstacle } from '../host.js';
import { cliCommand } from '../npx.js';
import { didYouMean } from '../text/nearest.js';
import { CliError } from './cli-error.js';
import { OBSTACLES } from './plan.js';

const NOTHING_CHANGED = 'No files were changed.';

export const clientMissing = () =>
  new CliError(
    'client/missing',
    'The client is missing.',
    `Name it: "${cliCommand('config CLIENT')}". "${cliCommand('config --help --all')}" lists all clients.`,
  );

export const unknownClient = (name: string, ids: readonly string[]) =>
  new CliError(
    'client/unknown',
    `Unknown client "${name}"${didYouMean(name, ids) || '.'}`,
    `Run "${cliCommand('config --help --all')}" to list all clients.`,
    { details: { clients: ids } },
  );

export const invalidOption = (option: string, value: string, hint: string) =>
  new CliError('client/option', `Invalid value ${JSON.stringify(value)} for "${option}".`, hint);

/** Returns the error for a secret on the command line, which would end up in the shell history, in the file and in version control. */
export const literalSecret = (header: string) =>
  new CliError(
    'client/literal-secret',
    `The header "${header}" contains a value instead of an environment variable.`,
    `Refer to a variable in single quotes: --header '${header}: \${NAME}'.`,
  );

export const severalProviders = (option: string, providers: readonly string[]) =>
  new CliError(
    'client/several-providers',
    `"${option}" is for one provider, and the project has ${providers.length}.`,
    'Choose one with "--provider".',
    { details: { providers } },
  );

export const noPackage = (reason: string) =>
  new CliError(
    'client/no-package',
    `"--npx" requires a published package, and ${reason}.`,
    'Omit "--npx" to start the server from this folder.',
  );

export const invalidEntryName = (name: string, hint: string) =>
  new CliError(
    'client/name',
    `Invalid name ${JSON.stringify(name)} of an entry.`,
    `${hint} "--name" sets another name.`,
  );

export const noStdio = (client: string) =>
  new CliError(
    'client/no-stdio',
    `${client} supports only HTTP servers.`,
    'Add "--url" with the public address of the server.',
  );

export const noHttp = (client: string) =>
  new CliError(
    'client/no-http',
    `${client} supports only stdio servers.`,
    'Omit "--url" to start the server from this folder.',
  );

/** @param paste where to paste the entry instead */
export const noFile = (client: string, id: string, paste: string) =>
  new CliError(
    'client/no-file',
    `${client} has no configuration file that can be written.`,
    `"${cliCommand(`config ${id}`)}" prints the entry: paste it into ${paste}.`,
  );

export const noFileInScope = (client: string, scope: string, otherScope: string) =>
  new CliError(
    'client/no-scope',
    `${client} has no ${scope} file on this system.`,
    `Use "--scope ${otherScope}".`,
  );

export const fileOutside = (path: string, root: string) =>
  new CliError(
    'client/outside',
    `"${path}" is a symbolic link that points outside "${root}". ${NOTHING_CHANGED}`,
    'Move its target into that folder, or edit the file yourself.',
  );

export const brokenLink = (path: string) =>
  new CliError(
    'client/broken-link',
    `"${path}" is a symbolic link to a missing file. ${NOTHING_CHANGED}`,
    'Create its target, or remove the link.',
  );

export const fileNotReplaceable = (path: string, obstacle: Obstacle) => {
  const [state, hint] = OBSTACLES[obstacle];
  return new CliError(
    'client/not-replaceable',
    `"${path}" ${state}. ${NOTHING_CHANGED}`,
    `${hint}, or edit the file yourself.`,
  );
};

export const fileNotAFile = (path: string) =>
  new CliError(
    'client/not-a-file',
    `"${path}" is not a file. ${NOTHING_CHANGED}`,
    'Move it away, or edit the file of the client yourself.',
  );

/** @param refusal sentences of the editor */
export const fileNotEdited = (path: string, refusal: string, reason: string, line?: number) =>
  new CliError(
    'client/not-edited',
    `Cannot edit "${path}". ${refusal} ${NOTHING_CHANGED}`,
    'Correct the file, or paste the entry that the command prints without "--write".',
    { details: { path, reason, line } },
  );

/** @param changedFiles files that were changed before the failure, with their backups */
export const partlyChanged = (
  changedFiles: readonly { path: string; backup?: string }[],
  cause: CliError,
) => {
  const files = changedFiles.map(
    ({ path, backup }) => `"${path}"${backup === undefined ? '' : ` (backup: "${backup}")`}`,
  );
  return new CliError(
    'client/partly-changed',
    `${cause.message.replace(` ${NOTHING_CHANGED}`, '')} Already changed: ${files.join(', ')}.`,
    cause.hint,
    { cause, details: { changed: changedFiles } },
  );
};

/** Returns the error for an entry that does not start this project, or that connects to a server elsewhere. */
export const otherEntry = (path: string, name: string, action: 'replace' | 'remove') =>
  new CliError(
    'client/other-entry',
    `"${path}" has another entry "${name}". ${NOTHING_CHANGED}`,
    action === 'replace'
      ? 'Choose another name with "--name", or replace it with "--overwrite".'
      : 'Add the "--url" that the entry was written with, or remove it with "--overwrite".',
    { details: { path, name } },
  );

export const keepsChanging = (path: string) =>
  new CliError(
    'client/keeps-changing',
    `Other programs keep changing "${path}". ${NOTHING_CHANGED}`,
    'Close the client, then run the command again.',
  );

export const notConfigured = (client: string, names: readonly string[]) =>
  new CliError(
    'client/not-configured',
    `No file of ${client} has an entry ${names.map((name) => `"${name}"`).join(' or ')} of this project.`,
    `Run "${cliCommand('config --list')}" to see all entries.`,
  );
