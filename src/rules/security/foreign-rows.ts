import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import { parsed } from '../../kinds/sql/statement.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { insertion } from '../insertion.js';
import { isLiteral } from '../literal.js';
import { ownerCondition } from './statements/owner.js';

export default defineRule({
  severity: 'error',
  summary: 'Statements on tables of several users contain `:principal.user_id`.',
  why: 'Without it, a user reads or changes the rows of the others. The server does not start with such a statement.',
  limits:
    'Conditions are not checked, nor statements of transactions. Generated tests call each tool as two users.',
  source: {
    text: 'CWE-639, Authorization Bypass Through User-Controlled Key.',
    url: 'https://cwe.mitre.org/data/definitions/639.html',
  },
  securitySeverity: 8.1,
  on: 'file',
  check(file, report, project) {
    const { code } = project;
    if (file.test) return;
    for (const value of file.facts.calls) {
      const { statements = [] } = code.runtime({ file, value: value.callee }) ?? {};
      if (statements.length === 0 || !isApart({ file, value }, code)) continue;
      for (const path of statements) {
        const given = code.argument({ file, value }, path);
        const text = given && code.constant(given);
        // "security/composed-statement" reports statements that are not fixed.
        if (!given || typeof text !== 'string') continue;
        const statement = parsed(text);
        if ('fault' in statement || statement.scoped) continue;
        const at = given.file.at(given.value);
        const condition = ownerCondition(text, file.provider, project);
        const end = at.end - 1;
        const isWhole = isLiteral(at) && given.file.text.slice(at.start + 1, end) === text;
        report({
          at,
          message: 'This statement is not limited to the rows of the caller.',
          hint: `Add a condition such as "${condition ?? 'owner = :principal.user_id'}", or \`shared: true\` where all users have the same rows.`,
          ...(condition !== undefined &&
            isWhole && { fix: [insertion(given.file, end, ` and ${condition}`)] }),
        });
      }
    }
  },
  examples: [
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
    `.finds('This statement is not limited to the rows of the caller.'),
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
  ],
});

/** The database keeps the users apart by a parameter of the statements, and this call says nothing else. */
function isApart({ file, value }: Located<CallValue>, code: Code): boolean {
  if (value.callee.is !== 'member') return false;
  const database = code.resolve({ file, value: value.callee.object });
  if (database.value.is !== 'call') return false;
  const users = code.argument({ file: database.file, value: database.value }, '2.users');
  if (!users || code.constant(users) !== 'parameter') return false;
  return !value.arguments.some((given) => {
    const shared = code
      .object({ file, value: given })
      ?.properties.find(({ key }) => key === 'shared');
    return shared !== undefined && code.constant(shared) !== false;
  });
}
