import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { RenderedFile } from '../../model/plan.js';
import type { Questions } from '../../model/questions.js';
import type { ItemsHome } from '../../spec/check/tool.js';
import type { ImportedProvider } from './provider.js';

/** The reader of OpenAPI documents is loaded where there is one: it takes as long as the rest of a run. */
const provider = () => import('./provider.js');

/** See `importedProvider` of `provider.ts`; undefined without a document. */
export async function providerOfDocument(context: CommandContext, given: GivenArguments) {
  const { fromOpenapi: document } = given.values;
  if (document === undefined) return undefined;
  return (await provider()).importedProvider(context, document, given);
}

/** See `askDocument` of `asked.ts`. */
export async function askedDocument(
  context: CommandContext,
  given: GivenArguments,
  questions: Questions,
) {
  return (await import('./asked.js')).askDocument(context, given, questions);
}

/** See `importedTools` of `provider.ts`; none without a document. */
export async function toolsOfDocument(
  context: CommandContext,
  given: GivenArguments,
  home: ItemsHome,
) {
  if (given.values.fromOpenapi === undefined) return [];
  return (await provider()).importedTools(context, given, home);
}

/** See `acceptedFiles` of `accepted.ts`; none without a document. */
export async function acceptedOf(
  imported: ImportedProvider | undefined,
  place: { root: string; cwd: string },
): Promise<RenderedFile[]> {
  if (!imported) return [];
  const { acceptedFiles } = await import('./accepted.js');
  return acceptedFiles(imported.imported, imported.spec.name, place);
}
