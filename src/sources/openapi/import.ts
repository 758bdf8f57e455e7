import { createHash } from 'node:crypto';
import { isUrl } from '../../../runtime/src/utils/addresses.js';
import { MAX_TOOLS } from '../../../runtime/src/utils/client-limits.js';
import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { type AllowedHosts, hostToAllow } from '../../kinds/api/hosts.js';
import { kinds } from '../../kinds/register.gen.js';
import type { CommandContext } from '../../model/command.js';
import { lossesRefused, noMatch, noTools, tooManyTools } from '../../model/errors/openapi.js';
import type { Host } from '../../model/host.js';
import type { JsonSchema } from '../../model/json-schema.js';
import { mapSubschemas, omit } from '../../model/json-schema/subschemas.js';
import type { Preset } from '../../model/preset.js';
import { commonHeaders, withoutCommon } from '../../openapi/common-headers.js';
import { repeatedKeys } from '../../openapi/document/read.js';
import { type Imported, type ImportedTool, toolsOfDocument } from '../../openapi/import.js';
import { listOrEmpty, type Loss, nonBlankText, type Skipped } from '../../openapi/model.js';
import { patternsWithin, selectOperations, tagPatterns } from '../../openapi/select-operations.js';
import { documentSpec, type ProviderTexts, type ToolDraft } from '../../openapi/spec.js';
import type { DocumentLock } from '../../openapi/update/document-lock.js';
import { isLockedAs } from '../../openapi/update/reconcile.js';
import { presets } from '../../presets/register.gen.js';
import { schemaMismatches } from '../../spec/schema-mismatches.js';
import { isReservedName } from '../../spec/text-rules.js';
import { readInput } from '../read-input.js';
import { validTools } from '../valid-tools.js';
import { readOpenApiDocument, withFileInErrors } from './document.js';
import type { OpenApiOptions } from './options.js';
import { reportJson, reportLines } from './report.js';
import { withoutSecrets } from './secrets.js';

/** The operations of a document. */
export interface DocumentOperations {
  file: string;
  /** Digest of the document and of the files that it refers to. */
  sha256: string;
  /** Its text, of which a project can have a copy, or the end of a sentence about why it cannot. */
  copy: { text: string } | { notMade: string };
  allOperations: Imported;
}

/** The import of a document. */
export interface OpenApiImport extends DocumentOperations {
  provider: ProviderTexts;
  tools: ToolDraft[];
  /** Operations that are not tools, with reasons. */
  skipped: Skipped[];
  /** Content of the document that the tools do not have. */
  losses: Loss[];
}

/** Facts about the provider of a document that options or the project state. */
interface KnownProvider {
  name?: string | undefined;
  baseUrl?: string | undefined;
  surface?: string | undefined;
  /** Its auth style. */
  authStyle?: string | undefined;
  /** Further base URLs. */
  baseUrls?: readonly string[];
  /** Whether the user decides later which hosts get the credentials. */
  asksHosts?: true;
}

type ReadContext = Pick<CommandContext, 'host' | 'ui'>;

/**
 * Imports the provider that an OpenAPI document describes.
 * @param knownSettings facts about the provider
 * @throws CliError `openapi/…`
 */
