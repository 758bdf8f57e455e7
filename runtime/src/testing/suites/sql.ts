import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { currentProject } from '../../provider/project.js';
import { useClients, userIdOf } from '../callers.js';
import { stubEnvironment } from '../environment.js';
import { eras } from '../eras.js';
import type { Mode } from '../eras.js';
import { textOf } from '../session.js';
import type { SqlDatabase } from '../sql-database.js';
import { testDatabase, testScript, variableOf } from '../sql-database.js';
import type { TestedProvider, TestedQuery } from '../tested-provider.js';
import { testBuiltServer } from './built-server.js';
import { testSqlUsers } from './sql-users.js';

const noSession = (): never => {
  throw new Error('Providers of a database have no fake API');
};

/** A provider of a database: its tools on the rows of `tests/<provider>.sql`, and its users. */
export function testSql(subject: TestedProvider): void {
  const { provider, prefix, queries, todo } = subject;
  for (const title of todo) it.todo(`${title} is not implemented yet`);
  for (const suite of subject.signIn.suites) describe('sign-in', () => suite(subject, noSession));
  if (queries.length === 0) return;
  testBuiltServer(provider);
  const open = testDatabase(provider, prefix);
  if (open) describe('database', () => testQueries(subject, open));
  else it.skip(`needs a database: set ${variableOf(prefix)} to one that may be emptied`);
}

function testQueries(subject: TestedProvider, open: () => Promise<SqlDatabase>): void {
  const { provider, prefix, queries, todo } = subject;
  let login = {};
  let database: SqlDatabase | undefined;
  const signIn = { ...subject.signIn, credentials: () => login };
  beforeAll(async () => {
    database = await open();
    login = database.login;
    const restore = stubEnvironment({ [`${prefix}_DATABASE_URL`]: database.url });
    return async () => {
      await Promise.all(Array.from(currentProject().ending, (end) => end()));
      await database?.close();
      restore();
    };
  });
  beforeEach(() => database?.reset(testScript(provider, userIdOf)));
  const clientOf = useClients({ ...subject, signIn });
  const call = async (mode: Mode, name: string, args: TestedQuery['arguments']) =>
    (await clientOf('alice', mode)).callTool({ name, arguments: args });

  describe.each(eras)('$era protocol', ({ mode }) => {
    const isAskable = ({ asks }: TestedQuery) => mode === 'auto' || asks.length === 0;
    it.each(queries.filter(isAskable))('$title executes its statement', async (row) => {
      const result = await call(mode, row.name, row.arguments);
      expect(
        result.isError ?? false,
        `"${row.name}" fails with ${JSON.stringify(row.arguments)}: ${textOf(result)}. Change its statement, "arguments" of the test, or the rows of :alice in tests/${provider}.sql`,
      ).toBe(false);
      if (row.result) expect(result.structuredContent).toEqual(row.result);
    });

    it.each(queries.filter(({ invalid }) => invalid))(
      '$title rejects invalid arguments',
      async ({ name, invalid = {} }) => {
        const { isError } = await call(mode, name, invalid);
        const args = JSON.stringify(invalid);
        expect(isError, `"${name}" accepts invalid arguments (${args})`).toBe(true);
      },
    );
  });

  it('offers exactly the tools of the test', async () => {
    const { tools } = await (await clientOf('alice', 'auto')).listTools();
    const tested = new Set([...queries.map(({ name }) => name), ...todo]);
    expect(tools.map(({ name }) => name).toSorted()).toEqual([...tested].toSorted());
  });

  testSqlUsers(subject, clientOf);
}
