import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { redisConnections } from '../../src/stores/redis-connections.js';

/** Responds with OK to each command (RESP), until its connections are dropped without a sign. */
async function droppingRedis() {
  const sockets: Socket[] = [];
  const dropped = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('data', (data) => {
      const commands = String(data).match(/^\*\d+\r\n/gm) ?? [];
      if (!dropped.has(socket)) socket.write('+OK\r\n'.repeat(commands.length));
    });
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const drop = () => {
    for (const socket of sockets) dropped.add(socket);
  };
  return { url: `redis://127.0.0.1:${port}`, sockets, drop };
}

it('a connection that is down without a sign is replaced', async () => {
  const { url, sockets, drop } = await droppingRedis();
  const run = redisConnections()(url);
  expect(await run((redis) => redis.set('key', '1'))).toBe('OK');
  drop();
  await expect(run((redis) => redis.set('key', '2'))).rejects.toThrow('Command timed out');
  expect(await run((redis) => redis.set('key', '3'))).toBe('OK');
  expect(sockets).toHaveLength(2);
  await run(async (redis) => redis.disconnect());
});
