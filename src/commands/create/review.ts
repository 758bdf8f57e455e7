import type { Plan } from '../../model/plan.js';
import { Back, type Questions } from '../../model/questions.js';
import type { Interview } from '../interview/interview.js';
import { answersText, labelOf } from '../interview/labels.js';
import { planBrief } from '../plan-text.js';

/** What happens after the files were written. */
export type Afterwards = 'start' | 'install' | 'nothing';

/**
 * Shows all answers and what will be written. Undefined: the person has changed an answer, or wants the question before.
 * @param installs dependencies are to be installed
 */
export async function review(
  questions: Questions,
  interview: Interview,
  plan: Plan,
  installs: boolean,
): Promise<Afterwards | undefined> {
  questions.note(`${answersText(interview.items)}\n\n${planBrief(plan)}`, 'Ready to create');
  try {
    const chosen = await questions.choose<Afterwards | 'change'>({
      message: 'Create the project?',
      choices: [
        ...(installs
          ? ([
              { value: 'install', label: 'Create, install and test' },
              { value: 'start', label: 'Create, install, test and start' },
            ] as const)
          : []),
        { value: 'nothing', label: 'Create only' },
        { value: 'change', label: 'Change an answer' },
      ],
      back: true,
    });
    if (chosen !== 'change') return chosen;
    const choices = interview.items.map(({ key, message, shown }) => ({
      value: key,
      label: `${labelOf(message)}: ${shown === '' ? 'none' : shown}`,
    }));
    interview.reopen(await questions.choose({ message: 'Which one?', choices, back: true }));
  } catch (error) {
    if (!(error instanceof Back)) throw error;
    interview.goBack();
  }
  return undefined;
}
