import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'shared' });
    const statement = \`select place
    from days
    where day = :day\`;
    export const getDay = database.one(statement);
    const byWay = { up: 'select day from days', down: 'select day from days order by day desc' };
    export const chosen = (way: 'up' | 'down') => database.list('days', byWay[way]);
    export const ordered = (down: boolean) => database.list('days', down ? byWay.down : byWay.up);
    export const listDays = database.list('days', 'select day from days');
    export const addDay = database.change('insert into days values (:day)', {
      then: 'select count(*) as days from days',
    });
  `,
  bad`
    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'shared' });
    export function listDays(place?: string) {
      const conditions = ['day > 0'];
      if (place) conditions.push(\`place = '\${place}'\`);
      const statement = \`select day from days where \${conditions.join(' and ')}\`;
      return database.list('days', ‹statement› as never);
    }
  `.finds('This statement is composed at run time.'),
  bad`
    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'shared' });
    export const listOf = (table: string) =>
      database.list('rows', ‹\`select * from \${table}\`› as never);
  `.finds('This statement is composed at run time.'),
  bad`
    // src/providers/weather/api/database.ts
    import { postgresDatabase } from 'mcp-provider/sql/postgres';
    import { auth, getCredentials } from './auth.js';

    export const database = postgresDatabase('weather', { ...auth, getCredentials }, { users: 'shared' });

    // src/providers/weather/api/days.ts
    import { database } from './database.js';

    const order = process.env.WEATHER_ORDER ?? 'day';
    const statement = 'select day from days order by ' + order;
    export const getDay = database.one(‹statement› as 'select 1');
    export const addDay = database.change('insert into days values (:day)', {
      then: ‹['select day from days', order].join(' order by ')› as never,
    });
  `.finds('This statement is composed at run time.', 'This statement is composed at run time.'),
  bad`
    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'shared' });
    const table = process.env.WEATHER_TABLE;
    const count = async (execute: Execute) => execute(‹\`select count(*) from \${table}\`›, {});
    export const days = (context: CallContext) =>
      database.transaction(context, async (run) => {
        await run('insert into days values (:day)', { day: 1 });
        return run(‹'select * from ' + table›, {});
      });
    export const counted = (context: CallContext) => database.transaction(context, count);
  `.finds('This statement is composed at run time.', 'This statement is composed at run time.'),
  bad`
    // src/providers/weather/api/add.ts
    import { count } from './count.js';

    export async function add(run: Execute) {
      await run('insert into days values (:day)', { day: 1 });
      return count(run);
    }

    // src/providers/weather/api/count.ts
    const table = process.env.WEATHER_TABLE;
    export const count = (run: Execute) => run(‹\`select count(*) from \${table}\`›, {});

    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { add } from './add.js';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'shared' });
    export const days = (context: CallContext) =>
      database.transaction(context, async (run) => add(run));
  `.finds('This statement is composed at run time.'),
  bad`
    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'shared' });
    export const list = (statement: string) => database.list('days', ‹statement› as never);
    export const listDays = () => list('select day from days');
    const byWay: Record<string, string> = { up: 'select day from days' };
    export const add = (way: string, text: string) => (byWay[way] = text);
    export const chosen = (way: string) => database.list('days', ‹byWay[way]› as never);
    export const others = (more: Record<string, string>, way: string) => {
      const statements = { ...byWay, ...more };
      return database.list('days', ‹statements[way]› as never);
    };
  `.finds(
    'This statement is composed at run time.',
    'This statement is composed at run time.',
    'This statement is composed at run time.',
  ),
];
