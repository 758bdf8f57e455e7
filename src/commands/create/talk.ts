import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { Questions } from '../../model/questions.js';
import { converse } from '../interview/converse.js';
import { prepare, type Prepared } from './prepare.js';
import { type Afterwards, review } from './review.js';

/** The project that a person describes, and what to do once it is written. */
export async function talk(
  context: CommandContext,
  given: GivenArguments,
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
