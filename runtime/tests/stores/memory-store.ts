import type { SharedStore } from '../../src/server.js';

/** A store of one's own: all that the interface asks for, in memory. `fails` makes it a disk that is full. */
export function memoryStore() {
  const map = new Map<string, string>();
  const queues = new Map<string, Promise<unknown>>();
  const state = { fails: false };
  const check = () => {
    if (state.fails) throw new Error('No space left on device');
  };
  const store: SharedStore = {
    protocols: ['memory:'],
    records: () => ({
      get: async (id) => map.get(id) ?? null,
      async put(id, record) {
        check();
        map.set(id, record);
      },
      async delete(id) {
        check();
        map.delete(id);
      },
    }),
    withLock(_address, id, task) {
      const before = queues.get(id) ?? Promise.resolve();
      const own = before.then(() => task({ isHeld: async () => true }));
      queues.set(
        id,
        own.catch(() => {}),
      );
      return own;
    },
  };
  return { store, state, ids: () => [...map.keys()] };
}
