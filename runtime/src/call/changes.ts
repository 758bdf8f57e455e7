import type { Principal } from '../identity/principal.js';

/** A list of a provider, or the content of one resource. */
export type Change = { list: 'tools' | 'resources' | 'prompts' } | { uri: string };

/** Tells the clients that asked for it what has changed: all of them, or those of one principal. */
export interface Notify {
  /** The content of a resource (MCP `notifications/resources/updated`). */
  resourceUpdated(uri: string, principal?: Principal): void;
  /** The resources that exist (MCP `notifications/resources/list_changed`). */
  resourcesChanged(principal?: Principal): void;
}

/** Resolves when the client can be told of more. */
type Listener = (change: Change) => Promise<void>;

interface Subscriber {
  userId: string;
  isWatched(uri: string): boolean;
  /** What the client has not been told yet, each change once: a slow client must not fill the memory. */
  waiting: Map<string, Change>;
  isTelling: boolean;
}

/** The changes of one provider, and the connections of this process that are told of them. */
export class Changes {
  readonly #subscribers = new Map<Listener, Subscriber>();

  publish(change: Change, principal?: Principal): void {
    const key = 'uri' in change ? `uri ${change.uri}` : change.list;
    for (const [listener, subscriber] of this.#subscribers) {
      if (principal !== undefined && principal.userId !== subscriber.userId) continue;
      if ('uri' in change && !subscriber.isWatched(change.uri)) continue;
      subscriber.waiting.set(key, change);
      if (!subscriber.isTelling) void tell(listener, subscriber);
    }
  }

  /**
   * Returns what ends it.
   * @param isWatched whether the client is told of this resource
   * @param listener must not fail
   */
  subscribe(
    { userId }: Principal,
    isWatched: Subscriber['isWatched'],
    listener: Listener,
  ): () => void {
    const waiting: Subscriber['waiting'] = new Map();
    this.#subscribers.set(listener, { userId, isWatched, waiting, isTelling: false });
    return () => {
      this.#subscribers.delete(listener);
      waiting.clear();
    };
  }
}

async function tell(listener: Listener, subscriber: Subscriber): Promise<void> {
  const { waiting } = subscriber;
  subscriber.isTelling = true;
  for (const [key, change] of waiting) {
    waiting.delete(key);
    await listener(change);
  }
  subscriber.isTelling = false;
}
