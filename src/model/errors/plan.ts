import { CliError } from './cli-error.js';

/** "a, b and 3 more", short enough for a sentence. What cannot be printed shows as "?". */
function some(names: readonly string[]): string {
  const shown = names
    .slice(0, names.length > 3 ? 2 : 3)
    .map((name) => name.replace(/\p{C}/gu, '?'));
  const rest = names.length - shown.length;
  const last = rest > 0 ? `${rest} more` : shown.pop();
  return shown.length > 0 ? `${shown.join(', ')} and ${last}` : `${last}`;
}

export const notEmpty = (directory: string, names: readonly string[]) =>
  new CliError(
    'plan/not-empty',
    `Directory "${directory}" is not empty: it holds ${some(names)}.`,
    'Choose another directory, or empty that one.',
  );

export const notADirectory = (path: string) =>
  new CliError(
    'plan/not-a-directory',
    `"${path}" is not a directory.`,
    'Choose another directory, or move it away.',
  );

export const notAFile = (path: string) =>
  new CliError(
    'plan/not-a-file',
    `"${path}" is not a file.`,
    'Move it away, or choose another name.',
  );

export const rootIsLink = (path: string) =>
  new CliError(
    'plan/root-is-link',
    `"${path}" is a symbolic link.`,
    'Name the directory that it should lead to.',
  );

export const doublePath = (one: string, other: string) =>
  new CliError(
    'plan/double',
    `The paths "${one}" and "${other}" cannot both be there on every system.`,
    'Choose names that differ in more than case.',
  );

/** Words of a conflict in a plan. */
export const otherTextIsThere = {
  reason: 'A file with other content is there.',
  hint: 'Choose another name, or move that file away.',
} as const;

export const conflicts = (paths: readonly string[]) =>
  new CliError(
    'plan/conflict',
    `Nothing was written: ${some(paths)} would be overwritten.`,
    'Choose other names, or move what is there away.',
  );

export const movedOn = (path: string) =>
  new CliError(
    'plan/moved-on',
    `Nothing was written: "${path}" has changed since the plan was made.`,
    'Run the command again.',
  );

export const notApplied = (cause: CliError) =>
  new CliError('plan/not-applied', `Nothing was written. ${cause.message}`, cause.hint, 2, {
    cause,
  });

/** The disk refused a second time, while the first half of the work was taken back. */
export const notUndone = (root: string, cause: CliError) =>
  new CliError(
    'plan/not-undone',
    `The changes in "${root}" are half done and could not be taken back. ${cause.message}`,
    `${cause.hint} The next run takes them back.`,
    2,
    { cause },
  );

export const projectBusy = (root: string) =>
  new CliError(
    'plan/busy',
    `Another command is changing "${root}".`,
    'Wait for it to end, then run the command again.',
  );

export const journalUnreadable = (journal: string) =>
  new CliError(
    'plan/journal',
    `The journal "${journal}" of an interrupted run cannot be used.`,
    'Its directory "old" holds the files as they were: put back what you miss, then delete the journal.',
  );

export const changedSinceCrash = (path: string, journal: string) =>
  new CliError(
    'plan/changed-since',
    `An interrupted run cannot be taken back: "${path}" has changed since.`,
    `Put back what you miss from "${journal}", then delete that directory.`,
  );
