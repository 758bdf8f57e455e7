import { createHash, randomBytes } from 'node:crypto';
import type { OAuthClientProvider } from '@modelcontextprotocol/client';
import { keyOf } from './services.js';
import type { Site } from './site.js';

export function pkce() {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

export const CLAUDE = 'https://claude.ai/api/mcp/auth_callback';

/** A page, as far as a visitor needs it. */
export interface Shown {
  status: number;
  headers: Headers;
  text: string;
  /** Where the browser goes on to. */
  moves: string | undefined;
  title: string | undefined;
  hidden: Record<string, string>;
  /** Of the form. */
  action: string | undefined;
}

/** Whether a page ends a sign-in without sending the browser anywhere. */
export const isRefusal = ({ status, moves, action }: Shown): boolean =>
  status >= 400 && moves === undefined && action === undefined;

/** A browser of few lines: it keeps cookies, and follows nothing by itself. */
export class Browser {
  cookies = new Map<string, string>();

  constructor(readonly site: Pick<Site, 'origin' | 'at'>) {}

  async go(url: string, init: RequestInit = {}): Promise<Shown> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.site.at(url), {
      redirect: 'manual',
      ...init,
      headers: {
        accept: 'text/html',
        ...(cookie !== '' && { cookie }),
        ...(init.headers as object),
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (line.includes('Max-Age=0')) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const text = await response.text();
    const decode = (html: string) =>
      html.replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)));
    const fields = text.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g);
    return {
      status: response.status,
      headers: response.headers,
      text: decode(text),
      moves:
        response.headers.get('refresh')?.replace(/^0; url=/, '') ??
        response.headers.get('location') ??
        undefined,
      title: decode(/<h1>(.*?)<\/h1>/s.exec(text)?.[1] ?? ''),
      hidden: Object.fromEntries(
        [...fields].map(([, name = '', value = '']) => [name, decode(value)] as const),
      ),
      action: /<form method="post" action="([^"]+)"/.exec(text)?.[1],
    };
  }

  submit(page: Shown, values: Record<string, string> = {}, headers = {}): Promise<Shown> {
    const { origin } = this.site;
    const body = new URLSearchParams({ ...page.hidden, ...values });
    return this.go(`${origin}${page.action}`, {
      method: 'POST',
      body,
      headers: { origin, ...headers },
    });
  }

  /** To the service, which says yes or no at once, and back. */
  async throughService(page: Shown): Promise<Shown> {
    const there = await fetch(page.moves ?? '', { redirect: 'manual' });
    return this.go(there.headers.get('location') ?? '');
  }
}

/** What a program that uses an SDK keeps of its sign-in. */
export function oauthProgram(redirectUrl: string, name = 'Library') {
  const kept: Record<string, never> & { url?: URL; tokens?: { access_token: string } } = {};
  const keep = (member: string) => (value: unknown) =>
    void Object.assign(kept, { [member]: value });
  const auth = {
    redirectUrl,
    clientMetadata: {
      client_name: name,
      redirect_uris: [redirectUrl],
      token_endpoint_auth_method: 'none',
    },
    state: () => 'state-1',
    clientInformation: () => kept.client,
    saveClientInformation: keep('client'),
    tokens: () => kept.tokens,
    saveTokens: keep('tokens'),
    redirectToAuthorization: keep('url'),
    saveCodeVerifier: keep('verifier'),
    codeVerifier: () => kept.verifier,
    saveDiscoveryState: keep('discovery'),
    discoveryState: () => kept.discovery,
  };
  return { kept, auth: auth as unknown as OAuthClientProvider };
}

