import { askLastChoice } from '../../interview/review-question.js';
import { type ReviewScreen, runInterview } from '../../interview/run-interview.js';
import { shownPath } from '../../machine/path-word.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import type { Questions } from '../../model/questions.js';
import { planText } from '../../plan/plan-text.js';
import { consequenceText, summaryRows } from './consequences.js';
import type { CreateOptions } from './details.js';
import { type PreparedProject, prepareProject } from './prepare.js';

/** Asks for a project. @returns the project, and what to do after it is written */
export async function reviewProject(
  context: CommandContext,
  commandLine: CommandLine<CreateOptions>,
): Promise<PreparedProject & { questions: Questions; afterwards: NextAction }> {
  const { flags } = context;
  const {
    prepared: preparedProject,
    outcome,
    questions,
  } = await runInterview<PreparedProject, NextAction>(context, {
    title: 'New MCP provider project',
    command: 'create',
    commandLine,
    prepare: (interviewContext, questions) =>
      prepareProject(interviewContext, commandLine, questions),
    review: async (screen, reviewedProject) =>
      flags.dryRun ? 'nothing' : review(screen, reviewedProject, context),
  });
  return { ...preparedProject, questions, afterwards: outcome };
}

/** The steps after the files were written. */
type NextAction = 'install' | 'nothing';

/** Shows the summary of the project. Undefined if an answer is to be asked again. */
async function review(
  screen: ReviewScreen,
  preparedProject: PreparedProject,
  { host, ui, flags }: CommandContext,
): Promise<NextAction | undefined> {
  const { plan, repositoryPlan, place, project, imported = [] } = preparedProject;
  const plans = repositoryPlan ? [plan, repositoryPlan] : [plan];
  const rows = summaryRows(preparedProject, plans, shownPath(host.cwd, place.root));
  const message = `Create ${project.name}?\n${consequenceText(rows, screen.columns)}\n`;
  const steps = plan.steps.filter(({ id }) => id !== 'git').map(({ command }) => command.join(' '));
  const report = imported.flatMap(({ lines }) => lines).join('\n');
  const choices = [
    ...(flags.install
      ? [{ value: 'install' as const, label: 'Create, install and test', hint: steps.join(', ') }]
      : []),
    { value: 'nothing' as const, label: 'Create only' },
  ];
  return askLastChoice<NextAction>(screen, message, choices, [
    {
      label: 'List the files',
      text: plans.map((planOfFiles) => planText(planOfFiles, ui.stderr)).join('\n'),
    },
    ...(report === '' ? [] : [{ label: 'Show the report of the import', text: report }]),
  ]);
}
