import type { Imported, ImportedTool } from './import.js';
import type { Pagination, RequestSpec, Skipped } from './model.js';
import { wordsOf } from './names.js';

/** A tool of a spec that has not been checked. */
export interface ToolDraft {
  /** `GET /pets` */
  key: string;
  tool: Record<string, unknown>;
}

/** A provider without its tools; what the document does not state is absent. */
export interface ProviderTexts {
  name: string;
  displayName: string;
  description: string;
  baseUrl?: string;
  auth?: Record<string, unknown>;
}

const LONGEST_NAME = 24;

/** The provider of a document, with those operations that a spec can express. */
export function specOf(
  { title, description, servers, security }: Imported,
  tools: readonly ImportedTool[],
): { provider: ProviderTexts; tools: ToolDraft[]; skipped: Skipped[] } {
  const server = servers.find(({ needs, note }) => needs === 'nothing' && note === undefined);
  const [first] = security.choices;
  const needsNothing = !first && security.refused.length === 0;
  const auth = first?.auth ?? (needsNothing ? { style: 'none' } : undefined);
  const skipped: Skipped[] = [];
  const kept = tools.filter(({ key, request }) => {
    const missing = unsupported(request);
    if (missing !== undefined) skipped.push({ at: key, reason: missing });
    return missing === undefined;
  });
  return {
    skipped,
    tools: kept.map((tool) => ({ key: tool.key, tool: toolOf(tool) })),
    provider: {
      name: providerName(title),
      displayName: title,
      description: description || `${title}.`,
      ...(server && { baseUrl: server.url }),
      ...(auth && { auth }),
    },
  };
}

/** Names the provider after the title: "Swagger Petstore - OpenAPI 3.0" is `petstore`. */
export function providerName(title: string): string {
  const words = wordsOf(title.replace(/\b(api|openapi|swagger|rest|v?\d+(\.\d+)*)\b/gi, ' '));
  let name = '';
  for (const word of words) {
    const next = name === '' ? word : `${name}_${word}`;
    if (next.length > LONGEST_NAME) break;
    name = next;
  }
  return /^[a-z]/.test(name) ? name : `api${name && `_${name}`}`;
}

/** What a spec cannot express yet of a request, as a sentence. */
function unsupported(request: RequestSpec): string | undefined {
  const { parameters, headers, body, response, baseUrl } = request;
  if (body) {
    return body.as === undefined
      ? 'Its JSON body is not an object of its own arguments.'
      : `Its body has the format "${body.as}".`;
  }
  if (parameters) return 'Its parameters have other names, locations or styles.';
  if (headers) return 'It needs fixed headers.';
  if (response) return 'Its response is not application/json.';
  return baseUrl === undefined ? undefined : 'It has its own base URL.';
}

function toolOf(tool: ImportedTool): Record<string, unknown> {
  const { name, title, description, inputSchema, outputSchema, annotations, request } = tool;
  const { method, path, query, resultKey, pagination } = request;
  const pages = pagination && paginationOf(pagination);
  return {
    name,
    ...(title !== undefined && { title }),
    description,
    inputSchema,
    ...(outputSchema && { outputSchema }),
    annotations,
    request: {
      method,
      path,
      ...(query && { query }),
      ...(resultKey !== undefined && { resultKey }),
      ...(resultKey !== undefined && pages && { pagination: pages }),
    },
  };
}

/** Link and cursor pagination; the parameters of others are arguments. */
function paginationOf(pagination: Pagination) {
  const { style, limit, items, nextCursor, cursorParam } = pagination;
  if (style !== 'link' && style !== 'cursor') return undefined;
  return {
    style,
    limit,
    ...(items !== undefined && { items }),
    ...(nextCursor !== undefined && { nextCursor }),
    ...(cursorParam !== undefined && { cursorParam }),
  };
}
