import { transformSync } from 'esbuild';
import * as api from '../../../runtime/src/api.js';
import { outgoingRequest } from '../../../runtime/src/api/request.js';
import { sentBody } from '../../../runtime/src/testing/fakes/sent-body.js';
import { importLines } from '../../../src/codegen/print/statement.js';
import { identifiers, toolCode } from '../../../src/kinds/api/code/tool-code.js';
import type { BoundApiTool } from '../../../src/kinds/api/spec.js';
import type { SharedModule } from '../../../src/model/kind.js';

/** A module with the code of a tool, as its file has it. No tool may be called like what it imports. */
export function source(tool: BoundApiTool, sharedModule?: SharedModule): string {
  const { imports, constants = [], member } = toolCode(tool, { sharedModule });
  for (const name of imports['mcp-provider/api'] ?? [])
    if (!(identifiers as readonly string[]).includes(name))
      throw new Error(`"${name}" is imported, and not among "identifiers".`);
  return [...importLines(imports), ...constants, 'export const tool = {', member, '};'].join('\n');
}

/** The result of the rendered module of a tool, and the requests that it sends: made by running it. */
async function run(
  tool: BoundApiTool,
  args: object,
  responses: readonly Response[] = [],
  replaced: Partial<typeof api> = {},
) {
  const { code } = transformSync(source(tool), { loader: 'ts', format: 'cjs' });
  const requests: api.ApiRequest[] = [];
  const callApi = (request: api.ApiRequest) => {
    const empty = { response: tool.request.pagination?.items === undefined ? [] : {} };
    const { response, headers }: Response = responses[requests.length] ?? empty;
    requests.push(request);
    return Promise.resolve({ status: 200, headers: new Headers(headers), body: response });
  };
  const module: { exports: { tool?: { run(args: object, context: object): unknown } } } = {
    exports: {},
  };
  const load = () => ({ ...api, ...replaced });
  // Only what we printed ourselves is run.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function('require', 'module', code)(load, module);
  const result = await module.exports.tool?.run(args, { deadline: Infinity, api: callApi });
  const isResponse = typeof result === 'object' && result !== null && 'status' in result;
  return { result: isResponse ? (result as { body?: unknown }).body : result, requests };
}

interface Response {
  response?: unknown;
  headers?: Record<string, string>;
}

/** What a client gets where the API sends these responses. */
export const resultOf = async (...call: Parameters<typeof run>) => (await run(...call)).result;

/** The first request that the rendered module of a tool sends. */
export async function requestOf(
  tool: BoundApiTool,
  args: object,
  baseUrl = 'https://api.test',
  responses: readonly Response[] = [],
) {
  const { requests } = await run(tool, args, responses);
  const [request] = requests;
  if (!request) throw new Error('No request was sent');
  return outgoingRequest(baseUrl, request);
}

/** That request in the form of a test case. */
export async function received(
  tool: BoundApiTool,
  args: object,
  responses: readonly Response[] = [],
) {
  const { method, url, headers, body } = await requestOf(tool, args, undefined, responses);
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return {
    method,
    path: url.pathname,
    query: fieldsOf([...url.searchParams]),
    headers: Object.fromEntries(headers),
    body: bytes && (await sentBody(bytes, headers.get('content-type') ?? '')),
  };
}

function fieldsOf(entries: [string, string][]): Record<string, string | string[]> {
  const all = (name: string) =>
    entries.filter(([other]) => other === name).map(([, value]) => value);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, all(name).length > 1 ? all(name) : value]),
  );
}
