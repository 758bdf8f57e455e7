import { defineRule } from '../define.js';
import { project } from '../example.js';
import { openWays, verifies } from './network/exposure.js';
import { listenerOf } from './network/listeners.js';
import { isLoopback } from './network/loopback.js';
import { MAY_LISTEN } from './network/servers.js';

const HINT =
  'Listen on 127.0.0.1, or verify a token on every request before the server listens anywhere else.';

export default defineRule({
  severity: 'error',
  summary: 'A server without token verification listens on this machine only.',
  why: 'Whoever reaches the port otherwise uses the tools with the credentials of whoever started the server.',
  source: {
    text: 'MCP specification, Transports: servers should bind only to localhost and should authenticate all connections; CVE-2026-49257.',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning',
  },
  securitySeverity: 8.6,
  on: 'file',
  check(file, report, project) {
    if (file.test || !MAY_LISTEN.test(file.text)) return;
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
  },
  examples: [
    {
      ok: project`
        // src/core/http-server.ts
        import express from 'express';

        const app = express();
        app.listen(3000, '127.0.0.1');
      `,
    },
    {
      ok: project`
        // src/core/http-server.ts
        import express from 'express';

        const app = express();
        app.use(requireBearerAuth({ verifier }));
        app.listen(3000, '0.0.0.0');
      `,
    },
    {
      bad: project`
        // src/core/http-server.ts
        import express from 'express';

        const app = express();
        app.listen(3000, ‹'0.0.0.0'›);
      `,
      finds: ['This server listens on "0.0.0.0" and verifies no token.'],
    },
    {
      bad: project`
        // src/core/http-server.ts
        import express from 'express';

        const app = express();
        ‹app.listen›(3000, () => {});
      `,
      finds: ['Nothing keeps this server on this machine, and it verifies no token.'],
    },
    {
      bad: project`
        // src/core/http-server.ts
        import { createServer } from 'node:http';

        export const start = () => createServer().listen({ port: 80, host: ‹'::'› });
      `,
      finds: ['This server listens on "::" and verifies no token.'],
    },
    {
      ok: project`
        // src/core/http-server.ts
        import { serve } from '@hono/node-server';

        serve({ fetch, port: 80, hostname: '::1' });
      `,
    },
    {
      bad: project`
        // src/core/http-server.ts
        import { serve } from '@hono/node-server';

        ‹serve›({ fetch, port: 80 });
      `,
      finds: ['Nothing keeps this server on this machine, and it verifies no token.'],
    },
    {
      bad: project`
        // src/core/http-server.ts
        import express from 'express';

        const appOf = () => {
          const app = express();
          return app;
        };
        ‹appOf().listen›(3000);
      `,
      finds: ['Nothing keeps this server on this machine, and it verifies no token.'],
    },
    {
      bad: project`
        // src/core/sign-in.ts, changed
        -   if (!['127.0.0.1', '::1', 'localhost'].includes(host)) throw new Error('This machine only.');
        …
            server.listen(port, ‹host›);
      `,
      finds: ['Nothing keeps this server on this machine, and it verifies no token.'],
    },
  ],
});

const said = (address: string | undefined) => ({
  message:
    address === undefined
      ? 'Nothing keeps this server on this machine, and it verifies no token.'
      : `This server listens on "${address}" and verifies no token.`,
  hint: HINT,
});
