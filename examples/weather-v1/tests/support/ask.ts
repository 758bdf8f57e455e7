import type { IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import { IncomingMessage, request } from 'node:http';

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** One request with any headers: `fetch` sends a Host of its own. */
export async function ask(
  url: string,
  { method = 'GET', headers = {}, body }: Asked = {},
): Promise<{ status: number | undefined; headers: IncomingHttpHeaders; text: string }> {
  const outgoing = request(url, { method, headers, agent: false });
  outgoing.end(body);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]; // Node's ClientRequest
  outgoing.on('error', () => {}); // who has answered may hang up on the rest of the body
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  return { status: answer.statusCode, headers: answer.headers, text };
}

const JSON_HEADERS = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
};

/** A message to an endpoint, as a client of any era sends it. */
export const post = (url: string, body: string, headers: Record<string, string> = {}) =>
  ask(url, { method: 'POST', headers: { ...JSON_HEADERS, ...headers }, body });

export const LIST_TOOLS = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });

export const bearer = (token: string | undefined): Record<string, string> =>
  token === undefined ? {} : { authorization: `Bearer ${token}` };
