import { defineRule } from '../define.js';
import { foreignName } from './values/origins.js';

const SERVER =
  /^@modelcontextprotocol\/(sdk|server)(\/[^#]*)?#(McpServer|Server|StreamableHTTPServerTransport|NodeStreamableHTTPServerTransport|WebStandardStreamableHTTPServerTransport|SSEServerTransport)$/;
const INSTANCE = 'src/core/instance.ts';

export default defineRule({
  severity: 'error',
  summary: 'Every principal has an MCP server and a transport of its own.',
  why: 'One object for all callers sends the answers of one of them to another.',
  source: {
    text: 'CVE-2026-25536 (GHSA-345p-7cg4-v4c7).',
    url: 'https://github.com/advisories/GHSA-345p-7cg4-v4c7',
  },
  securitySeverity: 7.1,
  on: 'file',
  check(file, report, { code }) {
    if (file.test || !file.text.includes('@modelcontextprotocol/')) return;
    for (const call of file.facts.calls) {
      if (!call.construct || call.within !== -1) continue;
      if (!SERVER.test(foreignName(code, { file, value: call.callee }) ?? '')) continue;
      report({
        at: file.at(call),
        message: `All callers share this "${code.path(call.callee)}", which is made when the module is loaded.`,
        hint: 'Make it in a function that is called for each principal, as "createServer" is.',
      });
    }
  },
  examples: [
    { ok: {} },
    {
      bad: {
        [INSTANCE]: {
          replace: "  return () => new McpServer({ name, version: '0.1.0' });\n}",
          with: "  return () => server;\n}\n\nconst server = new McpServer({ name: 'weather', version: '0.1.0' });",
        },
      },
      finds: [`${INSTANCE}:9:16`],
    },
  ],
});
