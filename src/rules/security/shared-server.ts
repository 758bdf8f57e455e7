import type { Code } from '../../model/code.js';
import type { SourceFile } from '../../model/project.js';
import type { Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { foreignName } from './values/origins.js';

const SERVER =
  /^@modelcontextprotocol\/(sdk|server)(\/[^#]*)?#(McpServer|Server|StreamableHTTPServerTransport|NodeStreamableHTTPServerTransport|WebStandardStreamableHTTPServerTransport|SSEServerTransport)$/;
const INSTANCE = 'src/core/instance.ts';
const PROVIDER = 'src/providers/weather/mcp-instance.ts';

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
    {
      bad: {
        [PROVIDER]: {
          replace: 'export const createServer: CreateServer = serverFactory(PROVIDER_NAME);',
          with: "const server = serverFactory(PROVIDER_NAME)({ userId: 'all' });\nexport const createServer: CreateServer = () => server;",
        },
      },
      finds: [`${PROVIDER}:14:49`],
    },
    {
      bad: {
        [PROVIDER]: {
          replace: 'export const createServer: CreateServer = serverFactory(PROVIDER_NAME);',
          with: 'let server: ReturnType<CreateServer> | undefined;\nexport const createServer: CreateServer = (principal) =>\n  (server ??= serverFactory(PROVIDER_NAME)(principal));',
        },
      },
      finds: [`${PROVIDER}:15:4`],
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
