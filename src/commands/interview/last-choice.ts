import { Back } from '../../model/questions.js';
import type { Talk } from './converse.js';
import { labelOf } from './labels.js';

/** Opens the list of answers. */
const CHANGE = { value: 'change', label: 'Change an answer' } as const;

/**
 * The last question: what to do with the answers.
 * @returns undefined where another answer is to be given first, or the answers are to be shown again
 */
export async function lastChoice<Value extends string>(
  { questions, interview }: Talk,
  message: string,
  choices: readonly { value: Value; label: string; hint?: string }[],
): Promise<Value | undefined> {
  const chosen = await unlessBack(
    questions.choose<Value | 'change'>({ message, choices: [...choices, CHANGE], back: true }),
  );
  if (chosen === undefined) interview.goBack();
  if (chosen !== 'change') return chosen;
  const answers = interview.items.map(({ key, message, shown }) => ({
    value: key,
    label: `${labelOf(message)}: ${shown === '' ? 'none' : shown}`,
  }));
  const key = await unlessBack(
    questions.choose({ message: 'Which one?', choices: answers, back: true }),
  );
  if (key !== undefined) interview.reopen(key);
  return undefined;
}

async function unlessBack<Value>(answer: Promise<Value>): Promise<Value | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Back) return undefined;
    throw error;
  }
}
