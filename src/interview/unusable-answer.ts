import { CliError } from '../model/errors/cli-error.js';
import type { Questions } from '../model/questions.js';

/** An answer that only later work finds wrong, such as a file that cannot be read. The question is asked again. */
export class Unusable extends Error {
  override name = 'Unusable';
}

/** Work on the last answer: where it fails, the question is asked again; without questions, the failure ends the command. */
export async function usable<T>(
  questions: Questions | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!questions || !(error instanceof CliError) || error.exit === 130) throw error;
    throw unusable(error);
  }
}

/** A failure because of the last answer. */
export function unusable(cause: CliError): Unusable {
  const { message, hint } = cause;
  const lines = [message, ...(hint ? [hint] : [])];
  return new Unusable(lines.join(message.includes('\n') ? '\n' : ' '), { cause });
}
