import { RESPONSE_HEADERS } from '../../runtime/src/api/with-headers.js';
import { objectOrEmpty } from '../../runtime/src/utils/is-object.js';
import { providerName } from './argument-names.js';
import type { Headers } from './common-headers.js';
import type { Imported, ImportedTool } from './import.js';
import {
  type BodyBinding,
  type BodyKind,
  listOrEmpty,
  type PartBinding,
  type RawObject,
  type RequestSpec,
  type Schema,
  type Skipped,
} from './model.js';
import { pagedToolOf } from './paged-tool.js';
import { withDescriptions, withToolNames } from './tool-references.js';

/** A tool of a spec that has not been checked yet. */
export interface ToolDraft {
  /** Method and path, such as `GET /pets`. */
  key: string;
  /** Value of `operationId`. */
  id?: string;
  tool: Record<string, unknown>;
  /** Paths of the secrets in what `response.exclude` selects from, as the document describes it. */
  secrets?: string[];
}

/** A provider without its tools. Values that the document does not state are absent. */
export interface ProviderTexts {
  name: string;
  displayName: string;
  description: string;
  baseUrl?: string;
  auth?: Record<string, unknown>;
  checkPath?: string;
  /** Headers that every request sends. */
  headers?: Headers;
}

/** Returns the provider of a document, with the operations that a spec can express. */
export function documentSpec(
  { title, description, servers, security, checkPath }: Imported,
  tools: readonly ImportedTool[],
): { provider: ProviderTexts; tools: ToolDraft[]; skipped: Skipped[] } {
  const server = servers.find(
    ({ needs, hostVariable, note }) =>
      needs === 'nothing' && hostVariable === undefined && note === undefined,
  );
  const [first] = security.choices;
  const needsNothing = !first && security.refused.length === 0;
  const auth = first?.auth ?? (needsNothing ? { style: 'none' } : undefined);
  const skipped: Skipped[] = [];
  const supportedTools = tools.filter(({ key, request }) => {
    const reason = unsupportedReason(request);
    if (reason !== undefined) skipped.push({ operation: key, reason });
    return reason === undefined;
  });
  const withNames = withToolNames(supportedTools);
  return {
    skipped,
    tools: supportedTools.map(({ id, secrets, ...tool }) => ({
      key: tool.key,
      ...(id !== undefined && { id }),
      ...(secrets && { secrets: secretsOfPage(tool, secrets) }),
      tool: specTool({
        ...tool,
        description: withNames(tool.description),
        inputSchema: withDescriptions(tool.inputSchema, withNames),
      }),
    })),
    provider: {
      name: providerName(title),
      displayName: title,
      description: description || `${title}.`,
      ...(server && { baseUrl: server.url }),
      ...(auth && { auth }),
      ...(checkPath !== undefined && { checkPath }),
    },
  };
}

/** Returns the secrets of the items, if the tool returns the items of all pages. */
function secretsOfPage(tool: ImportedTool, secrets: readonly string[]): string[] {
  const { items } = pagedToolOf(tool) ? (tool.request.pagination ?? {}) : {};
  if (items === undefined) return [...secrets];
  const start = `${items}.`;
  return secrets.flatMap((path) => (path.startsWith(start) ? [path.slice(start.length)] : []));
}

/** Returns a sentence about what a spec cannot express of a request; undefined if it can express all. */
const unsupportedReason = ({ method, body }: RequestSpec): string | undefined =>
  body && (method === 'GET' || method === 'HEAD')
    ? `It is a ${method} request with a body.`
    : undefined;

function specTool(tool: ImportedTool): Record<string, unknown> {
  const { name, title, annotations, request } = tool;
  const { method, baseUrl, path, signIn, headers, idempotencyKey } = request;
  const pagedTool = pagedToolOf(tool);
  const {
    description,
    inputSchema,
    outputSchema,
    resultKey,
    pagination,
    parameters = [],
  } = pagedTool ?? {
    ...tool,
    parameters: request.parameters,
    resultKey: request.resultKey,
    pagination: undefined,
  };
  const apiDefaults = argumentsWithApiDefault(inputSchema, pagination?.limit);
  const { headers: names, job, ...responseSpec } = request.response ?? {};
  const response = pagedTool
    ? responseSpec
    : { ...responseSpec, ...(names && { headers: names }), ...(job && { job }) };
  return {
    name,
    ...(title !== undefined && { title }),
    description,
    inputSchema,
    ...(outputSchema && {
      outputSchema: names && !pagedTool ? withHeaders(outputSchema, names) : outputSchema,
    }),
    annotations,
    request: {
      method,
      ...(baseUrl !== undefined && { baseUrl }),
      path,
      ...(signIn && { signIn }),
      ...(parameters.length > 0 && { parameters }),
      ...(headers && { headers }),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
      ...(request.body && { body: bodySpecOf(request.body) }),
      ...(Object.keys(response).length > 0 && { response }),
      ...(resultKey !== undefined && { resultKey }),
      ...(pagination && { pagination }),
      ...(apiDefaults.length > 0 && { apiDefaults }),
    },
  };
}

/** Returns optional arguments whose default the API fills in. @param limit of pages, which is no argument of the API */
const argumentsWithApiDefault = ({ properties, required }: Schema, limit: unknown): string[] =>
  Object.entries(objectOrEmpty(properties)).flatMap(([name, schema]) =>
    name !== limit && !listOrEmpty(required).includes(name) && 'default' in objectOrEmpty(schema)
      ? [name]
      : [],
  );

const withHeaders = (schema: Schema, names: readonly string[]): Schema => ({
  ...schema,
  properties: {
    ...objectOrEmpty(schema.properties),
    [RESPONSE_HEADERS]: {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
    },
  },
});

/** Returns the body of a request as a spec states it. */
function bodySpecOf({
  as = 'json',
  contentType,
  argument,
  properties = {},
}: BodyBinding): RawObject {
  const parts = Object.entries(properties);
  // Only lists within objects have such names; Stripe and Rails expect indices.
  const hasDeepObjects = parts.some(([, { style }]) => style === 'deepObject');
  return {
    as,
    ...(contentType !== undefined && { contentType }),
    ...(argument !== undefined && { argument }),
    ...(parts.length > 0 && {
      properties: Object.fromEntries(parts.map(([name, part]) => [name, partSpec(part, as)])),
    }),
    ...(as === 'form' && hasDeepObjects && { lists: 'indices' }),
  };
}

function partSpec(
  { argument, file, contentType, style, explode }: PartBinding,
  as: BodyKind,
): RawObject {
  // OpenAPI 3.1, Encoding Object: only forms have styles.
  const isForm = as === 'form' || as === 'multipart';
  return {
    argument,
    ...(file !== undefined && { file: true, fileName: file }),
    ...(contentType !== undefined && { contentType }),
    ...(isForm && style !== undefined && style !== 'deepObject' && { style }),
    ...(isForm && explode !== undefined && style !== 'deepObject' && { explode }),
  };
}
