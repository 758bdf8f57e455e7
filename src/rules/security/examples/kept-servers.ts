import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Of "security/shared-server": servers under a key, or kept by another function. */
export const keptServerExamples: readonly Example[] = [
  ok`
    // src/serve.ts
    import { createHash } from 'node:crypto';
    import { LRUCache } from 'lru-cache';
    import { createServer } from './providers/weather/mcp-instance.js';

    const known = new LRUCache<string, ReturnType<typeof createServer>>({ max: 100 });
    const keyOf = ({ userId, tenant }: Principal) =>
      createHash('sha256').update(JSON.stringify([tenant, userId])).digest('hex');
    export function serverFor(principal: Principal) {
      const key = keyOf(principal);
      const server = known.get(key) ?? createServer(principal);
      known.set(key, server);
      return server;
    }
  `,
  ok`
    // src/serve.ts
    import { createHash } from 'node:crypto';
    import { createServer } from './providers/weather/mcp-instance.js';

    const servers = {};
    export const serverFor = (principal: Principal) =>
      (servers[createHash('sha256').update(principal.userId).digest('hex').slice(0, 32)] ??= createServer(principal));
  `,
  bad`
    // src/serve.ts
    import { createServer } from './providers/weather/mcp-instance.js';

    const servers = {};
    export const serverFor = (principal: Principal) =>
      (‹servers[principal.tenant]› ??= createServer(principal));
  `.finds('All callers share the server "servers.*".'),
  ok`
    // src/core/memoize.ts
    export function memoize<A, R>(run: (given: A) => R, keyOf: (given: A) => string) {
      const results = new Map<string, R>();
      return (given: A) => {
        const key = keyOf(given);
        const result = results.get(key) ?? run(given);
        results.set(key, result);
        return result;
      };
    }

    // src/serve.ts
    import { memoize } from './core/memoize.js';
    import { createServer } from './providers/weather/mcp-instance.js';

    export const serverFor = memoize(createServer, ({ userId }) => userId);
    export const labelOf = memoize((name: string) => name.trim(), () => 'one');
  `,
  bad`
    // src/core/memoize.ts
    export function memoize<A extends unknown[], R>(run: (...given: A) => R, keyOf: (...given: A) => string) {
      const results = new Map<string, R>();
      return (...given: A) => {
        const key = keyOf(...given);
        let result = results.get(key);
        if (result === undefined) {
          result = run(...given);
          results.set(key, result);
        }
        return result;
      };
    }

    // src/serve.ts
    import { memoize } from './core/memoize.js';
    import { createServer } from './providers/weather/mcp-instance.js';

    export const serverFor = ‹memoize(createServer, () => 'weather')›;
  `.finds('All callers share the server "memoize".'),
  bad`
    // src/serve.ts
    import { LRUCache } from 'lru-cache';
    import { createServer } from './providers/weather/mcp-instance.js';

    const known = new LRUCache<string, ReturnType<typeof createServer>>({ max: 100 });
    const tenantOf = ({ userId }: Principal) => userId.split('|', 1)[0] ?? userId;
    export function serverFor(principal: Principal) {
      const tenant = tenantOf(principal);
      const server = known.get(tenant) ?? createServer(principal);
      ‹known›.set(tenant, server);
      return server;
    }
  `.finds('All callers share the server "known".'),
  bad`
    // src/serve.ts
    import { createServer } from './providers/weather/mcp-instance.js';

    const known: Record<string, ReturnType<typeof createServer>> = {};
    export function serverFor(principal: Principal & { tenant: string }) {
      const { tenant } = principal;
      ‹known[tenant]› ??= createServer(principal);
      return known[tenant];
    }
  `.finds('All callers share the server "known.*".'),
  bad`
    // src/serve.ts
    import { memoize, once } from 'lodash-es';
    import { createServer } from './providers/weather/mcp-instance.js';

    export const serverFor = ‹memoize(createServer, (principal) => \`weather/\${principal.issuer}\`)›;
    export const only = ‹once(createServer)›;
  `.finds('All callers share the server "memoize".', 'All callers share the server "once".'),
  bad`
    // src/core/once.ts
    export const once = <A extends unknown[], R>(make: (...args: A) => R) => {
      let box: { value: R } | undefined;
      return (...args: A): R => (box ??= { value: make(...args) }).value;
    };

    // src/serve.ts
    import type { Principal } from 'mcp-provider';
    import { once } from './core/once.js';
    import { createServer } from './providers/weather/mcp-instance.js';

    type Server = ReturnType<typeof createServer>;

    export const serverFor = ‹once(createServer)›;
    let last: { userId: string; server: Server } | undefined;
    export function latest(principal: Principal): Server {
      if (last?.userId !== principal.userId)
        last = { userId: principal.userId, server: createServer(principal) };
      return last.server;
    }
  `.finds('All callers share the server "once".'),
];
