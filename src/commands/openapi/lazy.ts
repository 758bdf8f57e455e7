import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { Questions } from '../../model/questions.js';
import type { ItemsHome } from '../../spec/check/tool.js';

/** The reader of OpenAPI documents is loaded where there is one. See `askDocument` of `asked.ts`. */
export async function askedDocument(
  context: CommandContext,
  given: GivenArguments,
  questions: Questions,
) {
  return (await import('./asked.js')).askDocument(context, given, questions);
}

/** See `importedTools` of `provider.ts`; none without documents. */
export async function toolsOfDocuments(
  context: CommandContext,
  documents: readonly string[],
  given: GivenArguments,
  home: ItemsHome & { baseUrl?: string | undefined },
) {
  if (documents.length === 0) return [];
  return (await import('./provider.js')).importedTools(context, documents, given, home);
}
