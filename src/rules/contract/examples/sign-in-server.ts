import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Of "contract/unfinished-function": runAuthServer() without a server. */
export const signInServerExamples: readonly Example[] = [
  ok`
    // src/providers/weather/server-auth.ts
    import { signInForm } from 'mcp-provider/auth';
    import { auth } from './api/auth.js';

    const form = signInForm(auth);
    export async function runAuthServer(options: Parameters<typeof form>[0]) {
      const server = await form(options);
      return { ...server, url: server.url };
    }
  `,
  bad`
    // src/providers/weather/server-auth.ts
    import { log } from 'mcp-provider';

    const addressOf = (name: string) => new URL(name, 'https://portal.weather.dev').href;
    export async function ‹runAuthServer›() {
      log('info', 'sign-in');
      return { url: addressOf('keys'), done: Promise.resolve('signed-in'), close: async () => {} };
    }
  `.finds('"runAuthServer" starts no server.'),
  ok`
    // src/core/page.ts
    import { createServer, type RequestListener } from 'node:http';

    export class Page {
      constructor(private readonly listener: RequestListener) {}
      async open(host: string, port: number) {
        const server = createServer(this.listener);
        await new Promise<void>((resolve) => server.listen(port, host, resolve));
        return { url: \`http://\${host}:\${port}/auth\`, close: async () => void server.close() };
      }
    }

    // src/providers/weather/server-auth.ts
    import { Page } from '../../core/page.js';

    const page = new Page((_request, response) => response.end('Sign in.'));
    export const runAuthServer = async ({ host, port }: { host: string; port: number }) => page.open(host, port);
  `,
  ok`
    // src/providers/weather/server-auth.ts
    import { browserPage } from 'acme-sign-in';
    import { readFile } from 'node:fs/promises';

    export async function runAuthServer(options: { port: number }) {
      return browserPage(await readFile('sign-in.html', 'utf8'), options);
    }
  `,
  ok`
    // src/providers/weather/server-auth.ts
    import { signInForm } from 'mcp-provider/auth';
    import { auth } from './api/auth.js';

    export const runAuthServer: ReturnType<typeof signInForm> = async (options) => {
      if (await auth.getCredentials(options.userId)) console.error('You have signed in already.');
      return signInForm(auth)(options);
    };
  `,
  bad`
    // src/providers/weather/server-auth.ts
    import { auth } from './api/auth.js';

    export async function ‹runAuthServer›({ port, userId }: { port: number; userId: string }) {
      const known = await auth.getCredentials(userId);
      return { url: \`http://127.0.0.1:\${port}/auth\`, done: Promise.resolve(known ? 'signed-in' : 'saved'), close: async () => {} };
    }
  `.finds('"runAuthServer" starts no server.'),
  bad`
    // src/core/portal.ts
    import { readFile } from 'node:fs/promises';
    import open from 'open';

    export async function portal() {
      const { url } = JSON.parse(await readFile('portal.json', 'utf8'));
      await open(url);
      return { url, done: Promise.resolve('saved'), close: async () => {} };
    }

    // src/providers/weather/server-auth.ts
    import { portal } from '../../core/portal.js';
    import { saveCredentials } from './api/auth.js';

    export const runAuthServer = ‹async› ({ userId }: { userId: string }) => {
      await saveCredentials(userId, { token: '' });
      return portal();
    };
  `.finds('This function starts no server.'),
  bad`
    // src/providers/weather/server-auth.ts
    import { createServer } from 'node:http';

    class SignIn {
      readonly #server = createServer((_request, response) => response.end('Sign in.'));
      run = async ({ port }: { port: number }) => {
        const server = createServer();
        server.on('request', (_request, response) => response.end('Sign in.'));
        return { url: \`http://127.0.0.1:\${port}/auth\`, close: async () => void this.#server.close() };
      };
    }

    const signIn = new SignIn();
    export const runAuthServer = ‹async› (options: { port: number }) => signIn.run(options);
  `.finds('This function starts no server.'),
  bad`
    // src/providers/weather/server-auth.ts
    import { callApi } from './api/client.js';

    const CODES = new Map<string, string>();
    export async function ‹runAuthServer›({ userId }: { userId: string }) {
      const response = await fetch('https://auth.weather.dev/device', { method: 'POST' });
      const { url, code } = (await response.json()) as { url: string; code: string };
      CODES.set(userId, code);
      process.stderr.write(url);
      return { url, done: callApi({ method: 'GET', path: '/me' }, { userId } as never), close: async () => {} };
    }
  `.finds('"runAuthServer" starts no server.'),
];
