import type { CommandContext, GivenArguments } from '../../model/command.js';
import { twoSources } from '../../model/errors/create.js';
import type { RenderedFile } from '../../model/plan.js';
import type { Questions } from '../../model/questions.js';
import type { ProviderSpec } from '../../model/spec.js';
import type { Checked } from '../../spec/check.js';

/** Directories of a command: that of the project, and the working directory. */
export interface Place {
  root: string;
  cwd: string;
}

/** A provider that was read from a document or a database. */
export interface ImportedProvider extends Checked<ProviderSpec> {
  /** Its spec in a project: paths start there. */
  specAt?(place: Place): ProviderSpec;
  /** The files with which later imports begin. */
  files(place: Place): RenderedFile[];
  /** What was imported, for programs. */
  report: object;
  /** The options that import the same. */
  words: readonly string[];
}

/**
 * The provider that `--from-openapi` or `--from-database` names; undefined without them. The readers are loaded where they
 * are needed: they take as long as the rest of a run.
 * @param ask where questions can be asked
 */
export async function importedProvider(
  context: CommandContext,
  given: GivenArguments,
  ask: () => Promise<Questions | undefined>,
): Promise<ImportedProvider | undefined> {
  const { fromOpenapi, fromDatabase } = given.values;
  if (fromOpenapi !== undefined && fromDatabase !== undefined) throw twoSources();
  if (fromOpenapi !== undefined)
    return (await import('../openapi/provider.js')).importedProvider(context, fromOpenapi, given);
  if (fromDatabase === undefined) return undefined;
  const { databaseProvider } = await import('../database/provider.js');
  return databaseProvider(context, fromDatabase, given, ask);
}
