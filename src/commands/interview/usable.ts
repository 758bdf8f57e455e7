import { CliError } from '../../model/errors/cli-error.js';
import { Unusable } from './interview.js';

/** Work on the last answer: where it fails, the question is asked again. */
export async function usable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CliError) || error.exit === 130) throw error;
    throw unusable(error);
  }
}

/** A failure because of the last answer. */
export const unusable = ({ message, hint }: CliError): Unusable =>
  new Unusable([message, ...(hint ? [hint] : [])].join('\n'));
