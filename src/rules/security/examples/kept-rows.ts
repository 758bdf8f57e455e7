import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Of "security/shared-state": rows of a database, where each user has rows of their own, and files that are read again. */
export const keptRowsExamples: readonly Example[] = [
  bad`
    // provider-config.yaml, changed
    -     auth: bearer
    +     auth: none

    // src/providers/weather/api/places.ts
    import type { Call } from 'mcp-provider/sql';
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth } from './auth.js';

    const database = sqliteDatabase('weather', auth, { users: 'parameter' });
    const read: Call = database.one('select name from places where owner = :principal.user_id');
    const known = new Map<string, Awaited<ReturnType<typeof read>>>();
    export const getPlaces: Call = async (args, context) => {
      const key = JSON.stringify(args);
      const found = known.get(key) ?? (await read(args, context));
      ‹known›.set(key, found);
      return found;
    };
  `.finds('Responses of one caller are stored where all callers find them.'),
  ok`
    // provider-config.yaml, changed
    -     auth: bearer
    +     auth: none

    // src/providers/weather/api/places.ts
    import type { Call } from 'mcp-provider/sql';
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth } from './auth.js';

    const database = sqliteDatabase('weather', auth, { users: 'parameter' });
    const read: Call = database.one('select code, name from countries', { shared: true });
    const known = new Map<string, Awaited<ReturnType<typeof read>>>();
    export const getCountries: Call = async (args, context) => {
      const key = JSON.stringify(args);
      const found = known.get(key) ?? (await read(args, context));
      known.set(key, found);
      return found;
    };
  `,
  bad`
    // src/providers/weather/api/places.ts
    import { readFile, writeFile } from 'node:fs/promises';
    import type { Call } from 'mcp-provider/api';
    import { callApi } from './client.js';

    const pathOf = (id: string) => new URL(\`../../../../cache/\${encodeURIComponent(id)}.json\`, import.meta.url);
    export const getPlace: Call = async ({ id }, context) => {
      const path = pathOf(id);
      const kept = await readFile(path, 'utf8').catch(() => undefined);
      if (kept) return JSON.parse(kept);
      const response = await callApi({ method: 'GET', path: '/places', query: { id } }, context);
      await ‹writeFile›(path, JSON.stringify(response.body), { mode: 0o600 });
      return response.body;
    };
  `.finds('Responses of one caller are stored where all callers find them.'),
  ok`
    // src/providers/weather/api/places.ts
    import { readFile, writeFile } from 'node:fs/promises';
    import { join } from 'node:path';
    import type { Call } from 'mcp-provider/api';
    import { callApi } from './client.js';
    import { folderOf } from './folders.js';

    export const getPlace: Call = async ({ id }, context) => {
      const path = join(folderOf(context.principal.userId), encodeURIComponent(id));
      const kept = await readFile(path, 'utf8').catch(() => undefined);
      if (kept) return JSON.parse(kept);
      const response = await callApi({ method: 'GET', path: '/places', query: { id } }, context);
      await writeFile(path, JSON.stringify(response.body), { mode: 0o600 });
      await writeFile(new URL('last.json', import.meta.url), JSON.stringify(response.body), { mode: 0o600 });
      return response.body;
    };
  `,
];