export async function importOpenApi(
  context: ReadContext,
  file: string,
  options: OpenApiOptions,
  { name, surface, asksHosts, ...knownSettings }: KnownProvider = {},
): Promise<OpenApiImport> {
  const { include = [], allowHost } = options;
  const read = await readOperations(context, file, options, {
    name,
    authStyle: knownSettings.authStyle,
    baseUrl: knownSettings.baseUrl,
  });
  const selection = applySelection(read.allOperations, options);
  const { chosen: validTools, faulty: faultyOperations } = withoutFaultyOperations(
    selection.tools,
    options,
  );
  if (surface !== 'search' && validTools.length > MAX_TOOLS && include.length === 0) {
    throw tooManyTools(validTools.length, MAX_TOOLS, patternsWithin(validTools, MAX_TOOLS));
  }
  const importedTools = withTools(read, validTools, name);
  const {
    baseUrl = importedTools.provider.baseUrl,
    authStyle = nonBlankText(importedTools.provider.auth?.style),
  } = knownSettings;
  const baseUrls = [baseUrl ?? [], knownSettings.baseUrls ?? []].flat();
  // Without a base URL, the import fails for that reason.
  const isDecided = baseUrls.length > 0 && !asksHosts;
  const valid = isDecided
    ? withoutOtherHosts(importedTools, { baseUrls, authStyle, allowHost })
    : importedTools;
  const result = {
    ...valid,
    skipped: [...selection.skipped, ...valid.skipped, ...faultyOperations],
    // No pattern can select webhooks.
    losses: valid.losses.filter(({ kind }) => kind !== 'webhooks' || include.length === 0),
  };
  if (options.strict && (result.skipped.length > 0 || result.losses.some(isLeftOut))) {
    throw lossesRefused(file, reportLines(result), reportJson(result));
  }
  if (result.tools.length === 0) throw noTools(file, reportLines(result), reportJson(result));
  return result;
}

/**
 * Returns whether a loss is about content that no tool has. Other remarks on the whole document are
 * about its servers, a known service and the common parts of all tools.
 */
const isLeftOut = ({ at: place, kind }: Loss): boolean =>
  place === 'document' ? kind === 'webhooks' || kind === 'security' : kind !== 'unsigned';

/** Returns the operations without faults; `--lenient` keeps the others, too. */
export function withoutFaultyOperations(
  tools: readonly ImportedTool[],
  { lenient }: OpenApiOptions,
): { chosen: ImportedTool[]; faulty: Skipped[] } {
  const validTools = tools.filter(({ faults }) => lenient === true || faults.length === 0);
  const faultyOperations = tools.flatMap((tool) => {
    const [fault] = tool.faults;
    const reason = `The document is invalid here: ${fault} "--lenient" imports it.`;
    return fault === undefined || validTools.includes(tool)
      ? []
      : [{ operation: tool.key, reason }];
  });
  return { chosen: validTools, faulty: faultyOperations };
}

/** Returns the operations of a document. @throws CliError `openapi/…` */
export async function readOperations(
  { host, ui }: ReadContext,
  file: string,
  options: OpenApiOptions,
  {
    name,
    authStyle,
    baseUrl,
    deprecated: withDeprecated = options.deprecated === true,
  }: Pick<KnownProvider, 'name' | 'authStyle' | 'baseUrl'> & { deprecated?: boolean },
): Promise<DocumentOperations> {
  const { allowRefs } = options;
  const text = await readInput(host, file);
  const cacheKeyParts = [name, authStyle, baseUrl, withDeprecated];
  const key = JSON.stringify([file, sha256Of(text), allowRefs, ...cacheKeyParts]);
  const last = latestOperations.get(host);
  // Cached, because questions are repeated and a large document takes seconds. Other files may have
  // changed meanwhile.
  if (last?.key === key && allowRefs === undefined) return last.operations;
  const read = async (): Promise<DocumentOperations> => {
    const { document, references } = await readOpenApiDocument(host, file, text, allowRefs);
    const allOperations = withFileInErrors(file, () =>
      toolsOfDocument(document, {
        deprecated: withDeprecated,
        authStyle,
        baseUrl,
        ...(name && { provider: name }),
        ...(isUrl(file) && { location: file }),
        isReserved: (tool) => isReservedName(tool, kinds.api),
      }),
    );
    for (const { key: repeatedKey, line } of repeatedKeys(text)) {
      const detail = `Line ${line} repeats the key "${repeatedKey}". What an earlier one has is left out.`;
      allOperations.losses.push({ at: 'document', kind: 'repeated-key', detail });
    }
    const sha256 = sha256Of(text, ...references);
    return { file, sha256, copy: documentCopy(text, allowRefs), allOperations };
  };
  const operations =
    text.length > MAX_COPY_LENGTH
      ? await ui.transientProgress(`Reading ${file}`, read)
      : await read();
  latestOperations.set(host, { key, operations });
  return operations;
}

