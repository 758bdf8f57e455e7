import { CliError } from './cli-error.js';

export const unknownDocument = (document: string, known: readonly string[]) =>
  new CliError(
    'schema/unknown-document',
    `There is no schema of a "${document}".`,
    `Choose one of ${known.map((name) => `"${name}"`).join(', ')}.`,
  );
