import { CliError } from './cli-error.js';

/** @param reason a predicate about the tool */
export const notRecordable = (tool: string, reason: string) =>
  new CliError(
    'record/not-recordable',
    `The call cannot be recorded: tool "${tool}" ${reason}.`,
    'Write the case of the test by hand.',
  );

export const rawRequired = (part: 'request' | 'response', type: string) =>
  new CliError(
    'record/raw',
    `The body of the ${part} is neither JSON nor a form (${type === '' ? 'without a content type' : `"${type}"`}), so secrets in it cannot be found by their names.`,
    'If it contains no secrets, add --raw, and read the row before you commit it.',
  );

export const secretLeft = (tool: string) =>
  new CliError(
    'record/secret',
    `The recorded call of "${tool}" still contains a secret of the sign-in. No files were changed.`,
    'Write the case of the test by hand.',
  );

export const noTestForRow = (path: string) =>
  new CliError(
    'record/no-test',
    `"${path}", to which the call would be added, does not exist.`,
    'Restore it from version control.',
  );

export const noPlaceForRow = (path: string, tool: string) =>
  new CliError(
    'record/no-place',
    `"${path}" has no list or object of cases of "${tool}" in "testProvider" to which the call could be added.`,
    'Write the cases of the tool as an object or a list in that file.',
  );
