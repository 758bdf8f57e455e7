import { CliError } from './cli-error.js';

export const unsafePath = (path: string, reason: string) =>
  new CliError(
    'path/unsafe',
    `The path ${JSON.stringify(path)} cannot be used: ${reason}.`,
    'Use plain names inside the project.',
  );
