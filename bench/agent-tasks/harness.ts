import { execFileSync, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const USERS = ['ada', 'bob', 'cleo', 'dan', 'eve', 'fay', 'gus', 'hal'] as const;

/** What a check has looked at, with what it saw. */
export class Checks {
  readonly failures: string[] = [];
  count = 0;

  expect(what: string, holds: boolean, actual?: unknown): void {
    this.count += 1;
    if (!holds) this.failures.push(`${what}: ${JSON.stringify(actual ?? null).slice(0, 500)}`);
  }
}

export interface ToolResult {
  isError?: boolean;
  structuredContent?: unknown;
  content?: readonly { text?: string }[];
}

export interface Tool {
  name: string;
  annotations?: { readOnlyHint?: boolean };
  inputSchema: { properties?: Record<string, unknown> };
}

/** Sends JSON-RPC messages and returns results. */
export class Session {
  #id = 0;

  constructor(
    readonly url: string,
    readonly token?: string,
  ) {}

  async post(method: string, params: object = {}): Promise<Response> {
    return fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2025-11-25',
        ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }),
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: ++this.#id, method, params }),
    });
  }

  async result<T>(method: string, params?: object): Promise<T> {
    const response = await this.post(method, params);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method}: ${String(response.status)} ${text}`);
    const [, data = text] = /^data: (.*"result".*)$/m.exec(text) ?? [];
    const message = JSON.parse(data) as { result?: T; error?: { message: string } };
    if (!message.result) throw new Error(`${method}: ${message.error?.message ?? text}`);
    return message.result;
  }

  async tools(): Promise<readonly Tool[]> {
    return (await this.result<{ tools: readonly Tool[] }>('tools/list')).tools;
  }

  /**
   * All that a model reads of the result.
   * @param name of the tool: at an address with several providers, it begins with the name of one
   */
  async call(name: string, args: object = {}): Promise<{ isError: boolean; text: string }> {
    const tool = (await this.tools()).find(
      (each) => each.name === name || each.name.endsWith(`_${name}`),
    );
    if (!tool) return { isError: true, text: `There is no tool "${name}".` };
    const result = await this.result<ToolResult>('tools/call', {
      name: tool.name,
      arguments: args,
    });
    const texts = (result.content ?? []).map(({ text = '' }) => text);
    return { isError: result.isError === true, text: texts.join('\n') };
  }
}

export interface Issuer extends AsyncDisposable {
  url: string;
  token: (user: string, audience: string) => Promise<string>;
}

/** An identity provider that signs tokens with RS256. */
export async function startIssuer(): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const key = { ...(await exportJWK(publicKey)), kid: 'key', alg: 'RS256', use: 'sig' };
  const server = createServer((request, response) => {
    const metadata = {
      issuer: url,
      authorization_endpoint: `${url}/authorize`,
      token_endpoint: `${url}/token`,
      jwks_uri: `${url}/keys`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
    };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/keys' ? { keys: [key] } : metadata));
  });
  const url = `http://127.0.0.1:${String(await listening(server))}`;
  return {
    url,
    token: (user, audience) =>
      new SignJWT()
        .setProtectedHeader({ alg: 'RS256', kid: 'key' })
        .setIssuer(url)
        .setAudience(audience)
        .setSubject(user)
        .setIssuedAt()
        .setExpirationTime('5 minutes')
        .sign(privateKey),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listening(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface TestServer extends AsyncDisposable {
  url: string;
  session: (user?: string) => Promise<Session>;
  log: () => string;
}

/** Starts `serve.sh` of a solution as a platform would: with a port, and without the variables of this terminal. */
export async function serve(directory: string, issuer: Issuer): Promise<TestServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}/mcp`;
  const child = spawn('sh', ['serve.sh'], {
    cwd: directory,
    detached: true,
    env: {
      PATH: process.env.PATH,
      HOME: directory,
      PORT: String(port),
      ISSUER: issuer.url,
    },
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (log += data.toString()));
  const stop = async () => {
    if (child.exitCode !== null || child.pid === undefined) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    process.kill(-child.pid, 'SIGTERM');
    await ended;
  };
  for (let attempt = 0; ; attempt++) {
    if (await fetch(url).catch(() => undefined)) break;
    if (child.exitCode !== null || attempt === 150) {
      await stop();
      throw new Error(`serve.sh does not serve ${url}:\n${log}`);
    }
    await delay(200);
  }
  return {
    url,
    log: () => log,
    session: async (user) =>
      new Session(url, user === undefined ? undefined : await issuer.token(user, url)),
    [Symbol.asyncDispose]: stop,
  };
}

/** What every server over HTTP must do, and what `asUser` looks at for eight users at once. */
export async function checkUsers(
  checks: Checks,
  directory: string,
  asUser: (session: Session, user: string) => Promise<void>,
): Promise<void> {
  await using issuer = await startIssuer();
  await using server = await serve(directory, issuer);
  const { status } = await (await server.session()).post('tools/list');
  checks.expect('A request without a token gets 401', status === 401, status);
  await Promise.all(USERS.map(async (user) => asUser(await server.session(user), user)));
}

/** A file that Git would take contains `secret`. */
export function checkSecret(checks: Checks, directory: string, secret: string): void {
  const project = join(directory, 'project');
  const git = (...words: string[]) =>
    execFileSync('git', words, { cwd: project, encoding: 'utf8' });
  git('init', '--quiet');
  const words = ['grep', '--no-index', '--exclude-standard', '-l', secret];
  let files = '';
  try {
    files = git(...words);
  } catch (error) {
    if ((error as { status?: number }).status !== 1) throw error; // 1: no match
  }
  checks.expect('No file that Git takes contains the secret', files === '', files);
}

/** `npm test`, or another script, in the project. */
export function checkScript(checks: Checks, directory: string, script = 'test'): void {
  try {
    execFileSync('npm', ['run', script], { cwd: join(directory, 'project'), stdio: 'pipe' });
    checks.expect(`npm run ${script}`, true);
  } catch (error) {
    const { stdout = '' } = error as { stdout?: Buffer };
    checks.expect(`npm run ${script}`, false, stdout.toString().slice(-500));
  }
}
