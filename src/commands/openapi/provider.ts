import type { CommandContext, GivenArguments } from '../../model/command.js';
import { answersMissing } from '../../model/errors/spec.js';
import type { ProviderSpec } from '../../model/spec.js';
import type { Checked } from '../../spec/check.js';
import { checkAdditions, checkProvider } from '../../spec/check.js';
import type { ItemsHome } from '../../spec/check/tool.js';
import type { Additions } from '../../spec/defaults.js';
import { readFlags } from '../../spec/flags.js';
import { bareValue } from '../../spec/source.js';
import { catalog } from '../catalog.js';
import type { ImportedProvider } from '../import/imported.js';
import { acceptedFiles } from './accepted.js';
import type { OpenApiImport } from './import.js';
import { importOpenApi } from './import.js';
import { importWords, reportJson, reportLines } from './report.js';

/** A provider with what later imports of its document begin with. */
export const ofDocument = (
  checked: Checked<ProviderSpec>,
  imported: OpenApiImport,
  given: GivenArguments,
): ImportedProvider => ({
  ...checked,
  files: (place) => acceptedFiles(imported, checked.spec.name, place),
  report: reportJson(imported),
  words: importWords(given),
});

/**
 * The provider of an OpenAPI document; options such as `--name` take precedence over the document.
 * @throws CliError `openapi/…`, `spec/…`
 */
export async function importedProvider(
  { host, ui, flags }: Pick<CommandContext, 'host' | 'ui' | 'flags'>,
  file: string,
  given: GivenArguments,
): Promise<ImportedProvider> {
  const { draft } = readFlags(given.ordered, catalog);
  const { auth, tools, ...texts } = draft;
  const imported = await importOpenApi({ host, ui }, file, given, draft.name);
  for (const line of reportLines(imported)) ui.note(line);
  const value = {
    ...imported.provider,
    ...texts,
    ...(auth && { auth }),
    tools: [...imported.tools.map(({ tool }) => tool), ...tools],
  };
  const missing = [
    ...('baseUrl' in value ? [] : ['--base-url']),
    ...('auth' in value ? [] : ['--auth']),
  ];
  if (missing.length > 0) throw answersMissing(missing, flags.yes);
  return ofDocument(checkProvider(value, catalog), imported, given);
}

/** The tools of the OpenAPI document for a provider of the project; none without a document. */
export async function importedTools(
  { host, ui }: Pick<CommandContext, 'host' | 'ui'>,
  given: GivenArguments,
  provider: ItemsHome,
): Promise<Checked<Additions>[]> {
  const { fromOpenapi: file } = given.values;
  if (file === undefined) return [];
  const imported = await importOpenApi({ host, ui }, file, given, provider.name);
  for (const line of reportLines(imported)) ui.note(line);
  return [checkAdditions({ tools: imported.tools.map(({ tool }) => tool) }, provider, bareValue)];
}
