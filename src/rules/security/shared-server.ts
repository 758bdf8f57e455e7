import type { Code } from '../../model/code.js';
import type { SourceFile } from '../../model/project.js';
import type { Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { externalName } from '../../flow/values/external-name.js';

const SERVER =
  /^@modelcontextprotocol\/(sdk|server)(\/[^#]*)?#(McpServer|Server|StreamableHTTPServerTransport|NodeStreamableHTTPServerTransport|WebStandardStreamableHTTPServerTransport|SSEServerTransport)$/;

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
    if (file.test) return;
    if (/\/mcp-instance\.[cm]?[jt]s$/.test(file.logicalPath)) ofProvider(file, report, code);
    if (!file.text.includes('@modelcontextprotocol/')) return;
    for (const call of file.facts.calls) {
      if (!call.construct || call.within !== -1) continue;
      if (!SERVER.test(externalName(code, { file, value: call.callee }) ?? '')) continue;
      report({
        at: file.at(call),
        message: `All callers share this "${code.path(call.callee)}", which is made when the module is loaded.`,
        hint: 'Make it in a function that is called for each principal, as "createServer" is.',
      });
    }
  },
  examples: [
    {
      bad: project`
        // src/core/instance.ts, changed
        -   return () => new McpServer({ name, version: '0.1.0' });
        +   return () => server;
          }
        +
        + const server = ‹new McpServer({ name: 'weather', version: '0.1.0' })›;
      `,
      finds: ['All callers share this "McpServer", which is made when the module is loaded.'],
    },
    {
      bad: project`
        // src/providers/weather/mcp-instance.ts, changed
        - export const createServer: CreateServer = serverFactory(PROVIDER_NAME);
        + const server = serverFactory(PROVIDER_NAME)({ userId: 'all' });
        + export const createServer: CreateServer = () => ‹server›;
      `,
      finds: ['All callers share the server "server".'],
    },
    {
      bad: project`
        // src/providers/weather/mcp-instance.ts, changed
        - export const createServer: CreateServer = serverFactory(PROVIDER_NAME);
        + let server: ReturnType<CreateServer> | undefined;
        + export const createServer: CreateServer = (principal) =>
        +   (‹server ??= serverFactory(PROVIDER_NAME)(principal)›);
      `,
      finds: ['All callers share the server "server".'],
    },
  ],
});

/** `createServer` gives back what belongs to the module. */
function ofProvider(file: SourceFile, report: Report, code: Code): void {
  const exported = code.exports(file).get('createServer');
  const made = exported && code.functions(exported.origin).findLast((each) => each.function.body);
  for (const value of made?.function.returned ?? []) {
    const name = value.is === 'compound' ? value.parts[0] : value;
    if (!made || name?.is !== 'name') continue;
    const { within, kind, init } = made.file.facts.declarations[name.declaration] ?? {};
    const isSeen = init?.is === 'call' && init.construct;
    if (within !== -1 || isSeen || !/^(const|let|var)$/.test(kind ?? '')) continue;
    report({
      at: made.file.at(value),
      message: `All callers share the server "${name.name}".`,
      hint: 'Make a new server each time "createServer" is called.',
    });
  }
}
