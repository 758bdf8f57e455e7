import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { Questions } from '../../model/questions.js';
import type { Description } from '../create/description.js';
import { usable } from '../interview/unusable-answer.js';
import { catalogueOf, sourceTarget } from './catalogue.js';
import { databaseProvider } from './provider.js';

/** Asks for the tables of a database that are served, and to whom. */
export async function askTablesOf(
  context: CommandContext,
  given: GivenArguments,
  questions: Questions,
  source: string,
): Promise<Description> {
  await usable(questions, async () => {
    await catalogueOf(context, sourceTarget(source, context.host));
  });
  const imported = await databaseProvider(context, source, given, async () => questions);
  return { providers: [imported], imported: [imported], given };
}
