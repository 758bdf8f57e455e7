import type { JsonSchemaObject } from '../model/json-schema.js';
import { placeholders } from '../model/placeholders.js';
import type { PaginationSpec, RequestSpec, ToolSpec } from '../model/spec.js';
import { placesOf } from './arguments.js';
import { literal } from './schema/literal.js';
import { invalidArguments, sampleValue } from './schema/sample.js';

/** One row of `cases` in `tests/<provider>/fixture.ts`; see `ToolCase` there. */
export interface ToolCase {
  tool: string;
  args: Record<string, unknown>;
  invalid?: Record<string, unknown>;
  request?: { method: string; path: string; query: Record<string, unknown>; body?: unknown };
  answer?: unknown;
  result?: Record<string, unknown>;
  paging?: Paging;
}

/** A page before the one in `answer`. */
interface Paging {
  /** It has no items. */
  first: { headers?: Record<string, string>; body: unknown };
  /** What the query for the page after it says beside the rest. */
  next: Record<string, unknown>;
}

/** Without a request where the tool has none, or where no example fits its schemas: the test is then left to do. */
export function toolCase(tool: ToolSpec): ToolCase {
  const args = record(sampleValue(tool.inputSchema));
  const answers = tool.request && exampleAnswer(tool.request, tool.outputSchema);
  if (!args || !tool.request || !answers) return { tool: tool.name, args: args ?? {} };
  const invalid = invalidArguments(tool.inputSchema);
  const paging = tool.request.pagination && pagingOf(tool.request.pagination, args);
  return {
    tool: tool.name,
    args,
    ...(invalid && { invalid }),
    request: expectedCall(tool, tool.request, args),
    ...answers,
    ...(paging && { paging }),
  };
}

/** Undefined where the example asks for no items. */
function pagingOf(
  { style, items, nextCursor = '', cursorParam = '', limit }: PaginationSpec,
  args: Record<string, unknown>,
): Paging | undefined {
  if (!(Number(args[limit]) >= 1)) return undefined;
  if (style === 'cursor') {
    return { first: { body: nested(nextCursor, 'page-2') }, next: { [cursorParam]: 'page-2' } };
  }
  const headers = { link: '<https://api.example.com/?page=2&kind=a&kind=b>; rel="next"' };
  const body = items === undefined ? [] : {};
  return { first: { headers, body }, next: { page: '2', kind: ['a', 'b'] } };
}

function expectedCall(
  tool: ToolSpec,
  { method, path }: RequestSpec,
  args: Record<string, unknown>,
) {
  const places = placesOf(tool);
  const pick = (names: string[]) => names.filter((name) => Object.hasOwn(args, name));
  const query = pick(places.query).map((name) => [name, inQuery(args[name])] as const);
  const body = pick(places.body).map((name) => [name, args[name]] as const);
  const values = new Map(placeholders(path).map((name) => [name, String(args[name])]));
  const address = path.replace(/\{([^{}]*)\}/g, (_, name: string) =>
    encodeURIComponent(values.get(name) ?? ''),
  );
  return {
    method,
    path: address,
    query: Object.fromEntries(query),
    ...(places.body.length > 0 && { body: Object.fromEntries(body) }),
  };
}

/** As the server that plays the API reads it: text, and a list only where there are several. */
function inQuery(value: unknown): string | string[] {
  const texts = [value].flat().map(String);
  const [only = ''] = texts;
  return texts.length > 1 ? texts : only;
}

function exampleAnswer(
  { resultKey, pagination }: RequestSpec,
  schema: JsonSchemaObject | undefined,
) {
  if (!schema) return { answer: { ok: true } };
  const result = record(sampleValue(schema));
  if (!result) return undefined;
  const list = resultKey === undefined ? undefined : result[resultKey];
  const answer = resultKey === undefined ? result : inAnswer(list, pagination);
  return { answer, result };
}

const inAnswer = (list: unknown, pagination: PaginationSpec | undefined): unknown =>
  pagination?.items === undefined ? list : nested(pagination.items, list);

/** A value at its dotted path. */
const nested = (path: string, value: unknown): unknown =>
  path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);

function record(value: unknown): Record<string, unknown> | undefined {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Record<string, unknown>) : undefined; // just checked
}

/** The list of rows, as source that is indented by one level. */
export const toolCases = (tools: readonly ToolSpec[]): string =>
  literal(tools.map(toolCase), '  cases: ');
