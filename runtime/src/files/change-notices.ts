import type { Notify } from '../call/lists/changes.js';
import type { Principal } from '../identity/principal.js';
import type { FileStore } from './store.js';
import { uriOf } from './uri.js';

/**
 * Adds notifications about changes to a file store.
 * @param owner principal whose clients are notified; undefined for all clients
 */
export function withChangeNotices(
  store: FileStore,
  { provider, notify, owner }: { provider: string; notify: Notify; owner: Principal | undefined },
): FileStore {
  function notifyChanges(...names: string[]): void {
    notify.resourcesChanged(owner); // sizes are part of the list
    for (const name of names) notify.resourceUpdated(uriOf(provider, name), owner);
  }
  return {
    ...store,
    async write(name, bytes, options) {
      await store.write(name, bytes, options);
      notifyChanges(name);
    },
    async move(from, to) {
      await store.move(from, to);
      notifyChanges(from, to);
    },
    async remove(name) {
      await store.remove(name);
      notifyChanges(name);
    },
  };
}
