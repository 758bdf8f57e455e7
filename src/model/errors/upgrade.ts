import { cliCommand, npx } from '../npx.js';
import { CliError } from './cli-error.js';

export const missingRecord = (file: string) =>
  new CliError(
    'upgrade/no-record',
    `"${file}" is missing, so it is not known what was generated.`,
    'Restore it from version control. A project without that file is updated by hand: see "Update a project" in docs/upgrade.md.',
  );

export const invalidRecord = (file: string, reason: string) =>
  new CliError(
    'upgrade/record',
    `"${file}" is not a record that a command has written: ${reason}.`,
    `Restore "${file}" from version control.`,
  );

export const laterRecord = (file: string, recorded: string, running: string) =>
  new CliError(
    'upgrade/later',
    `"${file}" was written by version ${recorded}, and this is version ${running}.`,
    `Use that version or a later one: ${npx('upgrade', 'latest')}`,
  );

export const uncommittedChanges = (paths: readonly string[]) =>
  new CliError(
    'upgrade/uncommitted',
    `Not committed: ${paths.map((path) => `"${path}"`).join(', ')}. No files were changed.`,
    'Commit or stash the changes, so that you can take the upgrade back, then run the command again.',
  );

export const notRestorable = (path: string, reason: string) =>
  new CliError(
    'upgrade/restore',
    `"${path}" cannot be restored: ${reason}.`,
    `"${cliCommand('upgrade --check')}" lists the deleted files that have changed.`,
  );
