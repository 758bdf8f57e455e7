import { objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import type { AllowedHosts } from '../../kinds/api/hosts.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import { documentsFailed, severalDocuments } from '../../model/errors/openapi.js';
import { answersMissing } from '../../model/errors/spec.js';
import { shownUrl } from '../../model/shown-url.js';
import type { ProviderSpec } from '../../model/spec.js';
import { type Server, withServerPath } from '../../openapi/document/servers.js';
import type { Imported } from '../../openapi/import.js';
import { nonBlankText } from '../../openapi/model.js';
import { checkAdditions, type CheckedSpec, checkProvider } from '../../spec/check.js';
import type { SpecContext } from '../../spec/check/items.js';
import type { Additions } from '../../spec/defaults.js';
import { readFlags } from '../../spec/flags.js';
import type { ImportedProvider } from '../imported-providers.js';
import { kindsAndStyles } from '../kinds-and-styles.js';
import { draftSource } from '../valid-tools.js';
import { importOpenApi, type OpenApiImport } from './import.js';
import {
  acceptedFiles,
  documentHome,
  documentOrigin,
  homeWarnings,
  overlayPath,
} from './lock-files.js';
import type { OpenApiOptions } from './options.js';
import { outcomeText, reportJson, reportLines, summaryLine } from './report.js';

interface DocumentProvider extends CheckedSpec<ProviderSpec> {
  importedDocument: OpenApiImport;
}

/**
 * Returns a provider with the files from which later imports of its document start. Its report
 * contains the warnings.
 */
export const importedDocumentProvider = (
  { spec, warnings }: CheckedSpec<ProviderSpec>,
  importedDocument: OpenApiImport,
  lines = reportLines(importedDocument, { provider: spec.name, warnings }),
): ImportedProvider => ({
  spec,
  warnings: [],
  lines,
  specAt: (place) => {
    const { name } = spec;
    const origin = documentOrigin(documentHome(importedDocument, name, place).path, name);
    const { baseUrl } = objectOrEmpty(spec);
    const server = importedDocument.allOperations.servers.find(
      ({ url, variables }) => url === baseUrl && variables.length > 0,
    );
    return {
      ...spec,
      origin: {
        ...origin,
        ...(server && { server: { url: server.url, template: server.template } }),
      },
    };
  },
  warningsAt: (place) => {
    const { name } = spec;
    return homeWarnings(importedDocument, name, documentHome(importedDocument, name, place));
  },
  files: (place) => acceptedFiles(importedDocument, spec.name, place),
  reviewRows: () => {
    const text = outcomeText(importedDocument, warnings);
    return text === '' ? [] : [{ label: 'Import', text }];
  },
  report: reportJson(importedDocument, warnings),
});

type ImportContext = Pick<CommandContext, 'host' | 'ui' | 'flags'>;

/**
 * Returns the provider of each OpenAPI document. If several documents have the same title, the
 * later ones get a number.
 * @throws CliError `openapi/…`, `spec/…`; for several documents `openapi/documents` with all
 * failures
 */
export async function providersOfDocuments(
  context: ImportContext,
  documents: readonly string[],
  commandLine: CommandLine<OpenApiOptions>,
): Promise<ImportedProvider[]> {
  const [document = '', another] = documents;
  const { ui } = context;
  if (another === undefined) {
    const provider = await importedProvider(context, document, commandLine);
    return [importedDocumentProvider(provider, provider.importedDocument)];
  }
  if (commandLine.ordered.some(([flag]) => flag === '--name')) throw severalDocuments('--name');
  const providers = new Map<string, DocumentProvider>();
  const failures: string[] = [];
  for (const file of documents) {
    try {
      const first = await importedProvider(context, file, commandLine);
      const name = unusedName(first.spec.name, providers);
      const withName = {
        ...commandLine,
        ordered: [['--name', name] as const, ...commandLine.ordered],
      };
      const isFree = name === first.spec.name;
      providers.set(name, isFree ? first : await importedProvider(context, file, withName));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      failures.push(`${file}: ${error.message.split('\n')[0] ?? ''}`);
    }
  }
  const isEnough = commandLine.options.lenient === true && providers.size > 0;
  if (failures.length > 0 && !isEnough) throw documentsFailed(failures, documents.length);
  for (const failure of failures) ui.warn(failure);
  return [...providers.values()].map(({ importedDocument, ...provider }) =>
    importedDocumentProvider(provider, importedDocument, [summaryLine(importedDocument, provider)]),
  );
}

/** Returns the name with the first number that no other provider has. */
function unusedName(name: string, takenNames: ReadonlyMap<string, unknown>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}_${number}`;
    if (!takenNames.has(candidate)) return candidate;
  }
}

/** Returns the provider of a document; options such as `--name` have precedence over the document. */
async function importedProvider(
  { host, ui, flags }: ImportContext,
  file: string,
  commandLine: CommandLine<OpenApiOptions>,
): Promise<DocumentProvider> {
  const { draft } = readFlags(commandLine.ordered, kindsAndStyles);
  const { auth, tools, ...texts } = draft;
  const { baseUrl, surface } = objectOrEmpty(draft);
  const settings = {
    name: draft.name,
    baseUrl: nonBlankText(baseUrl),
    surface: nonBlankText(surface),
    authStyle: auth?.style,
  };
  const read = await importOpenApi({ host, ui }, file, commandLine.options, settings);
  const { baseUrl: statedUrl } = settings;
  const completedUrl = statedUrl && withServerPath(statedUrl, read.allOperations.servers);
  const detail = `The base URL is ${completedUrl}, with the path of the server.`;
  const loss = { at: 'document', kind: 'server', detail };
  const importedDocument =
    completedUrl === statedUrl ? read : { ...read, losses: [...read.losses, loss] };
  // `--auth` alone selects a sign-in of the document.
  const selectedAuth =
    auth && Object.keys(auth).length === 1
      ? importedDocument.allOperations.security.choices.find(
          (choice) => choice.auth.style === auth.style,
        )?.auth
      : undefined;
  const value = {
    ...importedDocument.provider,
    ...texts,
    ...(completedUrl !== undefined && { baseUrl: completedUrl }),
    ...(auth && { auth: selectedAuth ?? auth }),
    tools: [...importedDocument.tools.map(({ tool }) => tool), ...tools],
  };
  if (!auth && importedDocument.provider.auth?.style === 'none')
    ui.warn(
      'The document states no sign-in. If the API needs one, add "--auth basic", "bearer" or "api-key".',
    );
  const { flags: missingFlags, reasons } = missingOptions(value, importedDocument.allOperations);
  if (missingFlags.length > 0) throw answersMissing(missingFlags, flags.yes, '', reasons);
  return {
    ...checkProvider(value, kindsAndStyles, draftSource(importedDocument.tools)),
    importedDocument,
  };
}

const MAX_SERVERS = 3;

/**
 * Returns options that a provider requires in addition to its document, and reasons why parts of
 * the document cannot be used.
 */
export function missingOptions(
  provider: object,
  { servers, security }: Pick<Imported, 'servers' | 'security'>,
): { flags: string[]; reasons: string[] } {
  const flags: string[] = [];
  const reasons: string[] = [];
  if (!('baseUrl' in provider)) {
    flags.push('--base-url');
    if (servers.length === 0) reasons.push('The document states no server.');
    reasons.push(...servers.slice(0, MAX_SERVERS).map(reasonAgainst));
  }
  if (!('auth' in provider)) {
    flags.push('--auth');
    reasons.push(...security.refused.map(({ detail }) => detail));
  }
  return { flags, reasons };
}

/** Returns a sentence about why a server cannot be used, or not without a decision. */
function reasonAgainst({ url, template, needs, hostVariable, note }: Server): string {
  if (note === undefined && /^(\/|$)/.test(url))
    return `The server ${url || '/'} has no host: add "--base-url https://HOST${url}".`;
  if (note === undefined && needs === 'nothing' && hostVariable !== undefined)
    return `The host of the server ${template} depends on "${hostVariable}": add "--base-url" with yours. The default is ${shownUrl(url)}.`;
  return `The server ${shownUrl(url)} is ${note ?? 'not complete'}.`;
}

/** The provider that gets tools of documents. */
interface DocumentTools extends SpecContext, AllowedHosts {
  /** Returns the text of a project file by path; null if it does not exist. */
  read(path: string): Promise<string | null>;
}

/** The tools of a document; the report is for programs. */
type ImportedTools = CheckedSpec<Additions> & Pick<ImportedProvider, 'report'>;

/** Returns the tools of OpenAPI documents for a provider of the project. @throws CliError `openapi/…` */
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
    const importedDocument = await importOpenApi({ host, ui }, file, options, provider);
    const tools = importedDocument.tools.map(({ tool }) => tool);
    const { spec, warnings } = checkAdditions(
      { tools },
      provider,
      draftSource(importedDocument.tools),
    );
    for (const line of reportLines(importedDocument, { warnings })) ui.note(line);
    read.push({ spec, warnings: [], report: reportJson(importedDocument, warnings) });
  }
  return read;
}
