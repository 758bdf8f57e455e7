import { bad, ok } from '../example.js';

export default [
  ok`
    // src/http-server.ts
    import express from 'express';

    const app = express();
    app.listen(3000, '127.0.0.1');
  `,
  ok`
    // src/http-server.ts
    import express from 'express';

    const app = express();
    app.use(requireBearerAuth({ verifier }));
    app.listen(3000, '0.0.0.0');
  `,
  bad`
    // src/http-server.ts
    import express from 'express';

    const app = express();
    app.listen(3000, ‹'0.0.0.0'›);
  `.finds('This server listens on "0.0.0.0" and verifies no token.'),
  bad`
    // src/http-server.ts
    import express from 'express';

    const app = express();
    ‹app.listen›(3000, () => {});
  `.finds('This server listens on all addresses and verifies no token.'),
  bad`
    // src/http-server.ts
    import { createServer } from 'node:http';

    export const start = () => createServer().listen({ port: 80, host: ‹'::'› });
  `.finds('This server listens on "::" and verifies no token.'),
  bad`
    // src/http-server.ts
    import { createServer } from 'node:http';

    const { HOST } = process.env;
    const options = { port: 80, ...(HOST ? { host: HOST } : {}) };
    ‹createServer().listen›(options);
  `.finds('This server listens on all addresses and verifies no token.'),
  ok`
    // src/http-server.ts
    import { createServer } from 'node:http';

    const local = { host: '127.0.0.1' };
    createServer().listen({ port: 80, ...local });
    createServer().listen({ path: '/run/weather.sock' });

    const { SOCKET: path } = process.env;
    createServer().listen({ ...(path ? { path } : { port: 80, host: 'localhost' }) });
  `,
  ok`
    // Dockerfile
    ENV NODE_OPTIONS=--inspect=127.0.0.1:9229
    CMD ["node", "--inspect-brk=9229", "dist/server.js"]
  `,
  bad`
    // Dockerfile
    CMD ["node", "‹--inspect=0.0.0.0:9229›", "dist/server.js"]
  `.finds('The debugger listens on "0.0.0.0", and everyone who connects runs code in the server.'),
  bad`
    // Dockerfile
    ENV NODE_OPTIONS=‹--inspect-brk=[::]:9229›
  `.finds('The debugger listens on "[::]", and everyone who connects runs code in the server.'),
  ok`
    // src/http-server.ts
    import { serve } from '@hono/node-server';

    serve({ fetch, port: 80, hostname: '::1' });
  `,
  bad`
    // src/http-server.ts
    import { serve } from '@hono/node-server';

    ‹serve›({ fetch, port: 80 });
  `.finds('This server listens on all addresses and verifies no token.'),
  bad`
    // src/http-server.ts
    import express from 'express';

    const appOf = () => {
      const app = express();
      return app;
    };
    ‹appOf().listen›(3000);
  `.finds('This server listens on all addresses and verifies no token.'),
  bad`
    // src/providers/weather/server-auth.ts
    import { createServer } from 'node:http';

    export async function runAuthServer({ host, port }: { host: string; port: number }) {
      const server = createServer((_request, response) => response.end());
      server.listen(port, ‹host›);
      return { url: \`http://\${host}:\${port}\`, close: async () => void server.close() };
    }
  `.finds('This server listens on all addresses and verifies no token.'),
];
