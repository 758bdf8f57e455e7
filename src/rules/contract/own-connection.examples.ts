import { bad, ok } from '../example.js';

export default [
  ok`
    // provider-config.yaml, changed
    -     base_url: https://api.weather.dev/v1
    +     kind: sql
    +     database_url: 'sqlite:data/weather.db'
    …
    -     auth: bearer
    +     auth: none

    // src/providers/weather/api/database.ts
    import type { Database } from 'libsql';
    import { sql } from 'drizzle-orm';
    import { DatabaseError } from 'pg';
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    export const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'shared' });
    export type Raw = Database;
    export const days = sql\`select day from days\`;
    export const failed = (error: unknown) =>
      error instanceof DatabaseError ? new DatabaseError('failed') : error;
  `,
  bad`
    // provider-config.yaml, changed
    -     base_url: https://api.weather.dev/v1
    +     kind: sql
    +     database_url: 'sqlite:data/weather.db'
    …
    -     auth: bearer
    +     auth: none

    // src/providers/weather/api/days.ts
    import Database from 'libsql';

    const database = new ‹Database›('data/weather.db');
    export const days = () => database.prepare('select day from days').all();
  `.finds('This code opens the database with "libsql".'),
  bad`
    // provider-config.yaml, changed
    -     base_url: https://api.weather.dev/v1
    +     kind: sql
    +     database_url: 'sqlite:data/weather.db'
    …
    -     auth: bearer
    +     auth: none

    // src/lib/db.ts
    import { neon } from '@neondatabase/serverless';
    import { Kysely } from 'kysely';
    import * as mssql from 'mssql';
    import oracledb from 'oracledb';
    import pg from 'pg';

    export const days = async () => [
      ‹neon›(process.env.DATABASE_URL),
      new ‹Kysely›({ dialect }),
      await ‹mssql.connect›('Server=localhost'),
      await ‹oracledb.getConnection›({ user: 'weather' }),
      new ‹pg.Pool›(),
    ];

    // src/providers/weather/api/days.ts
    export { days } from '../../../lib/db.js';
  `.finds(
    'This code opens the database with "@neondatabase/serverless".',
    'This code opens the database with "kysely".',
    'This code opens the database with "mssql".',
    'This code opens the database with "oracledb".',
    'This code opens the database with "pg".',
  ),
];
