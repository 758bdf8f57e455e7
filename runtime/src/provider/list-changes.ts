import type { Registrations } from '../call/define/registrations.js';
import { type ChangeNotice, Changes, type Notify } from '../call/lists/changes.js';
import type { Principal } from '../identity/principal.js';
import type { Capabilities } from './definition.js';

/** The changes of a provider's lists and resources. Clients are notified as far as its capabilities allow. */
export class ListChanges {
  readonly published = new Changes();
  /** Whether the provider serves: then lists change only if a capability allows that. */
  isServing = false;
  readonly #provider: string;
  readonly #capabilities: Capabilities;
  #edition = 0;

  constructor(provider: string, capabilities: Capabilities = {}) {
    this.#provider = provider;
    this.#capabilities = capabilities;
  }

  /** Changes a list. @throws Error if the list cannot change any more */
  change(list: keyof Registrations | 'events', make: () => void): void {
    if (this.isServing && list === 'events')
      throw new Error(`Provider "${this.#provider}": its events cannot change while it serves.`);
    if (this.isServing && list !== 'events' && !this.#capabilities[list]?.listChanged) {
      throw new Error(
        `Provider "${this.#provider}": its ${list} cannot change while it serves. Declare capabilities.${list}.listChanged in defineProvider.`,
      );
    }
    make();
    this.#edition += 1;
    if (list !== 'events') this.published.publish({ list });
  }

  /** Caches a value until a list changes. */
  cachedPerEdition<T>(make: () => T): () => T {
    let cached: { edition: number; value: T } | undefined;
    return () => {
      if (cached?.edition !== this.#edition) cached = { edition: this.#edition, value: make() };
      return cached.value;
    };
  }

  readonly notify: Notify = {
    resourceUpdated: (uri, principal) => this.#publish('subscribe', { uri }, principal),
    resourcesChanged: (principal) => this.#publish('listChanged', { list: 'resources' }, principal),
  };

  /** @throws Error if the capability is missing */
  #publish(
    capability: 'subscribe' | 'listChanged',
    change: ChangeNotice,
    principal: Principal | undefined,
  ): void {
    if (!this.#capabilities.resources?.[capability]) {
      throw new Error(
        `Provider "${this.#provider}": declare capabilities.resources.${capability} in defineProvider.`,
      );
    }
    this.published.publish(change, principal);
  }
}
