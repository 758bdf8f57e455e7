import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { Questions } from '../../model/questions.js';
import type { DocumentTools } from './provider.js';

/** The reader of OpenAPI documents is loaded where there is one. See `askDocument` of `questions.ts`. */
export async function askedDocument(
  context: CommandContext,
  given: GivenArguments,
  questions: Questions,
  file: string,
) {
  return (await import('./questions.js')).askDocument(context, given, questions, file);
}

/** See `importedTools` of `tools.ts`; none without documents. */
export async function toolsOfDocuments(
  context: CommandContext,
  documents: readonly string[],
  given: GivenArguments,
  home: DocumentTools,
) {
  if (documents.length === 0) return [];
  return (await import('./provider.js')).importedTools(context, documents, given, home);
}
