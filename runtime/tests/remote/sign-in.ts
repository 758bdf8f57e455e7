import { afterEach, beforeEach, expect, onTestFinished, vi } from 'vitest';
import type { ApiAuth } from '../../src/api/api-auth.js';
import { browserSignIn, oauthAuth } from '../../src/oauth.js';
import { Browser } from '../../src/testing/callers/browser.js';
import { userNamed } from '../context.js';
import { temporaryFolder } from '../temporary-folder.js';
import { gateway, type GatewayOptions, textOf } from './gateway.js';
import { startProtected, TOOLS } from './protected.js';

/** Credentials of each test are in a folder of its own. */
export function useDataFolder(): void {
  beforeEach(() => void vi.stubEnv('MCP_DATA_DIR', temporaryFolder()));
  afterEach(() => void vi.unstubAllEnvs());
}

const LOCAL = 'http://127.0.0.1:8710';

/** A gateway to an MCP server whose users sign in, and a caller of it. */
export async function start(
  more: Pick<GatewayOptions, 'config' | 'verifier' | 'stores'> & {
    resource?: string;
    /** By which clients authenticate. */
    method?: Parameters<typeof startProtected>[0];
    /** Of the caller. */
    token?: string;
  } = {},
) {
  const service = await startProtected(more.method);
  const auth = oauthAuth('rooms', {
    issuer: service.issuer,
    resource: more.resource ?? service.url.href,
    clientAuthentication: 'none',
    registration: 'automatic',
  });
  const started = await gateway({
    server: service.url.href,
    catalog: { tools: TOOLS },
    auth: auth as unknown as ApiAuth<never>,
    config: more.config ?? `callback_url: "${LOCAL}/auth/callback", scopes: ["mcp:use"]`,
    pages: () => browserSignIn(auth).createPages(),
    ...(more.verifier && { verifier: more.verifier }),
    ...(more.stores && { stores: more.stores }),
  });
  return { ...started, service, auth, caller: await started.client('auto', more.token) };
}

export type Started = Awaited<ReturnType<typeof start>>;

/** From the sign-in server of `--local-auth` to the authorization server and back. */
export async function visitSignIn({ auth }: Pick<Started, 'auth'>, who = 'alice') {
  const server = await browserSignIn(auth).runAuthServer({
    host: '127.0.0.1',
    port: 0,
    userId: userNamed(),
  });
  onTestFinished(() => server.close());
  return new Browser(who, { [LOCAL]: new URL(server.url).origin }).visit(server.url);
}

/** @returns the request for the code */
export async function signIn(started: Pick<Started, 'auth'>, who?: string): Promise<URL> {
  const { status, text, trail } = await visitSignIn(started, who);
  expect(status, text).toBe(200);
  return trail.find(({ searchParams }) => searchParams.has('code_challenge'))!;
}

export async function call({ caller }: Pick<Started, 'caller'>, name = 'whoami') {
  const result = await caller.callTool({ name, arguments: {} });
  return { text: textOf(result), isError: result.isError };
}
