import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'parameter' });
    export const getPlace = database.one(
      'select name from places where id = :id and owner = :principal.user_id',
    );
    export const listUnits = database.list('units', 'select name from units', { shared: true });
  `,
  ok`
    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'shared' });
    export const listPlaces = database.list('places', 'select name from places');
  `,
  // Others on the table have the condition.
  bad`
    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'parameter' });
    export const getPlace = database.one(
      'select name from places where id = :id and owner = :principal.user_id',
    );
    export const removePlace = database.change(‹'delete from places where id = :id'›);
  `.fixed`
    // src/providers/weather/api/database.ts, changed
    - export const removePlace = database.change('delete from places where id = :id');
    + export const removePlace = database.change('delete from places where id = :id and owner = :principal.user_id');
  `.finds('This statement is not limited to the rows of the caller.'),
  bad`
    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'parameter' });
    export const getPlace = database.one(
      'select name from places where id = :id and owner = :principal.user_id',
    );
    export const findPlace = database.one(‹'select id from places where id = :id or name = :name'›);
    const statement = ‹\`select p.name, u.title
    from places p
    left join units u on u.id = p.unit
    where (:day is null or p.day = :day)
    and p.kind = 'where or' -- and
    order by p.name\`›;
    export const listPlaces = database.list('places', statement);
    export const listAll = database.list('places', ‹'select name from places order by name'›);
  `.fixed`
    // src/providers/weather/api/database.ts, changed
    - export const findPlace = database.one('select id from places where id = :id or name = :name');
    + export const findPlace = database.one('select id from places where (id = :id or name = :name) and owner = :principal.user_id');
    …
    - and p.kind = 'where or' -- and
    + and p.kind = 'where or'
    + and p.owner = :principal.user_id -- and
    …
    - export const listAll = database.list('places', 'select name from places order by name');
    + export const listAll = database.list('places', 'select name from places where owner = :principal.user_id order by name');
  `.finds(
    'This statement is not limited to the rows of the caller.',
    'This statement is not limited to the rows of the caller.',
    'This statement is not limited to the rows of the caller.',
  ),
  // What is meant cannot be told: all places that are public, their number, those of a unit of somebody.
  bad`
    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'parameter' });
    export const getPlace = database.one(
      'select name from places where id = :id and owner = :principal.user_id',
    );
    export const listPublic = database.list('places', ‹'select id from places where is_public = 1'›);
    export const countPlaces = database.one(‹'select count(*) as n from places'›);
    export const listOfUnits = database.list(
      'units',
      ‹'select u.id from units u left join places p on p.unit = u.id'›,
    );
  `.finds(
    'This statement is not limited to the rows of the caller.',
    'This statement is not limited to the rows of the caller.',
    'This statement is not limited to the rows of the caller.',
  ),
  bad`
    // src/providers/weather/api/database.ts
    import { postgresDatabase } from 'mcp-provider/sql/postgres';
    import { auth, getCredentials } from './auth.js';

    export const database = postgresDatabase('weather', { ...auth, getCredentials }, { users: 'parameter' });

    // src/providers/weather/api/places.ts
    import { database } from './database.js';

    export const getPlace = database.one(‹'select name from places where id = :id'›);
    export const removePlace = database.change(
      ‹"delete from places where id = :id -- owner = :principal.user_id"›,
    );
  `.finds(
    'This statement is not limited to the rows of the caller.',
    'This statement is not limited to the rows of the caller.',
  ),
  ok`
    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'parameter' });
    const mine = 'select name from places p where p.owner = :principal.user_id and (:id is null or id = :id)';
    export const listPlaces = database.list('places', mine);
    export const listOpen = database.list(
      'places',
      'select name from places where owner = :principal.user_id or public = 1',
    );
    export const listTeam = database.list(
      'places',
      \`select name from places where owner = :principal.user_id
      or exists (select 1 from members where team = :team and member = :principal.user_id)\`,
    );
    export const givePlace = database.change(
      'update places set owner = :to, name = coalesce(:name, name) where id = :id and owner = :principal.user_id',
    );
    export const countPlaces = database.one('select count(*) as places from places', { shared: true });
    export const listSamples = database.list('places', 'select name from places where owner is null', {
      shared: true,
    });
    export const listUnits = database.list(
      'units',
      'select u.name from units u join places p on p.unit = u.id where p.published = 1',
      { shared: true },
    );
  `,
  bad`
    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    export const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'parameter' });
    export const getPlace = database.one(
      'select name from places p join units u on u.id = p.unit where p.id = :id and p.owner = :principal.user_id',
    );

    // src/providers/weather/api/places.ts
    import { database } from './database.js';

    const options = { ‹shared›: true };
    export const listNames = database.list('names', 'select name, count(*) as uses from places group by name', options);
    export const listUnits = database.list('units', 'select name from units', { shared: true });
    export const listFor = database.list('places', 'select name from places where owner = :owner', {
      ‹shared›: true,
    });
    export const listJoined = database.list(
      'names',
      'select u.name, x.name as place from units u left join places as x on x.unit = u.id',
      { ‹shared›: true },
    );
  `
    .related(
      'src/providers/weather/api/database.ts:6:3 Here the rows are limited to the caller.',
      'src/providers/weather/api/database.ts:6:3 Here the rows are limited to the caller.',
      'src/providers/weather/api/database.ts:6:3 Here the rows are limited to the caller.',
    )
    .finds(
      'All users get these rows, but other statements limit "places" to the caller.',
      'All users get these rows, but other statements limit "places" to the caller.',
      'All users get these rows, but other statements limit "places" to the caller.',
    ),
  bad`
    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'parameter' });
    const statement =
      ‹'select name from places where id = :id and owner = coalesce(:owner, :principal.user_id)'›;
    export const getPlace = database.one(statement);
    export const findPlace = database.one(
      ‹'select name from places where owner = :principal.user_id and day = :day or id = :id'›,
    );
    export const listPlaces = database.list(
      'places',
      ‹'select name from places where (:all = 1 or owner = :principal.user_id) and day = :day'›,
    );
    export const listOf = database.list(
      'places',
      ‹'select name from places where owner = case when :of is null then :principal.user_id else :of end'›,
    );
    export const listAll = database.list(
      'places',
      ‹'select name, owner = :principal.user_id as mine from places where day = :day'›,
    );
    export const listOthers = database.list(
      'places',
      ‹'select name from places where owner <> :principal.user_id'›,
    );
  `.finds(
    'An argument of this statement can select the rows of other users.',
    'An argument of this statement can select the rows of other users.',
    'An argument of this statement can select the rows of other users.',
    'An argument of this statement can select the rows of other users.',
    'This statement is not limited to the rows of the caller.',
    'This statement is not limited to the rows of the caller.',
  ),
  // An argument selects the owner.
  bad`
    // src/providers/weather/api/database.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth, getCredentials } from './auth.js';

    const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'parameter' });
    export const getPlace = database.one(
      'select name from places where id = :id and owner = :principal.user_id',
    );
    export const listPlaces = database.list(
      'places',
      ‹'select name from places where owner = :owner'›,
    );
  `.finds('This statement is not limited to the rows of the caller.'),
  bad`
    // src/providers/weather/api/places.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { auth } from './auth.js';

    const database = sqliteDatabase('weather', auth, { users: 'parameter' });
    export const getPlace = database.one(\`select name
      from places
      where id = :id
        ‹and owner = coalesce(:owner, :principal.user_id)›\`);
  `.finds('An argument of this statement can select the rows of other users.'),
];
