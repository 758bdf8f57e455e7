import { visible } from '../model/invisible.js';
import type { HttpMethod } from '../model/http.js';
import { shownUrl } from '../model/shown-url.js';
import { responseOf, type OutputMode } from './binding/response.js';
import { bind } from './binding/bind.js';
import { NotSupported } from './binding/slots.js';
import {
  isObj,
  obj,
  text,
  type Annotations,
  type Loss,
  type Obj,
  type Operation,
  type Skipped,
  type Tool,
} from './model.js';
import { checkPathOf } from './check-path.js';
import { providerName, toolNames } from './names.js';
import { operationsOf } from './document/operations.js';
import { ownBaseUrl } from './document/own-base-url.js';
import { paginationOf } from './binding/pagination.js';
import { InvalidDocument, versionOf } from './document/read.js';
import { securityOf, type Security } from './document/security.js';
import { serversOf, type Server } from './document/servers.js';
import { brief } from './text.js';
import { toolTexts } from './tool-texts.js';
import { upgraded } from './document/upgrade.js';

export interface ImportOptions {
  /** Name of the provider: together with the name of a tool, it has at most 57 characters. */
  provider?: string;
  output?: OutputMode;
  /** Characters of one output schema. */
  outputSize?: number;
  deprecated?: boolean;
  location?: string;
}
export interface ImportedTool extends Tool {
  key: string;
  /** operationId */
  id?: string;
  tags: string[];
  deprecated: boolean;
  /** Where the document is invalid and the request had to be guessed, in sentences. */
  faults: string[];
}
export interface Imported {
  title: string;
  description: string;
  tools: ImportedTool[];
  operations: number;
  skipped: Skipped[];
  losses: Loss[];
  security: Security;
  servers: Server[];
  /** Path of a request that fails without credentials, if there is one. */
  checkPath?: string;
}

const ANNOTATIONS: Record<HttpMethod, Annotations> = {
  GET: { readOnlyHint: true },
  HEAD: { readOnlyHint: true },
  QUERY: { readOnlyHint: true },
  POST: { destructiveHint: true },
  PUT: { destructiveHint: true, idempotentHint: true },
  PATCH: { destructiveHint: true },
  DELETE: { destructiveHint: true, idempotentHint: true },
};

/** Losses where the document is invalid, so that a request or its arguments are a guess. */
const FAULTS: ReadonlySet<string> = new Set(['parameter', 'path', 'style', 'reference']);

/**
 * The tools for the operations of a document. Operations that are not supported are skipped with a reason.
 * @throws InvalidDocument
 */
export function imported(source: Obj, options: ImportOptions = {}): Imported {
  const { output = 'loose', outputSize = 1600 } = options;
  const document = versionOf(source) === '2.0' ? upgraded(source) : source;
  const losses: Loss[] = [];
  const { operations, skipped } = operationsOf(document, (loss) => losses.push(loss));
  for (const unused of ['webhooks', 'x-webhooks']) {
    const names = Object.keys(obj(document[unused]));
    if (names.length > 0)
      losses.push({
        at: 'document',
        kind: 'webhooks',
        detail: `Webhooks are ignored: ${names.slice(0, 5).join(', ')}.`,
      });
  }
  if (output === 'loose')
    losses.push({
      at: 'document',
      kind: 'output-loose',
      detail:
        'Result schemas have names, types and descriptions only, so that every response of the API is valid.',
    });
  if (operations.length === 0)
    throw new InvalidDocument(
      isObj(document.webhooks)
        ? 'The document has webhooks only.'
        : 'The document has no operations.',
    );
  const security = securityOf(document, operations);
  const servers = serversOf(document, options.location);
  const hasOauth = security.choices.some(
    ({ auth }) => auth.style === 'oauth2' || auth.style === 'bearer',
  );
  const kept = operations.filter((one) => {
    if (!one.deprecated || options.deprecated) return true;
    skipped.push({ ...identityOf(one), reason: 'It is deprecated. "--deprecated" imports it.' });
    return false;
  });
  const info = obj(document.info);
  const title = visible(text(info.title) ?? 'API');
  const { provider = providerName(title) } = options;
  const names = toolNames(kept, Math.min(46, 57 - provider.length));
  const tools: ImportedTool[] = [];
  const ofDocument = [...losses];
  for (const operation of kept) {
    const found: Loss[] = [];
    const lost = (kind: string, detail: string) => found.push({ at: operation.key, kind, detail });
    try {
      const tool = toolOf(operation, names.get(operation.key) ?? operation.key, lost);
      losses.push(...found);
      const faults = [...ofDocument, ...found].filter(
        ({ at, kind }) => at === operation.key && FAULTS.has(kind),
      );
      tools.push({ ...tool, faults: faults.map(({ detail }) => detail) });
    } catch (error) {
      if (!(error instanceof NotSupported)) throw error;
      skipped.push({ ...identityOf(operation), reason: error.message });
    }
  }
  for (const { detail, operations: number } of security.refused)
    if (number > 0) losses.push({ at: 'document', kind: 'security', detail });
  const checkPath = checkPathOf(operations);
  for (const { url: full, note, variables } of servers) {
    const url = shownUrl(full);
    for (const { name, choices } of variables) {
      const values = choices.length > 1 ? `: ${choices.slice(0, 5).join(', ')}` : '';
      const detail = `The server ${url} has the variable "${name}"${values}.`;
      losses.push({ at: 'document', kind: 'server', detail });
    }
    if (note !== undefined)
      losses.push({ at: 'document', kind: 'server', detail: `The server ${url} is ${note}.` });
  }
  return {
    title,
    description: brief(text(info.description), 300),
    tools,
    operations: operations.length,
    skipped,
    losses,
    security,
    servers,
    ...(checkPath !== undefined && { checkPath }),
  };

  function toolOf(
    operation: Operation,
    name: string,
    lost: (kind: string, detail: string) => void,
  ): Omit<ImportedTool, 'faults'> {
    const { inputSchema, request } = bind(operation, {
      document,
      credentials: security.credentials,
      hasOauth,
      lost,
    });
    const answer = responseOf(operation, document, output, outputSize, lost);
    const baseUrl = operation.servers && ownBaseUrl(operation.servers, servers);
    if (baseUrl !== undefined) {
      request.baseUrl = baseUrl;
      lost('server', `Its base URL is ${baseUrl}, which gets the same credentials.`);
    }
    if (answer.resultKey !== undefined) request.resultKey = answer.resultKey;
    if (answer.response) request.response = answer.response;
    const pagination = paginationOf(
      operation,
      request,
      inputSchema,
      answer.schema,
      answer.headers,
      document,
    );
    if (pagination) request.pagination = pagination;
    const { title, description } = toolTexts(operation);
    if (!operation.summary && !operation.description) lost('description', 'It has no description.');
    return {
      key: operation.key,
      ...(operation.id !== undefined && { id: operation.id }),
      tags: operation.tags,
      deprecated: operation.deprecated,
      name,
      ...(title && { title }),
      description,
      inputSchema,
      ...(answer.outputSchema && { outputSchema: answer.outputSchema }),
      annotations: ANNOTATIONS[operation.method],
      request,
    };
  }
}

const identityOf = ({ key: at, id, tags }: Operation) => ({ at, ...(id && { id }), tags });

/** The definition in `tools/list`. */
export const listed = ({
  name,
  title,
  description,
  inputSchema,
  outputSchema,
  annotations,
}: Tool) => ({
  name,
  title,
  description,
  inputSchema,
  outputSchema,
  annotations,
});
export const tokensOf = (value: unknown) => Math.ceil(JSON.stringify(value).length / 4);
