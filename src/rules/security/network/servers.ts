/** What makes servers that listen, and where they listen by default. */
export const SERVERS: Readonly<Record<string, 'everywhere' | 'loopback'>> = {
  'node:http#createServer': 'everywhere',
  'node:http#Server': 'everywhere',
  'node:https#createServer': 'everywhere',
  'node:https#Server': 'everywhere',
  'node:http2#createServer': 'everywhere',
  'node:http2#createSecureServer': 'everywhere',
  'node:net#createServer': 'everywhere',
  'node:net#Server': 'everywhere',
  'node:tls#createServer': 'everywhere',
  'express#': 'everywhere',
  'express#default': 'everywhere',
  'koa#': 'everywhere',
  'koa#default': 'everywhere',
  'polka#': 'everywhere',
  'polka#default': 'everywhere',
  'fastify#': 'loopback',
  'fastify#default': 'loopback',
  'fastify#fastify': 'loopback',
  '@modelcontextprotocol/sdk/server/express.js#createMcpExpressApp': 'everywhere',
};

export interface Starter {
  /** Whether it listens on loopback by default. */
  when?: string;
}

/** What listens as soon as it is called, on every address where its options name no host. */
export const STARTERS: Readonly<Record<string, Starter>> = {
  '@hono/node-server#serve': {},
  '#Bun.serve': {},
  '#Deno.serve': {},
  'ws#WebSocketServer': { when: 'port' },
  'ws#Server': { when: 'port' },
  'ws#WebSocket.Server': { when: 'port' },
  '@hapi/hapi#server': {},
  '@hapi/hapi#Server': {},
};

/** A file that contains none of these does not listen. */
export const MAY_LISTEN =
  /listen|serve|hapi|WebSocketServer|ws['"]|[sS]ignIn|AuthServer|connectionCheck/;

/** Calls that reject requests without a valid token. */
export const VERIFIES =
  /^(requireBearerAuth|jwtVerify|verifyAccessToken|expressjwt|authenticate|authenticateToken|verifyToken|requireAuth)$/;
