import type { Obstacle } from '../host.js';
import { CliError } from './cli-error.js';

/** Returns a list such as "a, b and 3 more". Unprintable characters become "?". */
function shortList(names: readonly string[]): string {
  const firstNames = names
    .slice(0, names.length > 3 ? 2 : 3)
    .map((name) => name.replace(/\p{C}/gu, '?'));
  const rest = names.length - firstNames.length;
  const last = rest > 0 ? `${rest} more` : firstNames.pop();
  return firstNames.length > 0 ? `${firstNames.join(', ')} and ${last}` : `${last}`;
}

export const notEmpty = (directory: string, names: readonly string[]) =>
  new CliError(
    'plan/not-empty',
    `Directory "${directory}" is not empty: it contains ${shortList(names)}.`,
    `Choose another directory, such as "${directory === '.' ? '' : `${directory}/`}mcp".`,
  );

export const notADirectory = (path: string) =>
  new CliError(
    'plan/not-a-directory',
    `"${path}" is not a directory.`,
    'Choose another directory, or move that file.',
  );

export const notAFile = (path: string) =>
  new CliError('plan/not-a-file', `"${path}" is not a file.`, 'Move it, or choose another name.');

export const rootIsLink = (path: string) =>
  new CliError(
    'plan/root-is-link',
    `"${path}" is a symbolic link.`,
    'Enter the directory that it points to.',
  );

export const doublePath = (firstPath: string, secondPath: string) =>
  new CliError(
    'plan/double',
    `The paths "${firstPath}" and "${secondPath}" cannot both exist on every file system.`,
    'Choose names that differ in more than case.',
  );

/** Reason and hint of a conflict in a plan. */
export const fileDiffers = {
  reason: 'The file already exists with other content.',
  hint: 'Choose another name, or move that file.',
} as const;

export const conflicts = (paths: readonly string[]) =>
  new CliError(
    'plan/conflict',
    `${shortList(paths)} would be overwritten. No files were changed.`,
    'Choose other names, or move these files.',
  );

export const fileChangedMeanwhile = (path: string) =>
  new CliError(
    'plan/moved-on',
    `"${path}" has changed since the plan was made. No files were changed.`,
    'Run the command again.',
  );

export const notApplied = (cause: CliError) =>
  new CliError('plan/not-applied', `${cause.message} No files were changed.`, cause.hint, {
    cause,
  });

/** Returns the error for changes that failed and could not be undone. */
export const notUndone = (root: string, cause: CliError) =>
  new CliError(
    'plan/not-undone',
    `Could not undo the changes in "${root}": some files are changed, others are not. ${cause.message}`,
    `${cause.hint} The next run undoes the changes.`,
    { cause },
  );

/** The state of a file that replacing would ignore, and what to do about it. */
export const OBSTACLES: Readonly<Record<Obstacle, readonly [state: string, hint: string]>> = {
  'read-only': ['is read-only', 'Make it writable'],
  'other-owner': ['belongs to another user', 'Run the command as that user'],
  'hard-links': ['has several hard links', 'Replace them with symbolic links'],
};

export const notReplaceable = (path: string, obstacle: Obstacle) => {
  const [state, hint] = OBSTACLES[obstacle];
  return new CliError(
    'plan/not-replaceable',
    `"${path}" ${state}. No files were changed.`,
    `${hint}, then run the command again.`,
  );
};

export const projectBusy = (root: string) =>
  new CliError(
    'plan/busy',
    `Another command is changing "${root}".`,
    'Wait until it has finished, then run the command again.',
  );

export const runInterrupted = (journal: string) =>
  new CliError(
    'plan/interrupted',
    `The journal "${journal}" belongs to an interrupted run. No files were changed.`,
    'Run the command without "--dry-run" and "--check": it undoes the changes of that run first.',
  );

export const journalUnreadable = (journal: string) =>
  new CliError(
    'plan/journal',
    `The journal "${journal}" of an interrupted run is invalid.`,
    'Restore missing files from its directory "old", then delete the journal.',
  );

export const changedSinceCrash = (path: string, journal: string) =>
  new CliError(
    'plan/changed-since',
    `Cannot undo an interrupted run: "${path}" has changed since.`,
    `Restore missing files from "${journal}", then delete that directory.`,
  );
