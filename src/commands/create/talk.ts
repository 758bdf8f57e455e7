import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { Questions } from '../../model/questions.js';
import { converse, type Talk } from '../interview/converse.js';
import type { Prepare, Prepared } from './run.js';
import type { Plan } from '../../model/plan.js';
import { lastChoice } from '../interview/last-choice.js';
import { answersText } from '../interview/labels.js';
import { planBrief } from '../plan-text.js';

/** The project that a person describes, and what to do once it is written. */
export async function talk(
  context: CommandContext,
  given: GivenArguments,
  prepare: Prepare,
): Promise<Prepared & { questions: Questions; afterwards: Afterwards }> {
  const { flags } = context;
  const { prepared, outcome, questions } = await converse<Prepared, Afterwards>(context, {
    title: 'New MCP provider project',
    command: 'create',
    given,
    prepare: (told, asked) => prepare(told, given, asked),
    review: async (talk, { plan, beside }) =>
      flags.dryRun ? 'nothing' : review(talk, beside ? [plan, beside] : [plan], flags.install),
  });
  return { ...prepared, questions, afterwards: outcome };
}

/** What happens after the files were written. */
type Afterwards = 'start' | 'install' | 'nothing';

const WITH_INSTALLATION = [
  { value: 'install', label: 'Create, install and test' },
  { value: 'start', label: 'Create, install, test and start' },
] as const;

/**
 * Shows all answers and what will be written. Undefined: an answer is to be asked again.
 * @param installs dependencies are to be installed
 */
async function review(
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
