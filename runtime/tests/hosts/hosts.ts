import { createServer } from 'node:http';
import { serve } from '@hono/node-server';
import express, { type RequestHandler } from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { type Handler, toNodeHandler } from '../../src/http.js';

const ADDRESS = { port: 0, hostname: '127.0.0.1' };

/** The recipes of docs/embed.md: each mounts a handler into a server of its own, at a free port. */
export const HOSTS = {
  'Node.js': (handler: Handler) => createServer(toNodeHandler(handler)).listen(0, '127.0.0.1'),

  Express(handler: Handler) {
    const app = express();
    for (const path of handler.paths) app.all(path, toNodeHandler(handler));
    return app.listen(0, '127.0.0.1');
  },

  'Express after express.json()': afterParser(express.json()),
  'Express after express.text()': afterParser(express.text({ type: '*/*' })),
  'Express after express.raw()': afterParser(express.raw({ type: '*/*' })),

  'a router of Express'(handler: Handler) {
    const app = express();
    app.use('/mcp', express.Router().use(toNodeHandler(handler))); // there, the URL is "/"
    app.use('/.well-known', toNodeHandler(handler));
    return app.listen(0, '127.0.0.1');
  },

  Hono(handler: Handler) {
    const app = new Hono();
    for (const path of handler.paths) app.all(path, ({ req }) => handler.fetch(req.raw));
    return serve({ fetch: app.fetch, ...ADDRESS });
  },

  Fastify(handler: Handler) {
    const app = fastify();
    void app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _body, done) => done(null)); // the handler reads it
      const handle = toNodeHandler(handler);
      for (const path of handler.paths)
        scope.all(path, (request, reply) => handle(request.raw, reply.hijack().raw));
    });
    void app.listen({ port: 0, host: '127.0.0.1' });
    return app.server;
  },

  /** The module `app/mcp/route.ts` exports these functions; a server of Next.js would take minutes. */
  'a route of Next.js'(handler: Handler) {
    const respond = (request: Request) => handler.fetch(request);
    const route: Record<string, typeof respond> = { GET: respond, POST: respond, OPTIONS: respond };
    const fetch = async (request: Request) =>
      route[request.method]?.(request) ?? new Response(null, { status: 405 });
    return serve({ fetch, ...ADDRESS });
  },
};

function afterParser(parser: RequestHandler) {
  return (handler: Handler) => {
    const app = express().use(parser);
    for (const path of handler.paths) app.all(path, toNodeHandler(handler));
    return app.listen(0, '127.0.0.1');
  };
}
