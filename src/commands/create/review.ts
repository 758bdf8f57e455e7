import { type ReviewScreen, runInterview } from '../../interview/converse.js';
import { lastChoice } from '../../interview/last-choice.js';
import { shownPath } from '../../machine/path-word.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import type { Questions } from '../../model/questions.js';
import { planText } from '../../plan/plan-text.js';
import { consequences, consequenceText } from './consequences.js';
import type { CreateOptions } from './details.js';
import { prepare, type Prepared } from './prepare.js';

/** The project that a person describes, and what to do once it is written. */
export async function reviewProject(
  context: CommandContext,
  given: CommandLine<CreateOptions>,
): Promise<Prepared & { questions: Questions; afterwards: Afterwards }> {
  const { flags } = context;
  const { prepared, outcome, questions } = await runInterview<Prepared, Afterwards>(context, {
    title: 'New MCP provider project',
    command: 'create',
    given,
    prepare: (interviewContext, questions) => prepare(interviewContext, given, questions),
    review: async (screen, prepared) =>
      flags.dryRun ? 'nothing' : review(screen, prepared, context),
  });
  return { ...prepared, questions, afterwards: outcome };
}

/** What happens after the files were written. */
type Afterwards = 'install' | 'nothing';

/** Shows what the project will be. Undefined: an answer is to be asked again. */
async function review(
  screen: ReviewScreen,
  prepared: Prepared,
  { host, ui, flags }: CommandContext,
): Promise<Afterwards | undefined> {
  const { plan, beside, place, project, imported = [] } = prepared;
  const plans = beside ? [plan, beside] : [plan];
  const rows = consequences(prepared, plans, shownPath(host.cwd, place.root));
  const message = `Create ${project.name}?\n${consequenceText(rows, screen.columns)}\n`;
  const steps = plan.steps.filter(({ id }) => id !== 'git').map(({ command }) => command.join(' '));
  const report = imported.flatMap(({ lines }) => lines).join('\n');
  const choices = [
    ...(flags.install
      ? [{ value: 'install' as const, label: 'Create, install and test', hint: steps.join(', ') }]
      : []),
    { value: 'nothing' as const, label: 'Create only' },
  ];
  return lastChoice<Afterwards>(screen, message, choices, [
    { label: 'List the files', text: plans.map((each) => planText(each, ui.stderr)).join('\n') },
    ...(report === '' ? [] : [{ label: 'Show the report of the import', text: report }]),
  ]);
}
