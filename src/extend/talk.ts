import { type ReviewScreen, runInterview } from '../interview/converse.js';
import { lastChoice } from '../interview/last-choice.js';
import type { CommandContext } from '../model/command.js';
import type { Questions } from '../model/questions.js';
import { diffPlan } from '../plan/diff.js';
import { planDigest } from '../plan/plan-text.js';
import { hasConflicts, isDone } from '../plan/summary.js';
import { planAddition } from './addition.js';
import type { OpenProject } from './open-project.js';
import type { LazyQuestions, Prepare, Proposal, ProposalTopic } from './proposal.js';

/** What the user wants to add, after the changes were shown. */
export async function reviewAddition(
  context: CommandContext,
  project: OpenProject,
  topic: ProposalTopic,
  prepare: Prepare,
): Promise<Proposal> {
  const { prepared } = await runInterview<Proposal, 'write'>(context, {
    ...topic,
    prepare: (told, questions) => prepare(through(questions), told),
    review: (talk, proposal) => reviewed(talk, context, project, proposal),
  });
  return prepared;
}

const through = (questions: Questions): LazyQuestions => ({
  begin: async () => questions,
  askFor: async () => questions,
});

async function reviewed(
  talk: ReviewScreen,
  context: CommandContext,
  project: OpenProject,
  { addition, words }: Proposal,
): Promise<'write' | undefined> {
  if (context.flags.dryRun) return 'write';
  const plan = await planAddition(context, project, addition);
  if (hasConflicts(plan) || isDone(plan)) return 'write';
  return lastChoice<'write'>(
    talk,
    `${words.title}?\n${planDigest(plan)}\n`,
    [{ value: 'write', label: 'Write these files' }],
    [{ label: 'Show the changes', text: await diffPlan(plan) }],
  );
}
