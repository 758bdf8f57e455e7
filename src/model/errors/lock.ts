import { cliCommand } from '../npx.js';
import { CliError } from './cli-error.js';

const restore = (file: string) => `Restore "${file}" from version control.`;

export const mergedReleaseLock = (file: string) =>
  new CliError(
    'lock/merge',
    `"${file}" contains the markers of an unfinished merge.`,
    'Resolve the merge: keep the version with the higher number.',
  );

export const invalidReleaseLock = (file: string) =>
  new CliError(
    'lock/invalid',
    `"${file}" is not a lock that this command has written.`,
    restore(file),
  );

export const laterReleaseLock = (file: string) =>
  new CliError(
    'lock/later',
    `"${file}" was written by a later version of create-mcp-provider.`,
    'Update create-mcp-provider.',
  );

/** @param isCommitted whether the last commit has the file */
export const missingReleaseLock = (file: string, version: string, isCommitted: boolean) =>
  isCommitted
    ? new CliError(
        'lock/missing',
        `"${file}" is missing, and the last commit has it.`,
        `${restore(file)} To lock the current definitions without a comparison, run "${cliCommand('lock --renew')}".`,
      )
    : new CliError(
        'lock/missing',
        `"${file}" is missing, and version "${version}" is not the first one.`,
        `${restore(file)} If there never was one, run "${cliCommand('lock')}" and commit the file.`,
      );

export const invalidPackageVersion = (version: string) =>
  new CliError(
    'lock/version',
    version === ''
      ? '"package.json" has no "version".'
      : `The version "${version}" in "package.json" is not a semantic version.`,
    'Set it to a version such as "1.0.0".',
  );

/** @param next the releases that can follow the last one */
export const staleReleaseLock = (locked: string, version: string, next: readonly string[]) =>
  new CliError(
    'lock/stale',
    `Version "${version}" does not follow "${locked}", the last release that the lock knows.`,
    `Set "version" to ${next.join(', ')} or a prerelease of one of these. If there were other releases since "${locked}", check out the last one, run "${cliCommand('lock --renew')}" there, and use that file.`,
  );

export const versionTooLow = (
  { locked, version, required }: { locked: string; version: string; required: string },
  details: object,
) =>
  new CliError(
    'lock/too-low',
    `Version "${version}" is too low: the changes since "${locked}" require "${required}".`,
    `Set "version" in "package.json" to "${required}" or higher. After "npm version", restore "package.json" and its lock file first.`,
    { exit: 1, details },
  );

/** @param output what the program printed last */
export const definitionsUnreadable = (root: string, output: string) =>
  new CliError(
    'lock/definitions',
    `The definitions of the project in "${root}" cannot be read.${output === '' ? '' : `\n${output}`}`,
    'Correct the project or its environment, then run the command again.',
  );
