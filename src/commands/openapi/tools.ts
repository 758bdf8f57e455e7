import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { ImportedProvider } from '../import/providers.js';
import type { Checked } from '../../spec/check.js';
import { checkAdditions } from '../../spec/check.js';
import type { ItemsHome } from '../../spec/check/tool.js';
import type { Additions } from '../../spec/defaults.js';
import type { OpenProject } from '../grow/project.js';
import { overlayPath } from './lock-files.js';
import { importOpenApi } from './import.js';
import { operationSource } from './provider.js';
import { reportJson, reportLines } from './report.js';

/** The provider that gets tools of documents. */
export interface DocumentTools extends ItemsHome, Pick<OpenProject, 'read'> {
  baseUrl?: string | undefined;
}

/** The tools of a document; its report is for programs. */
type ImportedTools = Checked<Additions> & Pick<ImportedProvider, 'report' | 'isIncomplete'>;

/** The tools of OpenAPI documents for a provider of the project. @throws CliError `openapi/…` */
export async function importedTools(
  { host, ui }: Pick<CommandContext, 'host' | 'ui'>,
  documents: readonly string[],
  given: GivenArguments,
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
    const imported = await importOpenApi({ host, ui }, file, given, provider);
    const tools = imported.tools.map(({ tool }) => tool);
    const { spec, warnings } = checkAdditions({ tools }, provider, operationSource(imported));
    for (const line of reportLines(imported, { warnings })) ui.note(line);
    const { isIncomplete = false } = imported;
    read.push({ spec, warnings: [], report: reportJson(imported, warnings), isIncomplete });
  }
  return read;
}
