import net from 'node:net';
import tls from 'node:tls';
import type { Address } from '../address.js';

const TIMEOUT_MS = 2_000;
/** Bytes of SSLRequest, and the code of CancelRequest (PostgreSQL, "Message Formats"). */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const CANCEL_CODE = 80877102;

/** The key that the server has given to a connection (BackendKeyData). A pooler understands it, unlike a process id. */
export interface CancelKey {
  processID: number;
  secretKey: number;
}

/**
 * Cancels a statement (PostgreSQL, "Canceling Requests in Progress"). Resolves once the server has
 * read the request.
 */
export async function cancelRequest(address: Address, key: CancelKey) {
  const { host, socket: folder, port, tls: options } = address;
  const packet = Buffer.alloc(16);
  const words = [packet.length, CANCEL_CODE, key.processID, key.secretKey];
  words.forEach((word, index) => packet.writeInt32BE(word, index * 4));
  const tcpSocket = net.connect(
    folder === undefined ? { host, port } : { path: `${folder}/.s.PGSQL.${port}` },
  );
  let socket: net.Socket = tcpSocket;
  try {
    tcpSocket.setTimeout(TIMEOUT_MS, () => tcpSocket.destroy(new Error('timeout')));
    await once(tcpSocket, 'connect');
    if (options) {
      tcpSocket.write(SSL_REQUEST);
      if (String(await once(tcpSocket, 'data')) !== 'S') throw new Error('no TLS');
      const servername = net.isIP(host) ? undefined : host;
      socket = tls.connect({ ...(servername && { servername }), ...options, socket: tcpSocket });
      await once(socket, 'secureConnect');
    }
    // As libpq does, the server ends the connection: PgBouncer 1.18 crashes if the client ends it first.
    socket.write(packet);
    socket.resume();
    await once(socket, 'close');
  } finally {
    socket.destroy();
    tcpSocket.destroy();
  }
}

const once = (socket: net.Socket, event: string) =>
  new Promise<unknown>((resolve, reject) => socket.once(event, resolve).once('error', reject));
