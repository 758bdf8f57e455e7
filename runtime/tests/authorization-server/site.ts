import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import * as z from 'zod';
import { apiKeyAuth } from '../../src/auth.js';
import { manageUsers } from '../../src/authorization-server/commands.js';
import { createHandler, toNodeHandler } from '../../src/http.js';
import { defineProvider, tool } from '../../src/index.js';
import { browserSignIn, oauthAuth } from '../../src/oauth.js';
import type { SharedStore } from '../../src/project/interfaces.js';
import type { ServerEvent } from '../../src/project/metrics.js';
import { projectInCode, runInProject } from '../../src/project/project.js';
import type { Provider } from '../../src/provider/definition.js';
import { IN_CODE } from '../../src/provider/in-code.js';
import { startHttp } from '../../src/serving/http/start.js';
import { moduleOf } from '../../src/serving/serve.js';
import { stubEnvironment } from '../../src/testing/server/environment.js';
import { freePort } from '../servers/program.js';
import type { Services } from './services.js';

const asking = (name: string, path: string, more: object = {}) =>
  tool({
    name,
    description: `Asks the service at ${path}.`,
    input: z.object({}),
    run: async (_args, { api }) =>
      JSON.stringify((await api({ method: 'GET', path: path as '/me' })).body),
    ...more,
  });

/** Providers of the three kinds of sign-in: a form, a service, and none. */
const providersFor = (origin: string, checkPath?: string) => ({
  orders: () =>
    defineProvider({
      name: 'orders',
      title: 'Orders',
      version: '1.0.0',
      baseUrl: `${origin}/orders`,
      auth: apiKeyAuth('orders', { apiKey: 'ORDERS_KEY' }, { in: 'header', name: 'X-Api-Key' }),
      config: { ...(checkPath !== '' && { check_path: checkPath ?? '/me' }) },
      tools: [
        asking('whoami', '/me'),
        asking('list_orders', '/list', { annotations: { readOnlyHint: true } }),
      ],
    }),
  forge: () => {
    const auth = oauthAuth('forge', {
      authorizationUrl: `${origin}/forge/authorize`,
      tokenUrl: `${origin}/forge/token`,
      revocationUrl: `${origin}/forge/revoke`,
      clientAuthentication: 'none',
      account: { path: '/me', id: 'user.id' },
    });
    return defineProvider({
      name: 'forge',
      title: 'Forge',
      version: '1.0.0',
      baseUrl: `${origin}/forge`,
      auth: { ...auth, ...browserSignIn(auth) },
      tools: [
        asking('whoami', '/me'),
        asking('list_repositories', '/repositories', { scopes: ['repositories'] }),
      ],
    });
  },
  many: () =>
    defineProvider({
      name: 'many',
      title: 'Many',
      version: '1.0.0',
      tools: Array.from({ length: 100 }, (_, at) =>
        tool({
          name: `read_shelf_${at}`,
          description: `Reads shelf ${at} of the library.`,
          input: z.object({}),
          annotations: { readOnlyHint: true },
          run: async () => `shelf ${at}`,
        }),
      ),
    }),
  /** An event that concerns all, which a tool reports. */
  news: () => {
    const report = tool({
      name: 'report',
      description: 'Reports a headline.',
      input: z.object({ text: z.string() }),
      run: async ({ text }) => {
        await headline.emit({ id: text, data: { text } });
        return 'reported';
      },
    });
    const news = defineProvider({ name: 'news', title: 'News', version: '1.0.0', tools: [report] });
    const headline = news.event({
      name: 'headline',
      description: 'A headline was reported.',
      input: z.object({}),
      payload: z.object({ text: z.string() }),
      owner: 'anyone',
    });
    return news;
  },
  notes: () =>
    defineProvider({
      name: 'notes',
      title: 'Notes',
      version: '1.0.0',
      tools: [
        tool({
          name: 'add_note',
          description: 'Adds a note.',
          input: z.object({ text: z.string() }),
          run: async ({ text }) => `noted ${text}`,
        }),
      ],
    }),
});

