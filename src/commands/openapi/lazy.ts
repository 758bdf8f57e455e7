import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { RenderedFile } from '../../model/plan.js';
import type { Questions } from '../../model/questions.js';
import type { ItemsHome } from '../../spec/check/tool.js';
import type { ImportedProvider } from './provider.js';

/** The reader of OpenAPI documents is loaded where there is one: it takes as long as the rest of a run. */
const provider = () => import('./provider.js');

/** See `importedProviders` of `provider.ts`; none without a document. */
export async function providersOfDocuments(
  context: CommandContext,
  documents: readonly string[],
  given: GivenArguments,
): Promise<ImportedProvider[]> {
  if (documents.length === 0) return [];
  return (await provider()).importedProviders(context, documents, given);
}

/** See `askDocument` of `asked.ts`. */
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
  home: ItemsHome,
) {
  if (documents.length === 0) return [];
  return (await provider()).importedTools(context, documents, given, home);
}

/** See `acceptedFiles` of `accepted.ts`; none without a document. */
export async function acceptedOf(
  all: readonly ImportedProvider[],
  place: { root: string; cwd: string },
): Promise<RenderedFile[]> {
  if (all.length === 0) return [];
  const { acceptedFiles } = await import('./accepted.js');
  return all.flatMap(({ imported, spec }) => acceptedFiles(imported, spec.name, place));
}
