import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Of "security/shared-state": rows of a database, where each user has rows of their own. */
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
];
