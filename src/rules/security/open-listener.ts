import { defineRule } from '../define.js';
import { openWays, verifies } from './network/exposure.js';
import { listenerOf } from './network/listeners.js';
import { isLoopback } from '../../model/loopback.js';
import { refusedHosts } from './network/sign-in-servers.js';
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
        for (const host of refusedHosts(call, project.code))
          report({
            at: host.file.at(host.value),
            message: `The sign-in server listens on loopback addresses only, and does not start on "${host.address}".`,
            hint: 'Pass on the host that `runAuthServer` is given.',
          });
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
});

const said = (address: string | undefined) => ({
  message:
    address === undefined
      ? 'This server listens on all addresses and verifies no token.'
      : `This server listens on "${address}" and verifies no token.`,
  hint: HINT,
});
