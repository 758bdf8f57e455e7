import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { freePort } from '../../runtime/tests/servers/program.js';

/** A server that can be stopped, and started again at the same address. */
export interface Restartable {
  url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function restartable(listener: RequestListener): Promise<Restartable> {
  const port = await freePort();
  const server = createServer(listener);
  const start = async () => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    start,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
