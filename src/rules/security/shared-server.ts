import type { Code } from '../../model/code.js';
import type { SourceFile } from '../../model/project.js';
import { type KeptServer, keptServers, SERVER } from './state/servers.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { keptServerExamples } from './examples/kept-servers.js';
import { externalName } from '../../flow/values/external-name.js';
import { rootOf } from '../../flow/values/children.js';

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
    const isInstance = /\/mcp-instance\.[cm]?[jt]s$/.test(file.logicalPath);
    const returned = isInstance ? returnedServers(file, code) : [];
    const found = returned.length > 0 ? returned : keptServers(file, project);
    for (const { at, target } of found) {
      report({
        at,
        message: `All callers share the server "${code.path(target)}".`,
        hint: 'Create a server for each principal, or store it in a `Map` with the user id as key.',
      });
    }
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
    ...keptServerExamples,
  ],
});

/** `createServer` gives back what belongs to the module. */
function returnedServers(file: SourceFile, code: Code): KeptServer[] {
  const exported = code.exports(file).get('createServer');
  const made = exported && code.functions(exported.origin).findLast((each) => each.function.body);
  return (made?.function.returned ?? []).flatMap((value) => {
    const kept = value.is === 'compound' ? value.parts[0] : value;
    const name = kept && rootOf(kept);
    if (!made || name?.is !== 'name') return [];
    const { start = 0, kind, init } = made.file.facts.declarations[name.declaration] ?? {};
    const isOwn = made.function.start <= start && start < made.function.end;
    const isSeen = init?.is === 'call' && init.construct;
    if (isOwn || isSeen || !/^(const|let|var)$/.test(kind ?? '')) return [];
    return [{ at: made.file.at(value), target: kept ?? name }];
  });
}
