import type { Code } from '../../model/code.js';
import type { Value } from '../../model/facts.js';
import type { ProjectModel, SourceFile } from '../../model/project.js';
import type { Report } from '../../model/rule.js';
import { sharedWrites } from './state/writes.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { externalName } from '../../flow/values/external-name.js';
import { rootOf } from '../../flow/values/children.js';

const SERVER =
  /^@modelcontextprotocol\/(sdk|server)(\/[^#]*)?#(McpServer|Server|StreamableHTTPServerTransport|NodeStreamableHTTPServerTransport|WebStandardStreamableHTTPServerTransport|SSEServerTransport)$/;

export default defineRule({
  severity: 'error',
  summary: 'Each principal has its own MCP server and transport.',
  why: 'A shared server or transport sends the results of one caller to another.',
  source: {
    text: 'CVE-2026-25536 (GHSA-345p-7cg4-v4c7).',
    url: 'https://github.com/advisories/GHSA-345p-7cg4-v4c7',
  },
  securitySeverity: 7.1,
  on: 'file',
  check(file, report, project) {
    if (file.test) return;
    const { code } = project;
    if (/\/mcp-instance\.[cm]?[jt]s$/.test(file.logicalPath)) ofProvider(file, report, code);
    else if (/createServer|McpServer/.test(file.text)) ofVariable(file, report, project);
    if (!/@modelcontextprotocol\/|mcp-provider\/sdk/.test(file.text)) return;
    for (const call of file.facts.calls) {
      if (!call.construct || call.within !== -1) continue;
      if (!SERVER.test(externalName(code, { file, value: call.callee }) ?? '')) continue;
      report({
        at: file.at(call),
        message: `All callers share this "${code.path(call.callee)}", which is created when the module is loaded.`,
        hint: 'Create it in a function that runs for each principal, such as `createServer`.',
      });
    }
  },
  examples: [
    ok`
      // src/providers/weather/mcp-instance.ts
      import type { Principal } from 'mcp-provider';
      import { defineProvider } from 'mcp-provider';

      export const PROVIDER_NAME = 'weather';

      const provider = defineProvider({ name: PROVIDER_NAME, title: 'Weather', version: '0.1.0' });

      export const { tool, resource, prompt, getInitializationOptions } = provider;
      export const createServer = (principal: Principal) => provider.createServer(principal);
    `,
    bad`
      // src/instance.ts
      import { McpServer } from 'mcp-provider/sdk';

      const server = ‹new McpServer({ name: 'weather', version: '0.1.0' })›;
      export const createServer = () => server;
    `.finds('All callers share this "McpServer", which is created when the module is loaded.'),
    bad`
      // src/providers/weather/mcp-instance.ts
      import { defineProvider } from 'mcp-provider';

      export const PROVIDER_NAME = 'weather';

      const provider = defineProvider({ name: PROVIDER_NAME, title: 'Weather', version: '0.1.0' });
      const server = provider.createServer({ userId: 'all' });

      export const { tool, resource, prompt, getInitializationOptions } = provider;
      export const createServer = () => ‹server›;
    `.finds('All callers share the server "server".'),
    bad`
      // src/providers/weather/mcp-instance.ts
      import type { McpServer, Principal } from 'mcp-provider';
      import { defineProvider } from 'mcp-provider';

      export const PROVIDER_NAME = 'weather';

      const provider = defineProvider({ name: PROVIDER_NAME, title: 'Weather', version: '0.1.0' });
      let server: McpServer | undefined;

      export const { tool, resource, prompt, getInitializationOptions } = provider;
      export const createServer = (principal: Principal) =>
        (‹server ??= provider.createServer(principal)›);
    `.finds('All callers share the server "server".'),
    bad`
      // src/providers/weather/mcp-instance.ts
      import type { McpServer, Principal } from 'mcp-provider';
      import { defineProvider } from 'mcp-provider';

      export const PROVIDER_NAME = 'weather';

      const provider = defineProvider({ name: PROVIDER_NAME, title: 'Weather', version: '0.1.0' });

      export const { tool, resource, prompt, getInitializationOptions } = provider;
      export const createServer = (() => {
        const known: { server?: McpServer } = {};
        return (principal: Principal) => {
          known.server ??= provider.createServer(principal);
          return ‹known.server›;
        };
      })();
    `.finds('All callers share the server "known.server".'),
    bad`
      // src/serve.ts
      import { createServer } from './providers/weather/mcp-instance.js';

      let known: ReturnType<typeof createServer> | undefined;
      export const serverFor = (principal: Principal) => (‹known› ??= createServer(principal));
    `.finds('All callers share the server "known".'),
    ok`
      // src/serve.ts
      import { createServer } from './providers/weather/mcp-instance.js';

      const known = new Map<string, ReturnType<typeof createServer>>();
      export function serverFor(principal: Principal) {
        known.set(principal.userId, createServer(principal));
        return known.get(principal.userId);
      }
    `,
  ],
});

/** A function keeps a server under no key: `known ??= createServer(principal)`. */
function ofVariable(file: SourceFile, report: Report, project: ProjectModel): void {
  const { code } = project;
  const isServer = (value: Value): boolean =>
    value.is === 'compound'
      ? value.parts.some(isServer)
      : value.is === 'call' &&
        (code.runtime({ file, value: value.callee })?.result === 'McpServer' ||
          SERVER.test(externalName(code, { file, value: value.callee }) ?? ''));
  for (const { target, value, keys } of sharedWrites(file, project)) {
    if (keys || !isServer(value)) continue;
    report({
      at: file.at(target),
      message: `All callers share the server "${code.path(target)}".`,
      hint: 'Create a server for each principal, or store it in a `Map` with the user id as key.',
    });
  }
}

/** `createServer` gives back what belongs to the module. */
function ofProvider(file: SourceFile, report: Report, code: Code): void {
  const exported = code.exports(file).get('createServer');
  const made = exported && code.functions(exported.origin).findLast((each) => each.function.body);
  for (const value of made?.function.returned ?? []) {
    const kept = value.is === 'compound' ? value.parts[0] : value;
    const name = kept && rootOf(kept);
    if (!made || name?.is !== 'name') continue;
    const { start = 0, kind, init } = made.file.facts.declarations[name.declaration] ?? {};
    const isOwn = made.function.start <= start && start < made.function.end;
    const isSeen = init?.is === 'call' && init.construct;
    if (isOwn || isSeen || !/^(const|let|var)$/.test(kind ?? '')) continue;
    report({
      at: made.file.at(value),
      message: `All callers share the server "${code.path(kept ?? name)}".`,
      hint: 'Create a new server in each call of `createServer`.',
    });
  }
}
