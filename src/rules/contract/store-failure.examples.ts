import { bad, ok } from '../example.js';

export default [
  ok`
    // src/core/stores.ts
    import { readFile, rm, writeFile } from 'node:fs/promises';
    import type { SharedStore } from 'mcp-provider/server';

    type Records = Awaited<ReturnType<SharedStore['records']>>;
    export const files = (folder: string): Records => ({
      async get(id) {
        try {
          return await readFile(\`\${folder}/\${id}\`, 'utf8');
        } catch (error) {
          if (isMissing(error)) return null;
          throw error;
        }
      },
      put: (id, record) => writeFile(\`\${folder}/\${id}\`, record),
      delete: (id) => rm(\`\${folder}/\${id}\`).catch(() => {}),
    });
    export const other: Records = {
      get: (id) => readFile(id, 'utf8').catch((error) => (isMissing(error) ? null : Promise.reject(error))),
      put: (id, record) => writeFile(id, record),
    };
    export const sealed = {
      async get(id: string) {
        const record = await redis.get(id);
        try {
          return JSON.parse(await decrypt(record));
        } catch {
          return null;
        }
      },
      put: (id: string, record: string) => redis.set(id, record),
      ready: () => redis.ping().then(() => true, () => false),
    };
    export class RetryingStore {
      async get(id: string): Promise<string | null> {
        for (let attempt = 0; attempt < 3; attempt++) {
          try {
            return await redis.get(id);
          } catch (error) {
            if (attempt === 2) throw error;
          }
        }
        return null;
      }
      put = (id: string, record: string) => redis.set(id, record);
    }
    export const cached = (id: string) => cache.get(id).catch(() => null);
  `,
  bad`
    // src/core/stores.ts
    import { readFile, writeFile } from 'node:fs/promises';
    import type { SharedStore } from 'mcp-provider/server';

    export const redisStore = (): SharedStore => ({
      protocols: ['redis:'],
      records: () => ({
        get: async (id) => ‹redis.get(id).catch(() => null)›,
        put: (id, record) => redis.set(id, record),
        delete: (id) => redis.del(id),
      }),
      withLock,
    });
    export const files = {
      async get(id: string) {
        try {
          return await ‹readFile(id, 'utf8')›;
        } catch {
          return null;
        }
      },
      put: (id: string, record: string) => writeFile(id, record),
    };
    export class TokenStore {
      async load(id: string) {
        let record: string | undefined;
        try {
          record = await ‹redis.get(id)›;
        } catch (error) {
          console.error('The store is down', error);
        }
        return record;
      }
      get = (id: string) => read(id);
      save = (id: string, record: string) => redis.set(id, record);
    }
    async function read(id: string) {
      try {
        return await ‹redis.get(id)›;
      } catch {
        return undefined;
      }
    }
    export async function change(tokenStore: TokenStore, id: string) {
      const old = await ‹tokenStore.load(id).catch(() => undefined)›;
      await tokenStore.save(id, changed(old));
    }
    export const within = (inner: SharedStore): SharedStore => ({
      ...inner,
      async records(address) {
        const records = await inner.records(address);
        return { get: (id) => ‹records.get(id).then((record) => record, () => null)›, put: records.put };
      },
    });
  `.finds(
    ...Array.from({ length: 6 }, () => 'A failure of the store is taken for a missing record.'),
  ),
  ok`
    // src/store.ts
    import { readFile, writeFile } from 'node:fs/promises';
    import type { Records } from 'mcp-provider/server';

    class NoFolderError extends Error {}
    const whereMissing = (result: null) => (error: unknown) => {
      if ((error as { code?: string }).code === 'ENOENT') return result;
      throw error;
    };
    export const records: Records = {
      async get(id) {
        try {
          return await readFile(id, 'utf8');
        } catch (error) {
          if (error instanceof NoFolderError) return null;
          return whereMissing(null)(error);
        }
      },
      put: (id, record) => writeFile(id, record, { mode: 0o600 }),
    };
  `,
];
