import type { Plan } from '../../model/plan.js';
import { lastChoice } from '../interview/last-choice.js';
import type { Talk } from '../interview/converse.js';
import { answersText } from '../interview/labels.js';
import { planBrief } from '../plan-text.js';

/** What happens after the files were written. */
export type Afterwards = 'start' | 'install' | 'nothing';

const WITH_INSTALLATION = [
  { value: 'install', label: 'Create, install and test' },
  { value: 'start', label: 'Create, install, test and start' },
] as const;

/**
 * Shows all answers and what will be written. Undefined: an answer is to be asked again.
 * @param installs dependencies are to be installed
 */
export async function review(
  talk: Talk,
  plans: readonly Plan[],
  installs: boolean,
): Promise<Afterwards | undefined> {
  const { questions, interview, columns } = talk;
  const shown = [answersText(interview.items, columns), ...plans.map(planBrief)];
  questions.note(shown.join('\n\n'), 'Ready to create');
  return lastChoice<Afterwards>(talk, 'Create the project?', [
    ...(installs ? WITH_INSTALLATION : []),
    { value: 'nothing', label: 'Create only' },
  ]);
}
