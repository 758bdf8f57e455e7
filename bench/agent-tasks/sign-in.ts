import { createHash, randomBytes } from 'node:crypto';

const CALLBACK = 'http://127.0.0.1:43210/callback';

/** Signs in at a server as an MCP client does: finds its authorization server, registers, and shows its user the pages. */
export async function signIn(endpoint: string, user: string): Promise<string> {
  const refusal = await fetch(endpoint, { method: 'POST', body: '{}' });
  const challenge = refusal.headers.get('www-authenticate') ?? '';
  const [, metadataUrl = ''] = /resource_metadata="([^"]+)"/.exec(challenge) ?? [];
  const resource = await json<{ authorization_servers: string[]; resource: string }>(metadataUrl);
  const [issuer = ''] = resource.authorization_servers;
  const server = await json<Record<string, string>>(
    new URL('/.well-known/oauth-authorization-server', issuer).href,
  );
  const client = await json<{ client_id: string }>(server.registration_endpoint ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Agent tasks',
      redirect_uris: [CALLBACK],
      token_endpoint_auth_method: 'none',
    }),
  });
  const verifier = randomBytes(32).toString('base64url');
  const url = new URL(server.authorization_endpoint ?? '');
  const parameters = {
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: CALLBACK,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    resource: resource.resource,
    state: 'state',
  };
  url.search = new URLSearchParams(parameters).toString();
  const back = await visit(url.href, user);
  const code = new URL(back).searchParams.get('code');
  if (code === null) throw new Error(`The sign-in ends with ${back}`);
  const tokens = await json<{ access_token: string }>(server.token_endpoint ?? '', {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      client_id: client.client_id,
      redirect_uri: CALLBACK,
      code_verifier: verifier,
      resource: resource.resource,
    }),
  });
  return tokens.access_token;
}

async function json<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${String(response.status)} ${text}`);
  return JSON.parse(text) as T;
}

/** A browser whose user types a name where it is asked and presses the first button, until the client is reached. */
async function visit(start: string, user: string): Promise<string> {
  const cookies = new Map<string, string>();
  let request = new Request(start);
  for (let step = 0; step < 20; step++) {
    const { origin } = new URL(request.url);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { accept: 'text/html', cookie, ...(request.method === 'POST' && { origin }) };
    const response = await fetch(new Request(request, { headers }), { redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const html = await response.text();
    const refresh = response.headers.get('refresh')?.replace(/^\d+; url=/, '');
    const location = response.headers.get('location') ?? refresh;
    if (location?.startsWith(CALLBACK)) return location;
    request = location
      ? new Request(new URL(location, request.url))
      : submission(html, request.url, user);
  }
  throw new Error('The sign-in has no end.');
}

function submission(html: string, page: string, user: string): Request {
  const [form] = /<form[^]*?<\/form>/.exec(html) ?? [];
  if (form === undefined) throw new Error(`${page} has no form:\n${html}`);
  const attribute = (tag: string, name: string) => {
    const [, value = ''] = new RegExp(`\\s${name}="([^"]*)"`).exec(tag) ?? [];
    return value.replaceAll('&amp;', '&').replaceAll('&quot;', '"');
  };
  const fields = new URLSearchParams();
  const [button = ''] = /<button[^>]*>/.exec(form) ?? [];
  for (const tag of [...(form.match(/<input[^>]*>/g) ?? []), button])
    if (attribute(tag, 'name') !== '')
      fields.set(attribute(tag, 'name'), attribute(tag, 'value') || user);
  const [head = ''] = /<form[^>]*>/.exec(form) ?? [];
  const action = new URL(attribute(head, 'action') || page, page);
  if (attribute(head, 'method').toLowerCase() === 'post')
    return new Request(action, { method: 'POST', body: fields });
  action.search = fields.toString();
  return new Request(action);
}