export interface SiteOptions {
  services: Services;
  providers?: readonly ('orders' | 'forge' | 'notes' | 'many' | 'news')[];
  /** Servers at one address, each with a project of its own. */
  replicas?: number;
  env?: Record<string, string>;
  stores?: readonly SharedStore[];
  /** Of "orders"; empty: none. */
  checkPath?: string;
  /** Served by `createHandler` in a server of the test. */
  isMounted?: boolean;
}

/** The paths of a handler in a server of its own. */
async function mount(
  providers: readonly Provider[],
  port: number,
  url: string,
  { MCP_GATE: gate, MCP_ACCEPT_UNCHECKED_KEYS: accept }: Record<string, string>,
  settings: object,
) {
  const handler = await createHandler(providers, {
    url,
    authorizationServer: 'built-in',
    ...(gate !== undefined && { gate: gate as 'open' }),
    acceptUncheckedKeys: accept === 'true',
    ...settings,
  });
  const handle = toNodeHandler(handler);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', url);
    if (handler.paths.includes(pathname)) handle(request, response);
    else response.writeHead(404).end('not routed');
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return async () => {
    await handler.close();
    server.closeAllConnections();
    server.close();
  };
}

/** Servers with the built-in authorization server, in this process. */
export async function startSite({
  services,
  replicas = 1,
  stores = [],
  checkPath,
  isMounted = false,
  ...options
}: SiteOptions) {
  const names = options.providers ?? ['orders'];
  const ports = await Promise.all(Array.from({ length: replicas }, () => freePort()));
  const origin = `http://127.0.0.1:${ports[0]}`;
  const env = {
    MCP_AUTHORIZATION_SERVER: 'built-in',
    MCP_PUBLIC_URL: origin,
    CREDENTIALS_KEY: randomBytes(32).toString('base64'),
    FORGE_CLIENT_ID: 'forge-client',
    ...options.env,
  };
  const restore = stubEnvironment(env);
  const started: (() => Promise<unknown>)[] = [];
  let manage: (options: Parameters<typeof manageUsers>[1]) => Promise<string> = async () => '';
  const log: string[] = [];
  const events: ServerEvent[] = [];
  const end = async () => {
    for (const close of started) await close();
    restore();
  };
  try {
    for (const port of ports) {
      const make = providersFor(services.origin, checkPath);
      const made = names.map((name) => make[name]() as unknown as Provider);
      const codes = made.flatMap((one) => one[IN_CODE] ?? []);
      const config = Object.assign({}, ...codes.map(({ project }) => project.config)) as object;
      const settings = {
        stores,
        env: { ...process.env },
        log: (line: object) => log.push(JSON.stringify(line)),
        metrics: {
          record: (event: ServerEvent) => void events.push(event),
          contentType: '',
          text: async () => '',
        },
      };
      const project = projectInCode(config as never, settings);
      for (const code of codes) code.project = project;
      const providers = Object.fromEntries(
        made.map((one) => [one.name, async () => moduleOf(one)]),
      );
      const run = () =>
        startHttp({ providers }, {
          provider: undefined,
          host: '127.0.0.1',
          port,
          user: undefined,
        } as never);
      if (isMounted) started.push(await mount(made, port, origin, env, settings));
      else {
        const close = await runInProject(project, run);
        started.push(() => close(() => 0));
      }
      manage = (asked) => runInProject(project, () => manageUsers(providers, asked));
    }
  } catch (error) {
    await end();
    throw error;
  }
  let turn = 0;
  /** Each request goes to the next replica. */
  const at = (url: string): string =>
    url.startsWith(origin)
      ? `http://127.0.0.1:${ports[turn++ % ports.length]}${url.slice(origin.length)}`
      : url;
  /** Who is signed in: id, providers, client, path. */
  const listUsers = async () =>
    (await manage({}))
      .trim()
      .split('\n')
      .map((line) => line.split('  '));
  return { origin, ports, at, log, events, services, manage, listUsers, close: end };
}
export type Site = Awaited<ReturnType<typeof startSite>>;
