import { bad, ok } from '../example.js';

/** Texts, each of which contains the one before it fifty times. */
const REPEATED = Array.from(
  { length: 6 },
  (_, at) => `const text${at + 1} = \`${`\${text${at}} `.repeat(50)}\`;`,
).join(' ');

export default [
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { pool } from './pool.js';

    export const getForecast = ({ place }: { place: string }) =>
      pool.query('SELECT * FROM days WHERE place = $1', [place]);
  `,
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { pool } from './pool.js';

    export function getForecast({ place }: { place: string }) {
      pool.log(\`query failed: { place: \${place} }\`);
      pool.log(\`query ${'a '.repeat(40_000)}\${place}\`);
      const text0 = place;
      ${REPEATED}
      pool.log(text6);
    }
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { pool } from './pool.js';

    export const getForecast = ({ place }: { place: string }) =>
      ‹pool.query(\`SELECT * FROM days WHERE place = '\${place}'\`)›;
  `
    .related('src/providers/weather/api/get-forecast.ts:3:29 The arguments of the tool enter here.')
    .finds('An argument of the tool becomes part of an SQL statement.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { pool } from './pool.js';

    const find = (place: string) => ‹pool.query('SELECT * FROM days WHERE place = ' + place)›;

    export const getForecast = ({ place }: { place: string }) => find(place);
  `
    .related(
      'src/providers/weather/api/get-forecast.ts:5:29 The arguments of the tool enter here.',
      'src/providers/weather/api/get-forecast.ts:5:62 The argument is passed on here.',
    )
    .finds('An argument of the tool becomes part of an SQL statement.'),
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
    + const FIELDS = '{ day summary }';
    + const DOCUMENT = \`query Days($place: String!) { days(place: $place) \${FIELDS} }\`;
      export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    …
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'POST', path: '/graphql', body: { query: DOCUMENT, variables: { place, days } } },
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    -   const response = await callApi(
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +   const query = \`query { days(place: "\${place}", days: \${days}) { day summary } }\`;
    +   const response = await ‹callApi(
    +     { method: 'POST', path: '/graphql', body: { query } },
  `
    .related('src/providers/weather/api/get-forecast.ts:6:70 The arguments of the tool enter here.')
    .finds('An argument of the tool becomes part of a GraphQL document.'),
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { sql } from 'kysely';
    import { db, knex } from './db.js';

    const COLUMNS = ['day', 'place'];
    const ORDER: Record<string, string> = { day: 'day desc', place: 'place' };

    export async function getForecast({ place, order }: { place: string; order: string }) {
      await knex('days').whereRaw('lower(name) like ?', [\`%\${place}%\`]).where('place', place);
      await sql\`select * from days where place = \${place} order by \${sql.raw(ORDER[order] ?? 'day')}\`.execute(db);
      if (!COLUMNS.includes(order)) throw new ToolError('No such column.');
      await knex('days').orderByRaw(\`lower(\${order}) desc\`);
      if (!/^\\w+$/.test(place)) throw new ToolError('No such place.');
      await knex.raw(\`analyze \${place}\`);
      return [String.raw\`C:\\\${place}\`, z.literal(place), page.where('place', '==', place)];
    }
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    import createKnex from 'knex';
    import { sql } from 'kysely';
    import { literal } from 'sequelize';
    import { postgres, prisma, repository } from './db.js';

    const knex = createKnex({ client: 'better-sqlite3' });
    const like = (text: string) => \`lower(name) like '%\${text.toLowerCase()}%'\`;

    export async function getForecast({ place }: { place: string }) {
      const days = knex('days').where({ open: true });
      if (place !== '') ‹days.whereRaw(like(place))›;
      await ‹knex.raw('lower(' + place + ')')›;
      await ‹prisma.$queryRawUnsafe(place)›;
      await ‹repository.createQueryBuilder('d').where(\`d.place = '\${place}'\`)›.getMany();
      await Days.findAll({ order: ‹literal(place)› });
      const clauses = [\`place = '\${place}'\`];
      await ‹postgres.query({ text: \`SELECT * FROM days WHERE \${clauses.join(' AND ')}\` })›;
      return sql\`select * from days where place = \${‹sql.lit(place)›}\`;
    }
  `
    .related(
      'src/providers/weather/api/get-forecast.ts:9:35 The arguments of the tool enter here.',
      'src/providers/weather/api/get-forecast.ts:9:35 The arguments of the tool enter here.',
      'src/providers/weather/api/get-forecast.ts:9:35 The arguments of the tool enter here.',
      'src/providers/weather/api/get-forecast.ts:9:35 The arguments of the tool enter here.',
      'src/providers/weather/api/get-forecast.ts:9:35 The arguments of the tool enter here.',
      'src/providers/weather/api/get-forecast.ts:9:35 The arguments of the tool enter here.',
      'src/providers/weather/api/get-forecast.ts:9:35 The arguments of the tool enter here.',
    )
    .finds(
      'An argument of the tool becomes part of an SQL statement.',
      'An argument of the tool becomes part of an SQL statement.',
      'An argument of the tool becomes part of an SQL statement.',
      'An argument of the tool becomes part of an SQL statement.',
      'An argument of the tool becomes part of an SQL statement.',
      'An argument of the tool becomes part of an SQL statement.',
      'An argument of the tool becomes part of an SQL statement.',
    ),
];
