import { transformSync } from 'esbuild';
import * as api from '../../../runtime/src/api.js';
import { outgoingRequest } from '../../../runtime/src/api/request.js';
import { sentBody } from '../../../runtime/src/testing/sent-body.js';
import type { BoundApiTool } from '../../../src/kinds/api/spec.js';
import { identifiers, toolModule } from '../../../src/kinds/api/tool-module.js';

const NAMES = { file: 'tool', function: 'callTool', constant: 'callToolTool' };

/** The module of a tool. No tool may be called like what it imports: `json_lines` would declare `jsonLines` again. */
export function source(tool: BoundApiTool): string {
  const text = toolModule(tool, NAMES);
  const [, names = ''] = /^import \{([^}]*)\} from 'mcp-provider\/api';$/m.exec(text) ?? [];
  for (const name of names.match(/\w+/g) ?? [])
    if (!(identifiers as readonly string[]).includes(name))
      throw new Error(`"${name}" is imported, and not among "identifiers".`);
  return text;
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
    const { response, headers } = responses[requests.length] ?? { response: [] };
    requests.push(request);
    return Promise.resolve({ status: 200, headers: new Headers(headers), body: response });
  };
  const module: { exports: { callTool?: (args: object, context: object) => Promise<unknown> } } = {
    exports: {},
  };
  const load = (name: string) => (name === './client.js' ? { callApi } : { ...api, ...replaced });
  // Only what we printed ourselves is run.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function('require', 'module', code)(load, module);
  const result = await module.exports.callTool?.(args, { deadline: Infinity });
  return { result, requests };
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
