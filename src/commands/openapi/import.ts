import type { GivenArguments } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import { lossesRefused, noMatch, noTools, tooManyTools } from '../../model/errors/openapi.js';
import type { Host } from '../../model/host.js';
import { kinds } from '../../kinds/register.gen.js';
import { imported } from '../../openapi/import.js';
import type { Loss, Skipped } from '../../openapi/model.js';
import { selected, tagsOf } from '../../openapi/select.js';
import type { ProviderTexts, ToolDraft } from '../../openapi/spec.js';
import { specOf } from '../../openapi/spec.js';
import { checkAdditions } from '../../spec/check.js';
import { bareValue } from '../../spec/source.js';
import { readText } from '../create/input.js';
import { readDocument, told } from './document.js';
import { reportLines } from './report.js';
import { withoutSecrets } from './secrets.js';

/** What became of a document. */
export interface OpenApiImport {
  file: string;
  provider: ProviderTexts;
  /** Tools of a spec. */
  tools: Record<string, unknown>[];
  /** Number of operations in the document. */
  operations: number;
  /** Operations that are not tools, with reasons. */
  skipped: Skipped[];
  /** Content of the document that the tools do not have. */
  losses: Loss[];
}

/** More tools than this need `--include`. */
export const MOST_TOOLS = 40;

/** A tool that a document has, before any selection. */
export interface Operation {
  /** Name of the tool. */
  name: string;
  /** `GET /rooms` */
  key: string;
  summary: string;
}

/** Every operation that can be a tool. @throws CliError `openapi/…` */
export async function operationsIn(
  host: Host,
  file: string,
  { values, switches }: GivenArguments,
): Promise<Operation[]> {
  const document = await readDocument(host, file, await readText(host, file), values.allowRefs);
  const { tools } = told(file, () =>
    imported(document, { deprecated: switches.deprecated === true }),
  );
  return tools.map(({ name, key, description }) => ({ name, key, summary: description }));
}

/**
 * The provider that an OpenAPI document describes.
 * @param name of the provider, if it is known
 * @throws CliError `openapi/…`
 */
export async function importOpenApi(
  host: Host,
  file: string,
  { values, lists, switches }: GivenArguments,
  name?: string,
): Promise<OpenApiImport> {
  const document = await readDocument(host, file, await readText(host, file), values.allowRefs);
  const deprecated = switches.deprecated === true;
  const all = told(file, () => imported(document, { deprecated, ...(name && { provider: name }) }));
  const { include = [], exclude = [] } = lists;
  const chosen = selected(all.tools, { include, exclude });
  const tags = tagsOf(all.tools).map((tag) => tag.name);
  if (chosen.unmatched[0] !== undefined) throw noMatch(chosen.unmatched[0], tags);
  if (chosen.tools.length > MOST_TOOLS && include.length === 0) {
    throw tooManyTools(chosen.tools.length, MOST_TOOLS, tags);
  }
  const { provider, ...expressible } = specOf(all, chosen.tools);
  const harmless = withoutSecrets(expressible.tools);
  const valid = withoutFaults(harmless.tools, name ?? provider.name);
  const kept = new Set(['document', ...valid.tools.map(({ key }) => key)]);
  const result: OpenApiImport = {
    file,
    provider,
    tools: valid.tools.map(({ tool }) => tool),
    operations: all.operations,
    skipped: [all, expressible, harmless, valid].flatMap(({ skipped }) => skipped),
    losses: [...all.losses, ...harmless.losses].filter(({ at }) => kept.has(at)),
  };
  if (switches.strict && result.skipped.length + result.losses.length > 0) {
    throw lossesRefused(file, reportLines(result));
  }
  if (result.tools.length === 0) throw noTools(file, reportLines(result));
  return result;
}

/** The tools that a spec accepts. */
function withoutFaults(drafts: readonly ToolDraft[], provider: string) {
  const skipped: Skipped[] = [];
  const tools = drafts.filter(({ key: at, tool }) => {
    try {
      checkAdditions({ tools: [tool] }, { name: provider, kind: kinds.api }, bareValue);
      return true;
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      skipped.push({ at, reason: error.message.split('\n')[0] ?? '' });
      return false;
    }
  });
  return { tools, skipped };
}
