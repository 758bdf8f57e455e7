import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** The task texts name it. */
export const API_PORT = 14010;

export const KEY = 'crm-key-4711';
export const PASSWORD = 'reader:shop-password-0815';
export const CLIENT_SECRET = 'notes-secret-3141';

interface Reply {
  status?: number;
  body?: unknown;
  html?: string;
  location?: string;
}

/** Requests that the API has received, as "GET /crm/v1/customers/7". */
export interface Api extends AsyncDisposable {
  requests: string[];
}

/**
 * The API of all tasks: records whose names tell which ones they are, behind a key, a password or OAuth.
 * @param isBusy each request is answered with 503 the first time
 */
export async function startApi(isBusy = false): Promise<Api> {
  const requests: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const line = `${request.method ?? ''} ${request.url ?? ''}`;
    const isFirst = !requests.includes(line);
    requests.push(line);
    const body = await text(request);
    const isApi = !line.includes('/oauth/');
    send(response, isBusy && isFirst && isApi ? { status: 503 } : reply(request, body));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(API_PORT, '127.0.0.1', resolve);
  });
  return {
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, { status = 200, body, html, location }: Reply): void {
  response.writeHead(location === undefined ? status : 302, {
    'content-type': html === undefined ? 'application/json' : 'text/html',
    ...(location !== undefined && { location }),
  });
  response.end(html ?? (body === undefined ? '' : JSON.stringify(body)));
}

function reply(request: IncomingMessage, body: string): Reply {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [, api = '', , resource = '', id] = url.pathname.split('/');
  const { authorization = '' } = request.headers;
  if (api === 'oauth') return oauth(url, url.pathname, authorization, body);
  if (api === 'notes') {
    const [, user] = /^Bearer token-of-(\w+)$/.exec(authorization) ?? [];
    return user ? { body: { account: user } } : { status: 401, body: { error: 'no token' } };
  }
  const isKnown =
    api === 'crm'
      ? request.headers['x-api-key'] === KEY
      : authorization === `Basic ${Buffer.from(PASSWORD).toString('base64')}`;
  if (!isKnown) return { status: 401, body: { error: 'no key' } };
  if (request.method === 'DELETE') return { status: 204 };
  if (request.method === 'POST')
    return { status: 201, body: { id: 99, ...(JSON.parse(body) as object) } };
  if (id !== undefined) return { body: { id: Number(id), name: `${resource} ${id}` } };
  const limit = Number(url.searchParams.get('limit') ?? 3);
  const all = [1, 2, 3, 4, 5].map((each) => ({ id: each, name: `${resource} ${String(each)}` }));
  return { body: all.slice(0, limit) };
}

/** Authorization codes and tokens contain the name that is typed into the form. */
function oauth(url: URL, path: string, authorization: string, body: string): Reply {
  const form = new URLSearchParams(body);
  if (path.endsWith('authorize')) {
    const user = url.searchParams.get('user');
    if (user === null) {
      const hidden = [...url.searchParams].map(
        ([name, value]) =>
          `<input type="hidden" name="${name}" value="${value.replaceAll('"', '&quot;')}">`,
      );
      return {
        html: `<form action="${url.pathname}">${hidden.join('')}<input name="user"></form>`,
      };
    }
    const back = new URL(url.searchParams.get('redirect_uri') ?? '');
    back.searchParams.set('code', `code-of-${user}`);
    back.searchParams.set('state', url.searchParams.get('state') ?? '');
    return { location: back.href };
  }
  const basic = `Basic ${Buffer.from(`notes-client:${CLIENT_SECRET}`).toString('base64')}`;
  if (authorization !== basic && form.get('client_secret') !== CLIENT_SECRET)
    return { status: 401, body: { error: 'invalid_client' } };
  const [, user = ''] =
    /-of-(\w+)$/.exec(form.get('code') ?? form.get('refresh_token') ?? '') ?? [];
  const tokens = { access_token: `token-of-${user}`, refresh_token: `refresh-of-${user}` };
  return { body: { ...tokens, token_type: 'Bearer', expires_in: 3600 } };
}