/** A client of the authorization server, at the level of its requests. */
export function client(site: Site) {
  const { origin, at } = site;
  const post = (path: string, init: RequestInit) =>
    fetch(at(origin + path), { method: 'POST', ...init });
  const register = async (metadata: object) => {
    const response = await post('/oauth/register', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(metadata),
    });
    return (await response.json()) as { client_id: string; error?: string } & Record<
      string,
      unknown
    >;
  };
  const token = async (fields: Record<string, string> | [string, string][], headers = {}) => {
    const response = await post('/oauth/token', { headers, body: new URLSearchParams(fields) });
    const body = (await response.json()) as Record<string, string>;
    return { status: response.status, headers: response.headers, ...body } as Tokens;
  };
  const authorizeUrl = (fields: Record<string, string>) =>
    `${origin}/oauth/authorize?${new URLSearchParams(fields).toString()}`;

  const opened = new WeakMap<Shown, Browser>();

  /** The whole sign-in, with a key unless the page is answered otherwise. */
  async function signIn({
    id,
    redirectUri = CLAUDE,
    resource = `${origin}/orders/mcp`,
    key = keyOf('ann'),
    browser = new Browser(site),
    fill = (page: Shown) => browser.submit(page, { apiKey: key }),
    ...more
  }: SignInOptions) {
    const { verifier, challenge } = pkce();
    const page = await browser.go(
      authorizeUrl({
        response_type: 'code',
        client_id: id,
        redirect_uri: redirectUri,
        code_challenge: challenge,
        code_challenge_method: 'S256',
        state: 's1',
        resource,
        ...more.query,
      }),
    );
    opened.set(page, browser);
    let answer = await fill(page);
    if (answer.moves?.startsWith(site.services.origin))
      answer = await browser.throughService(answer);
    const back = answer.moves === undefined ? undefined : new URL(answer.moves);
    const code = back?.searchParams.get('code') ?? '';
    const exchange = (fields: Record<string, string> = {}) =>
      token({
        grant_type: 'authorization_code',
        code,
        code_verifier: verifier,
        client_id: id,
        redirect_uri: redirectUri,
        resource,
        ...fields,
      });
    return { page, answer, back, code, verifier, exchange, browser };
  }

  return {
    register,
    registered: async (redirectUri = CLAUDE, name = 'Claude') =>
      (await register({ client_name: name, redirect_uris: [redirectUri] })).client_id,
    token,
    refresh: (id: string, refreshToken: string, more = {}) =>
      token({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: id, ...more }),
    revoke: (id: string, text: string) =>
      post('/oauth/revoke', { body: new URLSearchParams({ token: text, client_id: id }) }),
    authorizeUrl,
    signIn,
    browser: () => new Browser(site),
    /** Answers a form in the browser that `signIn` has opened it in. */
    fill(page: Shown, values: Record<string, string>, headers = {}): Promise<Shown> {
      const browser = opened.get(page);
      if (!browser) throw new Error('signIn has not opened this page.');
      return browser.submit(page, values, headers);
    },
    /** Calls a tool. */
    async call(accessToken: string | undefined, name: string, path = '/orders/mcp', args = {}) {
      return ask(site, path, accessToken, 'tools/call', { name, arguments: args });
    },
  };
}

interface SignInOptions {
  id: string;
  redirectUri?: string;
  resource?: string;
  key?: string;
  browser?: Browser;
  fill?: (page: Shown) => Promise<Shown>;
  /** Further parameters, or others. */
  query?: Record<string, string>;
}

export interface Tokens {
  status: number;
  headers: Headers;
  access_token: string;
  refresh_token: string;
  scope?: string;
  error?: string;
}

/** A request to an endpoint. */
export async function ask(
  { origin, at }: Pick<Site, 'origin' | 'at'>,
  path: string,
  accessToken: string | undefined,
  method: string,
  params: object,
  headers = {},
) {
  const response = await fetch(at(origin + path), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }),
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const whole = await response.text();
  const json = (whole.startsWith('{') ? whole : /^data: (.*)$/m.exec(whole)?.[1]) ?? 'null';
  const { result } = (JSON.parse(json) ?? {}) as { result?: Result };
  return {
    status: response.status,
    headers: response.headers,
    challenge: response.headers.get('www-authenticate') ?? '',
    result,
    text: result?.content?.[0]?.text ?? '',
  };
}

interface Result {
  isError?: boolean;
  content?: { text: string }[];
  tools?: { name: string }[];
}
