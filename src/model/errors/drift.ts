import { cliCommand } from '../npx.js';
import { CliError } from './cli-error.js';

export const nothingRecorded = () =>
  new CliError(
    'drift/nothing-recorded',
    'The tests have no recorded calls.',
    `Record the call of a tool with "readOnlyHint: true": "${cliCommand('call TOOL --record')}".`,
    { exit: 3 },
  );

/** @param reasons sentences, each with the place of a row */
export const nothingToRepeat = (reasons: readonly string[]) =>
  new CliError(
    'drift/nothing-to-repeat',
    `No recorded call can be repeated.\n${reasons.map((reason) => `  ${reason}`).join('\n')}`,
    `Record other calls: "${cliCommand('call TOOL --record')}".`,
    { exit: 3 },
  );
