import { askLastChoice } from '../interview/review-question.js';
import { type ReviewScreen, runInterview } from '../interview/run-interview.js';
import type { CommandContext } from '../model/command.js';
import type { Questions } from '../model/questions.js';
import { diffPlan } from '../plan/diff.js';
import { planDigest } from '../plan/plan-text.js';
import { changesNothing, hasConflicts } from '../plan/summary.js';
import { planAddition } from './addition.js';
import type { OpenProject } from './open-project.js';
import type { LazyQuestions, Prepare, Proposal, ProposalTopic } from './proposal.js';

/** Asks what to add, and shows the changes before they are written. */
export async function reviewAddition(
  context: CommandContext,
  project: OpenProject,
  topic: ProposalTopic,
  prepare: Prepare,
): Promise<Proposal> {
  const { prepared: confirmedProposal } = await runInterview<Proposal, 'write'>(context, {
    ...topic,
    prepare: (interviewContext, questions) => prepare(alwaysAsking(questions), interviewContext),
    review: (screen, proposal) => reviewProposal(screen, context, project, proposal),
  });
  return confirmedProposal;
}

const alwaysAsking = (questions: Questions): LazyQuestions => ({
  begin: async () => questions,
  askFor: async () => questions,
});

async function reviewProposal(
  screen: ReviewScreen,
  context: CommandContext,
  project: OpenProject,
  { addition, presentation }: Proposal,
): Promise<'write' | undefined> {
  if (context.flags.dryRun) return 'write';
  const plan = await planAddition(context, project, addition);
  if (hasConflicts(plan) || changesNothing(plan)) return 'write';
  return askLastChoice<'write'>(
    screen,
    `${presentation.title}?\n${planDigest(plan)}\n`,
    [{ value: 'write', label: 'Write these files' }],
    [{ label: 'Show the changes', text: await diffPlan(plan) }],
  );
}
