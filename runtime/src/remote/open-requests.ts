import type { JSONRPCMessage } from '@modelcontextprotocol/client';
import type { RpcResponse } from './rpc-response.js';
import { progressIn, responseIn } from './rpc-response.js';
import type { CurrentRequest, RequestOptions } from './requests.js';

interface Open {
  resolve(response: RpcResponse): void;
  reject(reason: unknown): void;
  onprogress: RequestOptions['onprogress'];
}

/** Requests on one stream, with responses in any order. */
export class OpenRequests {
  readonly #all = new Map<unknown, Open>();

  /** Sends a request, and the notification that it is cancelled where the signal aborts (MCP, "Cancellation"). */
  async add(
    message: CurrentRequest,
    send: (message: JSONRPCMessage) => Promise<void>,
    { signal, onprogress }: RequestOptions,
  ): Promise<RpcResponse> {
    signal.throwIfAborted();
    const { id, params } = message;
    let cancel = () => {};
    const response = new Promise<RpcResponse>((resolve, reject) => {
      this.#all.set(id, { resolve, reject, onprogress });
      cancel = () => {
        reject(signal.reason as Error);
        const cancelled = { requestId: id, reason: String(signal.reason), _meta: params._meta };
        const notification = { method: 'notifications/cancelled', params: cancelled };
        send({ jsonrpc: '2.0', ...notification }).catch(() => {}); // the stream has ended
      };
    });
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return (await Promise.all([response, send(message)]))[0];
    } finally {
      this.#all.delete(id);
      signal.removeEventListener('abort', cancel);
    }
  }

  /** Whether a message is for one of these requests. */
  take(message: JSONRPCMessage): boolean {
    if ('method' in message) {
      const id = message.params?.progressToken;
      const progress = progressIn(message, String(id));
      if (progress) this.#all.get(id)?.onprogress?.(progress);
      return progress !== undefined && this.#all.has(id);
    }
    const open = this.#all.get(message.id);
    try {
      open?.resolve(responseIn(message, String(message.id)));
    } catch (error) {
      open?.reject(error);
    }
    return open !== undefined;
  }

  /** No more responses come. */
  end(reason: Error): void {
    for (const { reject } of this.#all.values()) reject(reason);
  }
}
