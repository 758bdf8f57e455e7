import type { ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { ApiAuth } from '../../src/api/api-auth.js';
import type { Mode } from '../../src/testing/callers/clients.js';
import { listen } from '../listen.js';
import { gateway } from './gateway.js';

interface Request {
  id?: number | string;
  method: string;
  params?: { name?: string; _meta?: Record<string, unknown> };
}

/** A tool of a catalog. */
export const tool = (name: string) => ({ name, inputSchema: { type: 'object' } });

type Tools = readonly object[] | undefined | 'hangs';

export type Era = 'legacy' | 'current';

/**
 * An MCP server that misbehaves as a test wants. It has the tools that `tools` returns; where there are none, listing them is an
 * error, or never ends.
 * @param call sends the response to `tools/call`
 */
export async function scripted(
  call: (request: Request, response: ServerResponse) => void,
  tools: () => Tools = () => [tool('act')],
  era: Era = 'legacy',
): Promise<string> {
  const origin = await listen((request, response) => {
    void json(request).then(
      (body) => {
        const message = body as Request; // the client of the SDK sends it
        if (message.id === undefined) response.writeHead(202).end();
        else if (message.method === 'tools/call') call(message, response);
        else if (message.method !== 'tools/list' || tools() !== 'hangs')
          respond(response, message, resultOf(message.method, tools, era));
      },
      () => response.writeHead(405).end(), // a GET has no body
    );
  });
  return `${origin}/mcp`;
}

/** Calls the only tool of such a server, through a gateway. */
export async function callScripted(
  call: (request: Request, response: ServerResponse) => void,
  { era, mode = 'auto', auth }: { era?: Era; mode?: Mode; auth?: ApiAuth<never> } = {},
) {
  const server = await scripted(call, undefined, era);
  const { client } = await gateway({
    server,
    catalog: { tools: [tool('act')] },
    ...(auth && { auth }),
  });
  return (await client(mode)).callTool({ name: 'act', arguments: {} });
}

/** Sends a body of JSON. */
export const sendJson = (response: ServerResponse, body: object | string): void =>
  void response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(typeof body === 'string' ? body : JSON.stringify(body));

/** Sends the result, or an error where there is none. */
export function respond(
  response: ServerResponse,
  { id }: Request,
  result?: object,
  message = 'Method not found',
): void {
  const error = { code: -32_601, message };
  sendJson(response, { jsonrpc: '2.0', id, ...(result ? { result } : { error }) });
}

function resultOf(method: string, tools: () => Tools, era: Era): object | undefined {
  const whole = era === 'current' && { resultType: 'complete', ttlMs: 0, cacheScope: 'private' };
  const serverInfo = { name: 'scripted', version: '1.0.0' };
  const capabilities = { tools: {}, logging: {} };
  const listed = tools();
  if (method === 'tools/list') return listed && { tools: listed, ...whole };
  if (method === 'initialize' && era === 'legacy')
    return { protocolVersion: '2025-11-25', capabilities, serverInfo };
  if (method === 'server/discover' && era === 'current')
    return { supportedVersions: ['2026-07-28'], capabilities, serverInfo, ...whole };
  return undefined;
}
