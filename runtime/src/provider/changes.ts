import type { Principal } from './principal.js';

/** A list of a provider, or the content of one resource. */
export type Change = { list: 'tools' | 'resources' | 'prompts' } | { uri: string };

/** Tells the clients that asked for it what has changed: all of them, or those of one principal. */
export interface Notify {
  /** The content of a resource (MCP `notifications/resources/updated`). */
  resourceUpdated(uri: string, principal?: Principal): void;
  /** The resources that exist (MCP `notifications/resources/list_changed`). */
  resourcesChanged(principal?: Principal): void;
}

type Listener = (change: Change) => void;

/** The changes of one provider, and the connections of this process that are told of them. */
export class Changes {
  readonly #listeners = new Map<Listener, string>();

  publish(change: Change, principal?: Principal): void {
    for (const [listener, userId] of this.#listeners) {
      if (principal === undefined || principal.userId === userId) listener(change);
    }
  }

  /** Returns what ends it. */
  subscribe({ userId }: Principal, listener: Listener): () => void {
    this.#listeners.set(listener, userId);
    return () => void this.#listeners.delete(listener);
  }
}
