import { didYouMean } from '../nearest.js';
import { CliError } from './cli-error.js';

export const unknownDocument = (document: string, known: readonly string[]) =>
  new CliError(
    'schema/unknown-document',
    `Unknown document "${document}"${didYouMean(document, known) || '.'}`,
    `Choose one of ${known.join(', ')}.`,
  );
