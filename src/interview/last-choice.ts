import { Back, type Choice } from '../model/questions.js';
import type { ReviewScreen } from './converse.js';
import { labelOf } from './labels.js';

/** Opens the list of answers. */
const CHANGE = { value: 'change', label: 'Change an answer' };

/** A text that the last question offers to show. */
export interface Text {
  label: string;
  text: string;
}

/**
 * The last question: what to do with the answers. The changes that the questions name are offered one by one, all others
 * in a list of the answers.
 * @param texts shown where they are chosen, before the same question
 * @returns undefined where another answer is to be given first, or the answers are to be shown again
 */
export async function lastChoice<Value extends string>(
  { questions, interview }: ReviewScreen,
  message: string,
  choices: readonly Choice<Value>[],
  texts: readonly Text[] = [],
): Promise<Value | undefined> {
  const changes = interview.items
    .flatMap(({ key, changes: own }) => own.map((change) => ({ key, ...change })))
    .map((change, index) => ({ ...change, value: `change ${index + 1}` }));
  const offered: readonly Choice<string>[] = [
    ...choices,
    ...changes.map(({ value, label, hint = '' }) => ({ value, label, ...(hint && { hint }) })),
    ...texts.map(({ label }) => ({ value: label, label })),
    CHANGE,
  ];
  const chosen = await unlessBack(
    questions.choose<string>({ message, choices: offered, back: true }),
  );
  const choice = choices.find(({ value }) => value === chosen);
  const change = changes.find(({ value }) => value === chosen);
  if (choice) return choice.value;
  const { text } = texts.find(({ label }) => label === chosen) ?? {};
  if (text !== undefined) questions.note(text);
  if (chosen === undefined) interview.goBack();
  if (change?.answer !== undefined) interview.give(change.key, change.answer);
  else if (change) interview.reopen(change.key);
  if (chosen !== CHANGE.value) return undefined;
  const answers = interview.items.map(({ key, message: asked, shown }) => ({
    value: key,
    label: `${labelOf(asked)}: ${shown === '' ? 'none' : shown}`,
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
