import { didYouMean } from '../text/nearest.js';
import { CliError } from './cli-error.js';

const FORM =
  'Write cases: [{ ask: "cancel my order", expect: cancel_order, forbid: [delete_order] }].';

export const missingTable = (file: string) =>
  new CliError('eval/missing', `File "${file}" not found.`, FORM);

export const invalidTable = (file: string, reason: string) =>
  new CliError('eval/table', `"${file}" is not a table of sentences. ${reason}`, FORM);

export const unknownToolInTable = (name: string, names: readonly string[]) =>
  new CliError(
    'eval/tool',
    `The table names the tool "${name}", which the server does not list${didYouMean(name, names) || '.'}`,
    'Correct its name in the table.',
  );

export const invalidShare = (text: string) =>
  new CliError(
    'eval/min',
    `"--min ${text}" is not a share.`,
    'Write a number from 0 to 1, such as 0.85.',
  );

export const noToolsToFind = () =>
  new CliError('eval/no-tools', 'The server lists no tools.', 'Name another target.');

export const tooFewPrompts = (promptsWithTools: number, otherPrompts: number) =>
  new CliError(
    'eval/prompts',
    `The table has ${promptsWithTools} sentences with a tool and ${otherPrompts} without; the form requires 5 and 3.`,
    'Add cases; "expect: []" is a sentence without a tool.',
  );
