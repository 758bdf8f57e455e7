import { CliError } from './cli-error.js';

export const unsafePath = (path: string, why: string) =>
  new CliError(
    'path/unsafe',
    `The path ${JSON.stringify(path)} cannot be used: ${why}.`,
    'Use plain names inside the project.',
  );
