import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RpcMessage } from './calls.js';

export type ListName = 'tools' | 'resources' | 'prompts';

interface NotificationStream {
  provider: string;
  tell(list: ListName): void;
}

const EVENT_STREAM = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' };

/** The streams on which clients are notified of changed lists. They end in this process, so they outlive builds. */
export class NotificationStreams {
  readonly #open = new Set<NotificationStream>();

  /** Opens a stream: `subscriptions/listen` in protocol version 2026-07-28, a GET request in earlier ones. */
  open(provider: string, outgoing: ServerResponse, message?: RpcMessage): void {
    outgoing.writeHead(200, EVENT_STREAM);
    const meta = message && { _meta: { 'io.modelcontextprotocol/subscriptionId': message.id } };
    const send = (method: string, params: object = {}) =>
      outgoing.write(messageEvent({ jsonrpc: '2.0', method, params: { ...params, ...meta } }));
    const subscriptions = message?.params?.notifications;
    if (message) {
      const notifications = Object.fromEntries(
        Object.entries(subscriptions ?? {}).filter(
          ([name, isOn]) => isOn && name.endsWith('ListChanged'),
        ),
      );
      send('notifications/subscriptions/acknowledged', { notifications });
    } else outgoing.write(': open\n\n');
    this.#add(outgoing, {
      provider,
      tell(list) {
        const isWanted = !message || subscriptions?.[`${list}ListChanged`] === true;
        if (isWanted) send(`notifications/${list}/list_changed`);
      },
    });
  }

  /**
   * Returns the stream of a session (2025-11-25), on which the server also sends requests. Each
   * build gets a request for it.
   * @returns what forwards the stream of a new build
   */
  openSession(provider: string, outgoing: ServerResponse): (source: IncomingMessage) => void {
    outgoing.writeHead(200, EVENT_STREAM);
    outgoing.write(': open\n\n');
    this.#add(outgoing, {
      provider,
      tell: (list) =>
        void outgoing.write(
          messageEvent({ jsonrpc: '2.0', method: `notifications/${list}/list_changed` }),
        ),
    });
    let current: IncomingMessage | undefined;
    outgoing.once('close', () => current?.destroy());
    return (source) => {
      current?.destroy();
      current = source;
      source.on('error', () => {}).on('data', (chunk: Buffer) => outgoing.write(chunk));
    };
  }

  tell(provider: string, list: ListName): void {
    for (const stream of this.#open) if (stream.provider === provider) stream.tell(list);
  }

  #add(outgoing: ServerResponse, stream: NotificationStream): void {
    this.#open.add(stream);
    outgoing.once('close', () => this.#open.delete(stream));
  }
}

const messageEvent = (message: object): string =>
  `event: message\ndata: ${JSON.stringify(message)}\n\n`;
