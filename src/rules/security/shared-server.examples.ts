import { keptServerExamples } from './examples/kept-servers.js';
import { bad, ok } from '../example.js';

export default [
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
  bad`
    // src/providers/weather/mcp-instance.ts, changed
    - export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
    + const provider = defineProvider({
    …
      });
    +
    + export const { tool, resource, prompt, getInitializationOptions } = provider;
    + const servers = new Map<string, ReturnType<typeof provider.createServer>>();
    + export const createServer: typeof provider.createServer = (principal, request) => {
    +   const version = request?.protocolVersion ?? '';
    +   const known = servers.get(version);
    +   if (known) return known;
    +   const server = provider.createServer(principal, request);
    +   ‹servers›.set(version, server);
    +   return server;
    + };
  `.finds('All callers share the server "servers".'),
];