const sha256Of = (...texts: string[]): string =>
  texts.reduce((hash, text) => hash.update(text), createHash('sha256')).digest('hex');

const latestOperations = new WeakMap<Host, { key: string; operations: DocumentOperations }>();
/** Maximum length of a copy in UTF-16 code units: it takes about a second to parse, and too much of a repository. */
const MAX_COPY_LENGTH = 1_000_000;

const documentCopy = (text: string, references: string | undefined): DocumentOperations['copy'] => {
  if (text.length > MAX_COPY_LENGTH) return { notMade: 'it is larger than 1 MB' };
  return references === undefined ? { text } : { notMade: 'it was read with "--allow-refs"' };
};

/** Returns the operations that `--include` and `--exclude` select. @throws CliError `openapi/no-match` */
export function applySelection(
  allOperations: Imported,
  { include = [], exclude = [] }: OpenApiOptions,
): Pick<Imported, 'tools' | 'skipped'> {
  const tools = selectOperations(allOperations.tools, { include, exclude });
  const skippedOperations = selectOperations(
    allOperations.skipped.map((skipped) => ({ ...skipped, key: skipped.operation })),
    { include, exclude },
  );
  const unmatchedPattern = tools.unmatched.find((pattern) =>
    skippedOperations.unmatched.includes(pattern),
  );
  if (unmatchedPattern !== undefined)
    throw noMatch(unmatchedPattern, tagPatterns(allOperations.tools));
  return { tools: tools.tools, skipped: skippedOperations.tools };
}

/** Returns the document with the tools that a spec accepts. @param accepted what an existing provider has of it */
export function withTools(
  read: DocumentOperations,
  selectedTools: readonly ImportedTool[],
  name?: string,
  accepted?: DocumentLock,
): OpenApiImport {
  const { allOperations } = read;
  const { provider: describedProvider, ...expressible } = documentSpec(
    allOperations,
    selectedTools,
  );
  const { provider, losses } = withPreset(describedProvider);
  const harmless = withoutSecrets(expressible.tools);
  const correctedTools = withoutWrongDefaults(harmless.tools);
  const home = { name: name ?? provider.name, kind: kinds.api };
  const valid = validTools(
    correctedTools.tools,
    home,
    (draft) => accepted !== undefined && isLocked(draft, accepted),
  );
  const subjects = new Set(['document', ...valid.tools.map(({ key }) => key)]);
  const headers = accepted ? (accepted.headers ?? {}) : commonHeaders(valid.tools);
  return {
    ...read,
    provider: { ...provider, ...(Object.keys(headers).length > 0 && { headers }) },
    tools: valid.tools.map((tool) => withoutCommon(tool, headers)),
    skipped: [
      ...expressible.skipped,
      ...harmless.skipped,
      ...valid.skipped.map(({ key, reason }) => ({ operation: key, reason })),
    ],
    losses: [allOperations.losses, losses, harmless.losses, correctedTools.losses]
      .flat()
      .filter(({ at: place }) => subjects.has(place)),
  };
}

/** Returns whether a tool is as it was when a project accepted it. */
function isLocked(draft: ToolDraft, { tools, headers = {} }: DocumentLock): boolean {
  const was = tools[draft.key];
  return was !== undefined && isLockedAs(withoutCommon(draft, headers), was);
}

/**
 * Returns the provider with the sign-in of a known service: if the document has the endpoints of
 * its preset, or no sign-in and a base URL on its host.
 */
