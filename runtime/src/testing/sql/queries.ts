import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { currentProject } from '../../provider/project.js';
import { useClients, userIdOf } from '../callers.js';
import { stubEnvironment } from '../environment.js';
import { eras } from '../eras.js';
import type { Mode } from '../eras.js';
import { textOf } from '../session.js';
import { testInvalidArguments } from '../suites/invalid-arguments.js';
import { testPrompts } from '../suites/prompts.js';
import { asksNothing, toolNames } from '../tested-provider.js';
import type { OpenTestDatabase, SqlDatabase } from './database.js';
import { testScript } from './database.js';
import type { TestedQuery, TestedSql } from './test-provider.js';
import { testSqlUsers } from './users.js';

/** The tools and resources of a provider on the rows of `tests/<provider>.sql`, and its users. */
export function testQueries(subject: TestedSql, open: OpenTestDatabase): void {
  const { provider, prefix, cases, resources } = subject;
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
    it.each(cases.filter((row) => mode === 'auto' || asksNothing(row)))(
      '$title executes its statement',
      async (row) => {
        const result = await call(mode, row.name, row.arguments);
        expect(
          result.isError ?? false,
          `"${row.name}" fails with ${JSON.stringify(row.arguments)}: ${textOf(result)}. Change its statement, "arguments" of the test, or the rows of :alice in tests/${provider}.sql`,
        ).toBe(false);
        if (row.result) expect(result.structuredContent).toEqual(row.result);
      },
    );

    testInvalidArguments(cases, (name, args) => call(mode, name, args));

    it.each(resources)('$title is read', async ({ uri }) => {
      const reading = (await clientOf('alice', mode)).readResource({ uri });
      await expect(
        reading,
        `${uri} cannot be read. Change its statement, "uri" of the test, or the rows of :alice in tests/${provider}.sql`,
      ).resolves.toMatchObject({ contents: [{ uri }] });
    });

    testPrompts(subject, () => clientOf('alice', mode));
  });

  it('offers exactly the tools of the test', async () => {
    const { tools } = await (await clientOf('alice', 'auto')).listTools();
    expect(tools.map(({ name }) => name).toSorted()).toEqual(toolNames(subject));
  });

  testSqlUsers(subject, clientOf);
}
