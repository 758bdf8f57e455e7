import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listenOnLoopback } from '../../src/testing/fakes/listening.js';
import { keyOf, type Services, startServices } from './services.js';
import { type Site, startSite } from './site.js';
import { CLAUDE, client } from './visitor.js';

/** What hosts send, as their documentation and the logs of servers show it. */
interface Host {
  name: string;
  redirectUri: string;
  /** Its metadata document, by path; the address of the host is not that of the real one. */
  document?: { path: string; body: object };
  /** What it registers. */
  registers?: object;
  /** Of the authorization request. */
  query?: Record<string, string>;
}

const CODE = { grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] };

const HOSTS: Host[] = [
  {
    name: 'claude.ai, by its document',
    redirectUri: CLAUDE,
    document: {
      path: '/oauth/mcp-oauth-client-metadata',
      body: {
        client_name: 'Claude',
        redirect_uris: [CLAUDE],
        token_endpoint_auth_method: 'none',
        ...CODE,
      },
    },
    query: { scope: ' offline_access', prompt: 'consent' },
  },
  {
    name: 'claude.ai, registered',
    redirectUri: CLAUDE,
    registers: {
      client_name: 'Claude',
      redirect_uris: [CLAUDE],
      token_endpoint_auth_method: 'client_secret_post',
      scope: 'offline_access',
      ...CODE,
    },
  },
  ...['http://localhost:58135/callback', 'http://127.0.0.1:52163/callback'].map((redirectUri) => ({
    name: `Claude Code at ${redirectUri}`,
    redirectUri,
    document: {
      path: '/oauth/claude-code-client-metadata',
      body: {
        client_name: 'Claude Code',
        redirect_uris: ['http://localhost/callback', 'http://127.0.0.1/callback'],
        token_endpoint_auth_method: 'none',
        ...CODE,
      },
    },
  })),
  {
    name: 'ChatGPT, by its document',
    redirectUri: 'https://chatgpt.com/connector/oauth/kDmjx77UnKOM',
    document: {
      path: '/oauth/kDmjx77UnKOM/client.json',
      body: {
        client_name: 'ChatGPT',
        redirect_uris: ['https://chatgpt.com/connector/oauth/kDmjx77UnKOM'],
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
        jwks_uri: 'https://chatgpt.com/oauth/jwks.json',
        ...CODE,
      },
    },
  },
  ...[
    ['ChatGPT', 'https://chatgpt.com/connector_platform_oauth_redirect'],
    ['Cursor', 'cursor://anysphere.cursor-mcp/oauth/callback'],
  ].map(([name = '', redirectUri = '']) => ({
    name: `${name}, registered`,
    redirectUri,
    registers: {
      client_name: name,
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'none',
      ...CODE,
    },
  })),
  {
    name: 'VS Code, registered',
    redirectUri: 'http://127.0.0.1:33418/',
    registers: {
      client_name: 'Visual Studio Code',
      redirect_uris: [
        'https://insiders.vscode.dev/redirect',
        'https://vscode.dev/redirect',
        'http://127.0.0.1/',
        'http://127.0.0.1:33418/',
      ],
      token_endpoint_auth_method: 'none',
    },
  },
];

let services: Services;
let site: Site;
let web: Awaited<ReturnType<typeof listenOnLoopback>>;
beforeAll(async () => {
  services = await startServices();
  site = await startSite({ services });
  web = await listenOnLoopback(
    createServer((request, response) => {
      const { document } = HOSTS.find(({ document: one }) => one?.path === request.url) ?? {};
      response.writeHead(document ? 200 : 404, {
        'content-type': 'application/json',
        'cache-control': 'max-age=3600',
      });
      response.end(
        JSON.stringify(document && { client_id: web.origin + document.path, ...document.body }),
      );
    }),
  );
});
afterAll(async () => {
  await site.close();
  await services.close();
  await web.close();
});

interface Metadata {
  resource: string;
  authorization_servers: string[];
  client_id_metadata_document_supported: boolean;
  token_endpoint_auth_methods_supported: string[];
}

it.each(HOSTS)(
  'signs in $name: discovery, page, call, refresh, call',
  async ({ redirectUri, document, registers, query = {} }) => {
    const visitor = client(site);
    const json = async (url: string) => (await (await fetch(url)).json()) as Metadata;
    const { challenge } = await visitor.call(undefined, 'whoami');
    const { resource, authorization_servers: servers } = await json(
      /resource_metadata="([^"]+)"/.exec(challenge)?.[1] ?? '',
    );
    expect(resource).toBe(`${site.origin}/orders/mcp`);
    const about = await json(`${servers[0]}/.well-known/oauth-authorization-server`);
    // Without both, Claude registers instead.
    expect(about).toMatchObject({
      client_id_metadata_document_supported: true,
      token_endpoint_auth_methods_supported: ['none'],
    });
    const id = document
      ? web.origin + document.path
      : (await visitor.register(registers ?? {})).client_id;
    const signedIn = await visitor.signIn({ id, redirectUri, resource, query });
    expect(signedIn.back?.searchParams.get('state')).toBe('s1');
    const tokens = await signedIn.exchange();
    expect((await visitor.call(tokens.access_token, 'whoami')).text).toContain('ann');
    const next = await visitor.refresh(id, tokens.refresh_token);
    expect((await visitor.call(next.access_token, 'list_orders')).text).toContain('/list');
    expect(site.log.join()).not.toContain(keyOf('ann'));
  },
);
