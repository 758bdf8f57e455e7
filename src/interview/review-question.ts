import { BackError, type Choice } from '../model/questions.js';
import { shortLabel } from './labels.js';
import type { ReviewScreen } from './run-interview.js';

/** Value of the choice that opens the list of answers. */
const CHANGE = { value: 'change', label: 'Change an answer' };

/** A text that the last question offers to show. */
interface ShownText {
  label: string;
  text: string;
}

/**
 * Returns the last question: what to do with the answers. It offers the changes that questions name
 * one by one, and all others in a list of the answers.
 * @param texts that are shown on request, before the same question
 * @returns undefined if another answer is to be given first, or the answers are to be shown again
 */
export async function askLastChoice<Value extends string>(
  { questions, interview }: ReviewScreen,
  message: string,
  choices: readonly Choice<Value>[],
  texts: readonly ShownText[] = [],
): Promise<Value | undefined> {
  const changes = interview.items
    .flatMap(({ key, changes: itemChanges }) => itemChanges.map((change) => ({ key, ...change })))
    .map((change, index) => ({ ...change, value: `change ${index + 1}` }));
  const offeredChoices: readonly Choice<string>[] = [
    ...choices,
    ...changes.map(({ value, label, hint = '' }) => ({ value, label, ...(hint && { hint }) })),
    ...texts.map(({ label }) => ({ value: label, label })),
    CHANGE,
  ];
  const choiceValue = await undefinedIfBack(
    questions.choose<string>({ message, choices: offeredChoices, canGoBack: true }),
  );
  const choice = choices.find(({ value }) => value === choiceValue);
  const change = changes.find(({ value }) => value === choiceValue);
  if (choice) return choice.value;
  const { text } = texts.find(({ label }) => label === choiceValue) ?? {};
  if (text !== undefined) questions.note(text);
  if (choiceValue === undefined) interview.goBack();
  if (change?.answer !== undefined) interview.give(change.key, change.answer);
  else if (change) interview.reopen(change.key);
  if (choiceValue !== CHANGE.value) return undefined;
  const answers = interview.items.map(({ key, message: questionText, shown: shownAnswer }) => ({
    value: key,
    label: `${shortLabel(questionText)}: ${shownAnswer === '' ? 'none' : shownAnswer}`,
  }));
  const key = await undefinedIfBack(
    questions.choose({ message: 'Which one?', choices: answers, canGoBack: true }),
  );
  if (key !== undefined) interview.reopen(key);
  return undefined;
}

async function undefinedIfBack<Value>(answer: Promise<Value>): Promise<Value | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof BackError) return undefined;
    throw error;
  }
}
