import type { CommandContext } from '../model/command.js';
import { answersMissing } from '../model/errors/spec.js';
import type { Questions } from '../model/questions.js';
import { type Addition, type AdditionWords, carryOutAddition } from './addition.js';
import type { OpenProject } from './open-project.js';

/** Questions to the user, where there are any. */
export interface LazyQuestions {
  /** Undefined without a terminal, and with `--yes`. */
  begin(): Promise<Questions | undefined>;
  /** The same for values that are required. @throws CliError `spec/answer-missing` where no questions can be asked */
  askFor(missing: readonly string[]): Promise<Questions>;
}

export interface Proposal {
  addition: Addition;
  words: AdditionWords;
}

export interface ProposalTopic {
  /** Above the questions. */
  title: string;
  /** Name of the command. */
  command: string;
  /** What its command line contains. */
  given: object;
}

/** Asks and reads, and changes nothing: it runs again where an answer is changed. */
export type Prepare = (asking: LazyQuestions, context: CommandContext) => Promise<Proposal>;

/** Carries out what `prepare` proposes. Where it asks, every answer can be changed before files are written. */
export async function carryOutProposal(
  context: CommandContext,
  project: OpenProject,
  topic: ProposalTopic,
  prepare: Prepare,
): Promise<0 | 1 | 2> {
  const { ui, flags } = context;
  const isTalking = ui.interactive && !flags.yes;
  const { addition, words } =
    (await unlessNeeded(prepare(isTalking ? needed : withoutQuestions(flags.yes), context))) ??
    (await (await import('./talk.js')).reviewAddition(context, project, topic, prepare));
  return carryOutAddition(context, project, addition, words);
}

class QuestionsNeeded extends Error {}
const refuse = () => Promise.reject(new QuestionsNeeded());
/** First, without questions: most command lines need none. */
const needed: LazyQuestions = { begin: refuse, askFor: refuse };

/** Undefined where questions are needed. */
async function unlessNeeded(proposal: Promise<Proposal>): Promise<Proposal | undefined> {
  try {
    return await proposal;
  } catch (error) {
    if (error instanceof QuestionsNeeded) return undefined;
    throw error;
  }
}

/** Asks nothing: values that are required have to be options. */
export const withoutQuestions = (yes: boolean): LazyQuestions => ({
  begin: async () => undefined,
  askFor: (missing) => Promise.reject(answersMissing(missing, yes, '', [], true)),
});