export function withPreset(provider: ProviderTexts): { provider: ProviderTexts; losses: Loss[] } {
  const { auth, baseUrl } = provider;
  const allPresets: [string, Preset][] = Object.entries(presets);
  const host = urlHost(baseUrl);
  const [name, preset] =
    allPresets.find(([, candidate]) => {
      if (auth?.style === 'none') return host !== undefined && urlHost(candidate.baseUrl) === host;
      const { tokenUrl } = candidate.auth;
      return auth?.style === 'oauth2' && tokenUrl !== undefined && tokenUrl === auth.tokenUrl;
    }) ?? [];
  if (name === undefined || !preset) return { provider, losses: [] };
  const scopes = auth?.style === 'oauth2' ? listOrEmpty(auth.scopes) : preset.exampleScopes;
  const detail = `The sign-in is the same as for ${preset.displayName} (--preset ${name}).`;
  return {
    provider: {
      ...provider,
      auth: { style: 'oauth2', preset: name, ...(scopes.length > 0 && { scopes }) },
    },
    losses: [{ at: 'document', kind: 'preset', detail }],
  };
}

/** Returns the host of a URL; undefined for other texts. */
const urlHost = (url = ''): string | undefined =>
  URL.canParse(url) ? new URL(url).host : undefined;

/**
 * Returns tools without defaults that their own schemas do not allow; many documents state such
 * defaults, such as texts for numbers.
 */
export function withoutWrongDefaults(drafts: readonly ToolDraft[]): {
  tools: ToolDraft[];
  losses: Loss[];
} {
  const losses: Loss[] = [];
  const tools = drafts.map((draft) => {
    const { key: operationKey, tool } = draft;
    const root = objectOrEmpty(tool.inputSchema);
    const inputSchema = withoutInvalidDefaults(
      root,
      root,
      ['arguments'],
      (name, value, predicate) =>
        losses.push({
          at: operationKey,
          kind: 'default',
          detail: `The default ${JSON.stringify(value)} of "${name}" ${predicate}. It is left out.`,
        }),
    );
    return { ...draft, tool: { ...tool, inputSchema } };
  });
  return { tools, losses };
}

function withoutInvalidDefaults(
  schema: JsonSchema,
  root: JsonSchema,
  path: readonly (string | number)[],
  reportDefault: (name: string, value: unknown, predicate: string) => void,
): JsonSchema {
  if (!isObject(schema)) return schema;
  const result = mapSubschemas(schema, (part, subpath) =>
    withoutInvalidDefaults(part, root, [...path, ...subpath], reportDefault),
  );
  if (!('default' in result)) return result;
  const rest = omit(result, ['default']);
  const [fault] = schemaMismatches(rest, result.default, [], root);
  if (fault) reportDefault(String(path.at(-1)), result.default, fault.fault);
  return fault ? rest : result;
}

const ownBaseUrl = ({ tool }: ToolDraft) => nonBlankText(objectOrEmpty(tool.request).baseUrl);

/**
 * Returns hosts that would get the credentials with some of the tools without the user's consent,
 * with the number of tools of each.
 */
export function otherHosts(
  tools: readonly ToolDraft[],
  allowedHosts: AllowedHosts,
): Map<string, number> {
  const hosts = new Map<string, number>();
  for (const tool of tools) {
    const baseUrl = ownBaseUrl(tool);
    const host = baseUrl === undefined ? undefined : hostToAllow(baseUrl, allowedHosts);
    if (host !== undefined) hosts.set(host, (hosts.get(host) ?? 0) + 1);
  }
  return hosts;
}

/** Returns an import without the tools that would send the credentials to hosts without the user's consent. */
export function withoutOtherHosts<Imported extends Pick<OpenApiImport, 'tools' | 'skipped'>>(
  importedDocument: Imported,
  allowedHosts: AllowedHosts,
): Imported {
  const reachable = importedDocument.tools.filter(
    (tool) => otherHosts([tool], allowedHosts).size === 0,
  );
  const otherHostTools = importedDocument.tools
    .filter((tool) => !reachable.includes(tool))
    .map((tool) => {
      const { host } = new URL(ownBaseUrl(tool) ?? '');
      const reason = `It goes to ${host}, which would get the credentials. "--allow-host ${host}" imports it.`;
      return { operation: tool.key, reason };
    });
  return {
    ...importedDocument,
    tools: reachable,
    skipped: [...importedDocument.skipped, ...otherHostTools],
  };
}
