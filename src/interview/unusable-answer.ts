import { CliError } from '../model/errors/cli-error.js';
import type { Questions } from '../model/questions.js';

/**
 * An answer that only later work finds to be unusable, such as a file that cannot be read. The
 * question is asked again.
 */
export class UnusableAnswerError extends Error {
  override name = 'UnusableAnswerError';
}

/**
 * Does work that depends on the last answer. If it fails, the question is asked again; without
 * questions, the command fails.
 */
export async function untilUsable<T>(
  questions: Questions | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!questions || !(error instanceof CliError) || error.exit === 130) throw error;
    throw unusableAnswer(error);
  }
}

/** Returns the error for a failure that the last answer causes. */
export function unusableAnswer(cause: CliError): UnusableAnswerError {
  const { message, hint } = cause;
  const lines = [message, ...(hint ? [hint] : [])];
  return new UnusableAnswerError(lines.join(message.includes('\n') ? '\n' : ' '), { cause });
}
