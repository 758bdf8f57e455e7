import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RpcMessage } from './calls.js';

export type ListName = 'tools' | 'resources' | 'prompts';

interface Stream {
  provider: string;
  tell(list: ListName): void;
}

const EVENT_STREAM = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' };

/** The streams on which clients hear of changed lists. They end here, so they outlive builds. */
export class Streams {
  readonly #open = new Set<Stream>();

  /** Protocol 2026-07-28: `subscriptions/listen`. Before, a GET. */
  open(provider: string, outgoing: ServerResponse, message?: RpcMessage): void {
    outgoing.writeHead(200, EVENT_STREAM);
    const meta = message && { _meta: { 'io.modelcontextprotocol/subscriptionId': message.id } };
    const send = (method: string, params: object = {}) =>
      outgoing.write(eventOf({ jsonrpc: '2.0', method, params: { ...params, ...meta } }));
    const wanted = message?.params?.notifications;
    if (message) {
      const notifications = Object.fromEntries(
        Object.entries(wanted ?? {}).filter(([name, isOn]) => isOn && name.endsWith('ListChanged')),
      );
      send('notifications/subscriptions/acknowledged', { notifications });
    } else outgoing.write(': open\n\n');
    this.#add(outgoing, {
      provider,
      tell(list) {
        const isWanted = !message || wanted?.[`${list}ListChanged`] === true;
        if (isWanted) send(`notifications/${list}/list_changed`);
      },
    });
  }

  /**
   * The stream of a session (2025-11-25), which the server also asks its questions on. Each build gets a request for it.
   * @returns what passes on the stream of a new build
   */
  openSession(provider: string, outgoing: ServerResponse): (source: IncomingMessage) => void {
    outgoing.writeHead(200, EVENT_STREAM);
    outgoing.write(': open\n\n');
    this.#add(outgoing, {
      provider,
      tell: (list) =>
        void outgoing.write(
          eventOf({ jsonrpc: '2.0', method: `notifications/${list}/list_changed` }),
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

  #add(outgoing: ServerResponse, stream: Stream): void {
    this.#open.add(stream);
    outgoing.once('close', () => this.#open.delete(stream));
  }
}

const eventOf = (message: object): string => `event: message\ndata: ${JSON.stringify(message)}\n\n`;
