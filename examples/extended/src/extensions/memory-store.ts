import type { SharedStore } from 'mcp-provider/server';

/** Credentials that end with the process: `TOKEN_STORE=memory://`. */
export function memoryStore(): SharedStore {
  const records = new Map<string, string>();
  const queues = new Map<string, Promise<unknown>>();
  return {
    protocols: ['memory:'],
    records: () => ({
      get: async (id) => records.get(id) ?? null,
      put: async (id, record) => void records.set(id, record),
      delete: async (id) => void records.delete(id),
    }),
    withLock(_address, id, task) {
      const next = (queues.get(id) ?? Promise.resolve()).then(() =>
        task({ isHeld: async () => true }),
      );
      const settled = next.catch(() => {});
      queues.set(id, settled);
      void settled.then(() => {
        if (queues.get(id) === settled) queues.delete(id);
      });
      return next;
    },
  };
}
