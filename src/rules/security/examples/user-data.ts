import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Of "security/unignored-credentials". */
export const userDataExamples: readonly Example[] = [
  // The same files for all users.
  ok`
    // provider-config.yaml, changed
          name: Weather
    +     storage: reports

    // src/providers/weather/api/files.ts
    import { fileRoot } from 'mcp-provider/files';
    import { PROVIDER_NAME } from '../mcp-instance.js';

    export const files = fileRoot(PROVIDER_NAME, { shared: true });
  `,
  // A note of the project; no file of a user.
  ok`
    // provider-config.yaml, changed
          name: Weather
    +     storage: data/reports

    // src/providers/weather/api/files.ts
    import { fileRoot } from 'mcp-provider/files';
    import { PROVIDER_NAME } from '../mcp-instance.js';

    export const files = fileRoot(PROVIDER_NAME);

    // .gitignore
    .env
    /data/reports/*
    !/data/reports/README.md
    !/data/maps/
  `,
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     storage: ./data/reports

    // src/providers/weather/api/files.ts
    import { fileRoot } from 'mcp-provider/files';
    import { PROVIDER_NAME } from '../mcp-instance.js';

    export const files = fileRoot(PROVIDER_NAME, { limits: { maxFiles: 100 } });

    // .gitignore
    .env
    /data/reports/*
    ‹!/data/reports/**›
  `.finds('Git does not ignore "data/reports", which contains files of users.'),
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     storage: data/reports/

    // src/providers/weather/api/files.ts
    import { fileRoot } from 'mcp-provider/files';
    import { PROVIDER_NAME } from '../mcp-instance.js';

    export const files = fileRoot(PROVIDER_NAME);

    // .gitignore
    .env
    data/*
    ‹!data/reports›
  `.finds('Git does not ignore "data/reports", which contains files of users.'),
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     storage: ‹data/reports›

    // src/providers/weather/api/files.ts
    import { fileRoot } from 'mcp-provider/files';
    import { PROVIDER_NAME } from '../mcp-instance.js';

    export const files = fileRoot(PROVIDER_NAME);

    // .gitignore
    .env
    node_modules/
  `.fixed`
    // .gitignore, changed
      node_modules/
    + /data/reports/
  `.finds('Git does not ignore "data/reports", which contains files of users.'),
  // The same rows for all users.
  ok`
    // provider-config.yaml, changed
          name: Weather
    +     database_url: sqlite:data/places.db

    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase(PROVIDER_NAME, { ...auth, getCredentials }, { users: 'parameter' });
    export const list = database.list('places', 'select name from places', { shared: true });
  `,
  ok`
    // provider-config.yaml, changed
          name: Weather
    +     database_url: sqlite:data/weather.db

    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase(PROVIDER_NAME, { ...auth, getCredentials }, { users: 'parameter' });
    export const list = database.list('places', 'select name from places where owner = :principal.user_id');

    // .gitignore
    .env
    *.db
    !tests/*.db
    !/seed.db
  `,
  ok`
    // provider-config.yaml, changed
          name: Weather
    +     database_url: sqlite:/var/lib/weather.db

    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase(PROVIDER_NAME, { ...auth, getCredentials }, { users: 'parameter' });
    export const list = database.list('places', 'select name from places where owner = :principal.user_id');
  `,
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     database_url: sqlite:data/weather.db

    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase(PROVIDER_NAME, { ...auth, getCredentials }, { users: 'parameter' });
    export const list = database.list('places', 'select name from places where owner = :principal.user_id');

    // .gitignore
    .env
    *.db
    ‹!data/*.db›
    !data/seed.sql
  `.finds('Git does not ignore "data/weather.db", which contains rows of users.'),
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     database_url: sqlite://./data/weather.sqlite3

    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase(PROVIDER_NAME, { ...auth, getCredentials }, { users: 'parameter' });
    export const list = database.list('places', 'select name from places where owner = :principal.user_id');

    // .gitignore
    .env
    /data/*
    ‹!data/**›
    /data/exports/
  `.finds('Git does not ignore "data/weather.sqlite3", which contains rows of users.'),
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     database_url: sqlite:weather.db

    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase(PROVIDER_NAME, { ...auth, getCredentials }, { users: 'parameter' });
    export const list = database.list('places', 'select name from places where owner = :principal.user_id');

    // .gitignore
    .env
    *.db
    ‹!*.db›
  `.finds('Git does not ignore "weather.db", which contains rows of users.'),
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     database_url: ‹sqlite:data/weather.db›

    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase(PROVIDER_NAME, { ...auth, getCredentials }, { users: 'parameter' });
    export const list = database.list('places', 'select name from places where owner = :principal.user_id');

    // .gitignore
    .env
    node_modules/
  `.fixed`
    // .gitignore, changed
      node_modules/
    + /data/weather.db
  `.finds('Git does not ignore "data/weather.db", which contains rows of users.'),
];
