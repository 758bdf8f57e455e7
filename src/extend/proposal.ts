import type { CommandContext } from '../model/command.js';
import { answersMissing } from '../model/errors/spec.js';
import type { Questions } from '../model/questions.js';
import { type Addition, type AdditionPresentation, carryOutAddition } from './addition.js';
import type { OpenProject } from './open-project.js';

/** Questions to the user, which start on demand. */
export interface LazyQuestions {
  /** Starts optional questions. Undefined without a terminal, and with `--yes`. */
  begin(): Promise<Questions | undefined>;
  /** Starts questions for required values. @throws CliError `spec/answer-missing` if no questions are possible */
  askFor(missingOptions: readonly string[]): Promise<Questions>;
}

export interface Proposal {
  addition: Addition;
  presentation: AdditionPresentation;
}

export interface ProposalTopic {
  /** Title above the questions. */
  title: string;
  /** Name of the command. */
  command: string;
  /** Content of its command line. */
  commandLine: object;
}

/** Asks and reads without changing anything, because it runs again if an answer changes. */
export type Prepare = (lazyQuestions: LazyQuestions, context: CommandContext) => Promise<Proposal>;

/** Carries out what `prepare` proposes. If it asks questions, every answer can be changed before files are written. */
export async function carryOutProposal(
  context: CommandContext,
  project: OpenProject,
  topic: ProposalTopic,
  prepare: Prepare,
): Promise<0 | 2> {
  const { ui, flags } = context;
  const canAsk = ui.interactive && !flags.yes;
  const { addition, presentation } =
    (await undefinedIfQuestionsNeeded(
      prepare(canAsk ? throwingQuestions : withoutQuestions(flags.yes), context),
    )) ??
    (await (await import('./review-addition.js')).reviewAddition(context, project, topic, prepare));
  return carryOutAddition(context, project, addition, presentation);
}

class QuestionsNeededError extends Error {}
const refuse = () => Promise.reject(new QuestionsNeededError());
/** Questions of the first attempt, which throw, because most command lines need none. */
const throwingQuestions: LazyQuestions = { begin: refuse, askFor: refuse };

async function undefinedIfQuestionsNeeded(
  proposal: Promise<Proposal>,
): Promise<Proposal | undefined> {
  try {
    return await proposal;
  } catch (error) {
    if (error instanceof QuestionsNeededError) return undefined;
    throw error;
  }
}

/** Asks nothing, so required values must be options. */
export const withoutQuestions = (yes: boolean): LazyQuestions => ({
  begin: async () => undefined,
  askFor: (missingOptions) => Promise.reject(answersMissing(missingOptions, yes, '', [], true)),
});
