import { didYouMean } from '../text/nearest.js';
import { CliError } from './cli-error.js';

export const unknownDocument = (document: string, documents: readonly string[]) =>
  new CliError(
    'schema/unknown-document',
    `Unknown document "${document}"${didYouMean(document, documents) || '.'}`,
    `Choose one of ${documents.join(', ')}.`,
  );
