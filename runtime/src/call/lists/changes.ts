import type { Principal } from '../../identity/principal.js';

/** A change of a provider's list, or of one resource's content. */
export type ChangeNotice = { list: 'tools' | 'resources' | 'prompts' } | { uri: string };

/** Notifies subscribed clients of changes: all of them, or those of one principal. */
export interface Notify {
  /** Reports changed content of a resource (MCP `notifications/resources/updated`). */
  resourceUpdated(uri: string, principal?: Principal): void;
  /** Reports a change in the list of resources (MCP `notifications/resources/list_changed`). */
  resourcesChanged(principal?: Principal): void;
}

/** Sends a change; resolves when the client can receive the next one. */
type Listener = (change: ChangeNotice) => Promise<void>;

interface Subscriber {
  userId: string;
  isWatched(uri: string): boolean;
  /** Changes not yet sent, each once, so that a slow client cannot fill the memory. */
  pendingChanges: Map<string, ChangeNotice>;
  isSending: boolean;
}

/** Distributes the changes of one provider to the connections of this process. */
export class Changes {
  readonly #subscribers = new Map<Listener, Subscriber>();

  publish(change: ChangeNotice, principal?: Principal): void {
    const key = 'uri' in change ? `uri ${change.uri}` : change.list;
    for (const [listener, subscriber] of this.#subscribers) {
      if (principal !== undefined && principal.userId !== subscriber.userId) continue;
      if ('uri' in change && !subscriber.isWatched(change.uri)) continue;
      subscriber.pendingChanges.set(key, change);
      if (!subscriber.isSending) void sendChanges(listener, subscriber);
    }
  }

  /**
   * Subscribes a client.
   * @param isWatched whether the client wants changes of this resource
   * @param listener must not fail
   * @returns a function that ends the subscription
   */
  subscribe(
    { userId }: Principal,
    isWatched: Subscriber['isWatched'],
    listener: Listener,
  ): () => void {
    const waiting: Subscriber['pendingChanges'] = new Map();
    this.#subscribers.set(listener, {
      userId,
      isWatched,
      pendingChanges: waiting,
      isSending: false,
    });
    return () => {
      this.#subscribers.delete(listener);
      waiting.clear();
    };
  }
}

async function sendChanges(listener: Listener, subscriber: Subscriber): Promise<void> {
  const { pendingChanges } = subscriber;
  subscriber.isSending = true;
  for (const [key, change] of pendingChanges) {
    pendingChanges.delete(key);
    await listener(change);
  }
  subscriber.isSending = false;
}
