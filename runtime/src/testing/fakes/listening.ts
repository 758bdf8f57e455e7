import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Returns a server on the loopback interface, on a free port unless one is stated. */
export async function listenOnLoopback(
  server: Server,
  port = 0,
): Promise<{ origin: string; close(): Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo; // a TCP server has such an address
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
