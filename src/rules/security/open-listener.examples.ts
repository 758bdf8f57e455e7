import { bad, ok } from '../example.js';

export default [
  ok`
    // src/http-server.ts
    import express from 'express';

    const app = express();
    app.listen(3000, '127.0.0.1');
  `,
  ok`
    // src/http-server.ts
    import express from 'express';

    const app = express();
    app.use(requireBearerAuth({ verifier }));
    app.listen(3000, '0.0.0.0');
  `,
  bad`
    // src/http-server.ts
    import express from 'express';

    const app = express();
    app.listen(3000, ‹'0.0.0.0'›);
  `.finds('This server listens on "0.0.0.0" and verifies no token.'),
  bad`
    // src/http-server.ts
    import express from 'express';

    const app = express();
    ‹app.listen›(3000, () => {});
  `.finds('This server listens on all addresses and verifies no token.'),
  bad`
    // src/http-server.ts
    import { createServer } from 'node:http';

    export const start = () => createServer().listen({ port: 80, host: ‹'::'› });
  `.finds('This server listens on "::" and verifies no token.'),
  bad`
    // src/http-server.ts
    import { createServer } from 'node:http';

    const { HOST } = process.env;
    const options = { port: 80, ...(HOST ? { host: HOST } : {}) };
    ‹createServer().listen›(options);
  `.finds('This server listens on all addresses and verifies no token.'),
  ok`
    // src/http-server.ts
    import { createServer } from 'node:http';

    const local = { host: '127.0.0.1' };
    createServer().listen({ port: 80, ...local });
    createServer().listen({ path: '/run/weather.sock' });

    const { SOCKET: path } = process.env;
    createServer().listen({ ...(path ? { path } : { port: 80, host: 'localhost' }) });
  `,
  ok`
    // Dockerfile
    ENV NODE_OPTIONS=--inspect=127.0.0.1:9229
    CMD ["node", "--inspect-brk=9229", "dist/server.js"]
  `,
  bad`
    // Dockerfile
    CMD ["node", "‹--inspect=0.0.0.0:9229›", "dist/server.js"]
  `.finds('The debugger listens on "0.0.0.0", and everyone who connects runs code in the server.'),
  bad`
    // Dockerfile
    ENV NODE_OPTIONS=‹--inspect-brk=[::]:9229›
  `.finds('The debugger listens on "[::]", and everyone who connects runs code in the server.'),
  ok`
    // src/http-server.ts
    import { serve } from '@hono/node-server';

    serve({ fetch, port: 80, hostname: '::1' });
  `,
  bad`
    // src/http-server.ts
    import { serve } from '@hono/node-server';

    ‹serve›({ fetch, port: 80 });
  `.finds('This server listens on all addresses and verifies no token.'),
  bad`
    // src/http-server.ts
    import express from 'express';

    const appOf = () => {
      const app = express();
      return app;
    };
    ‹appOf().listen›(3000);
  `.finds('This server listens on all addresses and verifies no token.'),
  bad`
    // src/providers/weather/server-auth.ts
    import { createServer } from 'node:http';

    export async function runAuthServer({ host, port }: { host: string; port: number }) {
      const server = createServer((_request, response) => response.end());
      server.listen(port, ‹host›);
      return { url: \`http://\${host}:\${port}\`, close: async () => void server.close() };
    }
  `.finds('This server listens on all addresses and verifies no token.'),
  ok`
    // src/providers/weather/server-auth.ts
    import { signInForm, type AuthServerOptions } from 'mcp-provider/auth';
    import { auth } from './api/auth.js';

    const serve = signInForm(auth);
    export const runAuthServer = async (options: AuthServerOptions) => {
      if (!options.port) return serve({ ...options, host: 'localhost' });
      if (options.port === 1) return serve({ ...options, host: process.env.SIGN_IN_HOST ?? options.host });
      return serve({ ...options, timeoutMs: 600_000 });
    };
    export const site = { host: '0.0.0.0' };
  `,
  ok`
    // src/providers/weather/server-auth.ts
    import { browserSignIn } from 'mcp-provider/oauth';
    import { auth } from './api/auth.js';

    const { runAuthServer: serve } = browserSignIn(auth);
    export const runAuthServer: typeof serve = (options) => {
      options.host = '::1';
      return serve(Object.assign({}, options, { host: '127.0.0.1' }));
    };
  `,
  bad`
    // src/providers/weather/server-auth.ts
    import { signInForm, type AuthServerOptions } from 'mcp-provider/auth';
    import { auth } from './api/auth.js';

    const reachable = (options: AuthServerOptions) => ({ ...options, host: ‹'0.0.0.0'› });
    const serve = signInForm(auth);
    export const runAuthServer = (options: AuthServerOptions) => serve(reachable(options));
  `.finds(
    'The sign-in server listens on loopback addresses only, and does not start on "0.0.0.0".',
  ),
  bad`
    // src/providers/weather/server-auth.ts
    import { signInForm, type AuthServerOptions } from 'mcp-provider/auth';
    import { auth } from './api/auth.js';

    const HOST = process.env.SIGN_IN_HOST ?? ‹'::'›;
    export const runAuthServer = (options: AuthServerOptions) =>
      signInForm(auth)(Object.assign({}, options, { host: HOST }));
  `.finds('The sign-in server listens on loopback addresses only, and does not start on "::".'),
  bad`
    // src/providers/weather/server-auth.ts
    import { signInForm, type AuthServerOptions } from 'mcp-provider/auth';
    import { auth } from './api/auth.js';

    export function runAuthServer(options: AuthServerOptions) {
      options.host = ‹'0.0.0.0'›;
      return signInForm(auth)(options);
    }
  `.finds(
    'The sign-in server listens on loopback addresses only, and does not start on "0.0.0.0".',
  ),
  bad`
    // src/core/container.ts
    export class Container {
      readonly host = ‹'192.168.1.4'›;
      of<T extends object>(options: T) {
        const changed = { ...options, host: this.host };
        return changed;
      }
    }

    // src/providers/weather/server-auth.ts
    import { browserSignIn } from 'mcp-provider/oauth';
    import { Container } from '../../core/container.js';
    import { auth } from './api/auth.js';

    const signIn = browserSignIn(auth);
    const container = new Container();
    export const runAuthServer: typeof signIn.runAuthServer = async (options) =>
      signIn.runAuthServer(container.of(options));
  `.finds(
    'The sign-in server listens on loopback addresses only, and does not start on "192.168.1.4".',
  ),
];
