import type { Notify } from '../call/changes.js';
import type { Principal } from '../identity/principal.js';
import type { FileStore } from './store.js';
import { uriOf } from './uri.js';

/**
 * The same files, of whose changes clients are told.
 * @param owner whose clients: all, unless stated
 */
export function withChangeNotices(
  store: FileStore,
  { provider, notify, owner }: { provider: string; notify: Notify; owner: Principal | undefined },
): FileStore {
  function changed(...names: string[]): void {
    notify.resourcesChanged(owner); // sizes are part of the list
    for (const name of names) notify.resourceUpdated(uriOf(provider, name), owner);
  }
  return {
    ...store,
    async write(name, bytes, options) {
      await store.write(name, bytes, options);
      changed(name);
    },
    async move(from, to) {
      await store.move(from, to);
      changed(from, to);
    },
    async remove(name) {
      await store.remove(name);
      changed(name);
    },
  };
}
