import { defineRule } from '../define.js';
import { openWays, verifies } from './network/exposure.js';
import { listenerOf } from './network/listeners.js';
import { isLoopback } from './network/loopback.js';
import { MAY_LISTEN } from './network/servers.js';

const HINT =
  'Listen on 127.0.0.1, or verify a token on every request before the server listens anywhere else.';
const SIGN_IN = 'src/core/sign-in.ts';
const SERVER = 'src/core/http-server.ts';
const express = (rest: string) =>
  `import express from 'express';\n\nconst app = express();\n${rest}\n`;

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
    { ok: {} },
    { ok: { [SERVER]: express("app.listen(3000, '127.0.0.1');") } },
    {
      ok: {
        [SERVER]: express(
          "app.use(requireBearerAuth({ verifier }));\napp.listen(3000, '0.0.0.0');",
        ),
      },
    },
    { bad: { [SERVER]: express("app.listen(3000, '0.0.0.0');") }, finds: [`${SERVER}:4:18`] },
    { bad: { [SERVER]: express('app.listen(3000, () => {});') }, finds: [`${SERVER}:4:1`] },
    {
      bad: {
        [SERVER]:
          "import { createServer } from 'node:http';\n\nexport const start = () => createServer().listen({ port: 80, host: '::' });\n",
      },
      finds: [`${SERVER}:3:68`],
    },
    {
      ok: {
        [SERVER]:
          "import { serve } from '@hono/node-server';\n\nserve({ fetch, port: 80, hostname: '::1' });\n",
      },
    },
    {
      bad: {
        [SERVER]: "import { serve } from '@hono/node-server';\n\nserve({ fetch, port: 80 });\n",
      },
      finds: [`${SERVER}:3:1`],
    },
    {
      bad: {
        [SERVER]:
          "import express from 'express';\n\nconst appOf = () => {\n  const app = express();\n  return app;\n};\nappOf().listen(3000);\n",
      },
      finds: [`${SERVER}:7:1`],
    },
    {
      bad: {
        [SIGN_IN]: {
          replace:
            "  if (!['127.0.0.1', '::1', 'localhost'].includes(host)) throw new Error('This machine only.');\n",
          with: '',
        },
      },
      finds: [`${SIGN_IN}:12:23`],
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
