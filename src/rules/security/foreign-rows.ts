import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import { parsed } from '../../kinds/sql/statement.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';

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
  check(file, report, { code }) {
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
        report({
          at: given.file.at(given.value),
          message: 'This statement is not limited to the rows of the caller.',
          hint: 'Add a condition such as "owner = :principal.user_id", or `shared: true` where all users have the same rows.',
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
