import { defineRule } from '../define.js';
import { unguardedHandler } from './network/unchecked-host.js';

export default defineRule({
  severity: 'error',
  summary:
    'HTTP servers of the project check the host, or who calls, before they read or write files, run programs or use credentials.',
  why: 'A web page whose host name is changed to 127.0.0.1 after it was loaded (DNS rebinding) reads what a server on this computer sends.',
  limits:
    'Checked are servers of "node:http" and "node:https". The server of the runtime checks the host itself.',
  source: {
    text: 'CWE-350, Reliance on Reverse DNS Resolution for a Security-Critical Action; MCP specification, Transports.',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning',
  },
  securitySeverity: 6.5,
  on: 'file',
  check(file, report, { code }) {
    if (file.test || !/node:https?|['"]https?['"]/.test(file.text)) return;
    for (const value of file.facts.calls) {
      const handler = unguardedHandler({ file, value }, code);
      if (!handler) continue;
      report({
        at: file.at(value.callee),
        message: 'This server answers requests for any host name, also those of web pages.',
        hint: 'Reject a request whose "Host" header is not the address of the server, or verify a token.',
      });
    }
  },
});
