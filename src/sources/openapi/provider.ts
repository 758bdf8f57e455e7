import type { Reach } from '../../kinds/api/hosts.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import { documentsFailed, severalDocuments } from '../../model/errors/openapi.js';
import { answersMissing } from '../../model/errors/spec.js';
import { shownUrl } from '../../model/shown-url.js';
import type { ProviderSpec } from '../../model/spec.js';
import { withServerPath } from '../../openapi/document/servers.js';
import type { Imported } from '../../openapi/import.js';
import { obj, text } from '../../openapi/model.js';
import { checkAdditions, type Checked, checkProvider } from '../../spec/check.js';
import type { SpecContext } from '../../spec/check/items.js';
import type { Additions } from '../../spec/defaults.js';
import { readFlags } from '../../spec/flags.js';
import { catalog } from '../catalog.js';
import type { ImportedProvider } from '../imported-providers.js';
import { draftSource } from '../valid-tools.js';
import { importOpenApi, type OpenApiImport } from './import.js';
import { acceptedFiles, documentHome, homeWarnings, originOf, overlayPath } from './lock-files.js';
import type { OpenApiOptions } from './options.js';
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
});

type Context = Pick<CommandContext, 'host' | 'ui' | 'flags'>;

/**
 * The provider of each OpenAPI document. Of several documents with one title, the later ones get a number.
 * @throws CliError `openapi/…`, `spec/…`; for several documents `openapi/documents` with all failures
 */
export async function providersOfDocuments(
  context: Context,
  documents: readonly string[],
  given: CommandLine<OpenApiOptions>,
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
      const withName = { ...given, ordered: [['--name', name] as const, ...given.ordered] };
      const isFree = name === first.spec.name;
      providers.set(name, isFree ? first : await importedProvider(context, file, withName));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      failures.push(`${file}: ${error.message.split('\n')[0] ?? ''}`);
    }
  }
  const isEnough = given.options.lenient === true && providers.size > 0;
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
  given: CommandLine<OpenApiOptions>,
): Promise<DocumentProvider> {
  const { draft } = readFlags(given.ordered, catalog);
  const { auth, tools, ...texts } = draft;
  const { baseUrl, surface } = obj(draft);
  const settings = {
    name: draft.name,
    baseUrl: text(baseUrl),
    surface: text(surface),
    authStyle: auth?.style,
  };
  const read = await importOpenApi({ host, ui }, file, given.options, settings);
  const { baseUrl: stated } = settings;
  const completed = stated && withServerPath(stated, read.all.servers);
  const detail = `The base URL is ${completed}, with the path of the server.`;
  const loss = { at: 'document', kind: 'server', detail };
  const imported = completed === stated ? read : { ...read, losses: [...read.losses, loss] };
  // "--auth" alone selects a sign-in of the document.
  const selected =
    auth && Object.keys(auth).length === 1
      ? imported.all.security.choices.find((choice) => choice.auth.style === auth.style)?.auth
      : undefined;
  const value = {
    ...imported.provider,
    ...texts,
    ...(completed !== undefined && { baseUrl: completed }),
    ...(auth && { auth: selected ?? auth }),
    tools: [...imported.tools.map(({ tool }) => tool), ...tools],
  };
  if (!auth && imported.provider.auth?.style === 'none')
    ui.warn(
      'The document states no sign-in. If the API needs one, add "--auth basic", "bearer" or "api-key".',
    );
  const { flags: missing, reasons } = missingOptions(value, imported.all);
  if (missing.length > 0) throw answersMissing(missing, flags.yes, '', reasons);
  return { ...checkProvider(value, catalog, draftSource(imported.tools)), imported };
}

const MOST_SERVERS = 3;

/** Options that a provider requires beside its document, and what of the document cannot be used instead. */
export function missingOptions(
  provider: object,
  { servers, security }: Pick<Imported, 'servers' | 'security'>,
): { flags: string[]; reasons: string[] } {
  const flags: string[] = [];
  const reasons: string[] = [];
  if (!('baseUrl' in provider)) {
    flags.push('--base-url');
    for (const { url, note } of servers.slice(0, MOST_SERVERS))
      reasons.push(
        note === undefined && /^(\/|$)/.test(url)
          ? `The server ${url || '/'} has no host: add "--base-url https://HOST${url}".`
          : `The server ${shownUrl(url)} is ${note ?? 'not complete'}.`,
      );
  }
  if (!('auth' in provider)) {
    flags.push('--auth');
    reasons.push(...security.refused.map(({ detail }) => detail));
  }
  return { flags, reasons };
}

/** The provider that gets tools of documents. */
export interface DocumentTools extends SpecContext, Reach {
  /** A text of the project, by its path; null where there is none. */
  read(path: string): Promise<string | null>;
}

/** The tools of a document; its report is for programs. */
type ImportedTools = Checked<Additions> & Pick<ImportedProvider, 'report'>;

/** The tools of OpenAPI documents for a provider of the project. @throws CliError `openapi/…` */
export async function importedTools(
  { host, ui }: Pick<CommandContext, 'host' | 'ui'>,
  documents: readonly string[],
  options: OpenApiOptions,
  provider: DocumentTools,
): Promise<ImportedTools[]> {
  const { name } = provider;
  if ((await provider.read(overlayPath(name))) !== null) {
    ui.warn(
      `Imports do not update the new tools. To add operations of the document of "${name}", run "npx mcp-provider import openapi --name ${name} --include PATTERN" instead.`,
    );
  }
  const read: ImportedTools[] = [];
  for (const file of documents) {
    const imported = await importOpenApi({ host, ui }, file, options, provider);
    const tools = imported.tools.map(({ tool }) => tool);
    const { spec, warnings } = checkAdditions({ tools }, provider, draftSource(imported.tools));
    for (const line of reportLines(imported, { warnings })) ui.note(line);
    read.push({ spec, warnings: [], report: reportJson(imported, warnings) });
  }
  return read;
}
