import { Back } from '../../model/questions.js';
import type { Talk } from './converse.js';
import { labelOf } from './labels.js';

/** Opens the list of answers. */
const CHANGE = { value: 'change', label: 'Change an answer' } as const;

/**
 * The last question: what to do with the answers.
 * @returns undefined where another answer is to be given first
 */
export async function lastChoice<Value extends string>(
  { questions, interview }: Talk,
  message: string,
  choices: readonly { value: Value; label: string }[],
): Promise<Value | undefined> {
  try {
    const chosen = await questions.choose<Value | 'change'>({
      message,
      choices: [...choices, CHANGE],
      back: true,
    });
    if (chosen !== 'change') return chosen;
    const answers = interview.items.map(({ key, message, shown }) => ({
      value: key,
      label: `${labelOf(message)}: ${shown === '' ? 'none' : shown}`,
    }));
    interview.reopen(
      await questions.choose({ message: 'Which one?', choices: answers, back: true }),
    );
  } catch (error) {
    if (!(error instanceof Back)) throw error;
    interview.goBack();
  }
  return undefined;
}
