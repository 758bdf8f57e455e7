import type { CommandContext, GivenArguments } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import { documentsFailed, severalDocuments } from '../../model/errors/openapi.js';
import { answersMissing } from '../../model/errors/spec.js';
import type { ProviderSpec } from '../../model/spec.js';
import type { Checked } from '../../spec/check.js';
import { checkProvider } from '../../spec/check.js';
import { readFlags } from '../../spec/flags.js';
import { bareValue, pathText, type Source } from '../../spec/source.js';
import { catalog } from '../catalog.js';
import type { ImportedProvider } from '../import/providers.js';
import { acceptedFiles } from './lock-files.js';
import { obj, text } from '../../openapi/model.js';
import type { OpenApiImport } from './import.js';
import { importOpenApi } from './import.js';
import { missingOptions } from './missing-options.js';
import { documentHome, homeWarnings, originOf } from './document-home.js';
import { outcomeText, reportJson, reportLines, summaryLine } from './report.js';

interface DocumentProvider extends Checked<ProviderSpec> {
  imported: OpenApiImport;
}

/** A provider with what later imports of its document begin with. Warnings are in its report. */
export const ofDocument = (
  { spec, warnings }: Checked<ProviderSpec>,
  imported: OpenApiImport,
  lines = reportLines(imported, { provider: spec.name, warnings }),
): ImportedProvider => ({
  spec,
  warnings: [],
  lines,
  specAt: (place) => {
    const { name } = spec;
    return { ...spec, origin: originOf(documentHome(imported, name, place).path, name) };
  },
  warningsAt: (place) => {
    const { name } = spec;
    return homeWarnings(imported, name, documentHome(imported, name, place));
  },
  files: (place) => acceptedFiles(imported, spec.name, place),
  tells: () => {
    const text = outcomeText(imported, warnings);
    return text === '' ? [] : [{ label: 'Import', text }];
  },
  report: reportJson(imported, warnings),
  ...(imported.isIncomplete && { isIncomplete: true }),
});

/** Problems of tools are those of operations: nobody has written `tools[7]`. */
export const operationSource = ({ tools }: Pick<OpenApiImport, 'tools'>): Source => ({
  is: 'document',
  locate(place) {
    const [list, index, ...below] = place.path;
    const key = list === 'tools' ? tools[Number(index)]?.key : undefined;
    if (key === undefined) return bareValue.locate(place);
    return { where: '', subject: `${key}: Its ${pathText(below)}`, offset: 0 };
  },
});

type Context = Pick<CommandContext, 'host' | 'ui' | 'flags'>;

/**
 * The provider of each OpenAPI document. Of several documents with one title, the later ones get a number.
 * @throws CliError `openapi/…`, `spec/…`; for several documents `openapi/documents` with all failures
 */
export async function providersOfDocuments(
  context: Context,
  documents: readonly string[],
  given: GivenArguments,
): Promise<ImportedProvider[]> {
  const [only = '', another] = documents;
  const { ui } = context;
  if (another === undefined) {
    const provider = await importedProvider(context, only, given);
    return [ofDocument(provider, provider.imported)];
  }
  if (given.ordered.some(([flag]) => flag === '--name')) throw severalDocuments('--name');
  const providers = new Map<string, DocumentProvider>();
  const failures: string[] = [];
  for (const file of documents) {
    try {
      const first = await importedProvider(context, file, given);
      const name = free(first.spec.name, providers);
      const named = { ...given, ordered: [['--name', name] as const, ...given.ordered] };
      const isFree = name === first.spec.name;
      providers.set(name, isFree ? first : await importedProvider(context, file, named));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      failures.push(`${file}: ${error.message.split('\n')[0] ?? ''}`);
    }
  }
  const isEnough = given.switches.lenient === true && providers.size > 0;
  if (failures.length > 0 && !isEnough) throw documentsFailed(failures, documents.length);
  for (const failure of failures) ui.warn(failure);
  return [...providers.values()].map(({ imported, ...provider }) =>
    ofDocument(provider, imported, [summaryLine(imported, provider)]),
  );
}

/** The name, with the first number that no other provider has. */
function free(name: string, taken: ReadonlyMap<string, unknown>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}_${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Options such as `--name` take precedence over the document. */
async function importedProvider(
  { host, ui, flags }: Context,
  file: string,
  given: GivenArguments,
): Promise<DocumentProvider> {
  const { draft } = readFlags(given.ordered, catalog);
  const { auth, tools, ...texts } = draft;
  const { baseUrl, surface } = obj(draft);
  const known = { name: draft.name, baseUrl: text(baseUrl), surface: text(surface) };
  const imported = await importOpenApi({ host, ui }, file, given, known);
  const value = {
    ...imported.provider,
    ...texts,
    ...(auth && { auth }),
    tools: [...imported.tools.map(({ tool }) => tool), ...tools],
  };
  const { flags: missing, reasons } = missingOptions(value, imported.all);
  if (missing.length > 0) throw answersMissing(missing, flags.yes, '', reasons);
  return { ...checkProvider(value, catalog, operationSource(imported)), imported };
}
