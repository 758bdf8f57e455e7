import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { openWays, verifies } from './network/exposure.js';
import { listenerOf } from './network/listeners.js';
import { isLoopback } from '../../model/loopback.js';
import { MAY_LISTEN } from './network/servers.js';

/** `node --inspect=0.0.0.0:9229`; a port alone is no address (Node.js documentation, Command-line options). */
const INSPECTOR =
  /--inspect(?:-brk|-wait|-port)?=(?![$%])(?=[^\s"',:\]]*[.:a-z[])(\[[^\]\s]*\]|[^\s"',:\]]+)(?::\d+)?/g;

const HINT = 'Listen on 127.0.0.1, or verify an access token in every request.';

export default defineRule({
  severity: 'error',
  summary: 'A server without token verification listens on loopback addresses only.',
  why: 'Otherwise everyone in the network can use the tools with the credentials of the person who started the server.',
  source: {
    text: 'MCP specification, Transports: servers should bind only to localhost and should authenticate all connections; CVE-2026-49257.',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning',
  },
  securitySeverity: 8.6,
  on: 'project',
  check(project, report) {
    for (const file of project.files.values()) {
      if (file.test || !MAY_LISTEN.test(file.text)) continue;
      for (const value of file.facts.calls) {
        const call = { file, value };
        const listener = listenerOf(call, project.code);
        if (!listener || verifies(call)) continue;
        const { host, unsaid } = listener;
        if (!host) {
          if (unsaid === 'everywhere') report({ at: file.at(value.callee), ...said(undefined) });
          continue;
        }
        const address = project.code.constant(host);
        if (typeof address === 'string') {
          if (!isLoopback(address)) report({ at: host.file.at(host.value), ...said(address) });
        } else {
          for (const { at, address: given } of openWays(call, host, project))
            report({ at, ...said(given) });
        }
      }
    }
    for (const document of project.documents.all) {
      if (document.path.endsWith('.md')) continue;
      for (const { index, 0: option, 1: address = '' } of document.text.matchAll(INSPECTOR)) {
        if (isLoopback(address)) continue;
        report({
          at: document.at({ start: index, end: index + option.length }),
          message: `The debugger listens on "${address}", and everyone who connects runs code in the server.`,
          hint: 'Remove the address: without one, the debugger listens on 127.0.0.1.',
        });
      }
    }
  },
  examples: [
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
    `.finds(
      'The debugger listens on "0.0.0.0", and everyone who connects runs code in the server.',
    ),
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
  ],
});

const said = (address: string | undefined) => ({
  message:
    address === undefined
      ? 'This server listens on all addresses and verifies no token.'
      : `This server listens on "${address}" and verifies no token.`,
  hint: HINT,
});
