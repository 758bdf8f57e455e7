import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, servers } from '../../database/servers.js';
import { baseSpec, projectOf } from '../../support/base-project.js';
import { runProgram } from '../../support/machine.js';
import { memoryFiles, treeAt } from '../../support/memory.js';
import { person, ROOT } from '../../support/person.js';

/** A project whose server uses this database. */
async function machine(databaseUrl: string) {
  const { name, displayName, description } = await baseSpec('acme');
  const home = { name, displayName, description, auth: { style: 'none' } };
  const own = { kind: 'sql', databaseUrl, users: 'shared', tools: [], resources: [], prompts: [] };
  const files = memoryFiles(treeAt(ROOT, projectOf([{ ...home, ...own }])));
  return { files, cwd: ROOT, env: { ACME_DATABASE_URL: databaseUrl } };
}

async function add(url: string, statement: string) {
  const params = Array.from(statement.matchAll(/:(\w+)/g), ([, name]) => `${name}:integer!`);
  const words = ['add-tool', 'rows', '--description', 'Rows.', '--query', statement];
  const options = params.flatMap((param) => ['--param', param]);
  return runProgram([...words, ...options], await machine(url));
}

describe.each(servers)('$dialect', ({ isMissing, start }) => {
  describe.skipIf(isMissing)('checks statements without executing them', () => {
    let served: Served;
    beforeAll(async () => {
      served = await start();
      await served.execute('create table orders (id integer primary key, note varchar(20))');
    });
    afterAll(() => served.stop());

    it.each<[statement: string, exit: number, told: RegExp]>([
      ['select * frm orders', 2, /rejects "select \* frm orders": .*frm/],
      ['select nope from orders', 2, /rejects .*nope/],
      ['select id from nope', 2, /rejects .*nope/],
      ['select id from orders where id = :id limit :most', 0, /^(?![^]*not check)/],
      ["insert into orders (id, note) values (1, 'x')", 0, /^(?![^]*not check)/],
    ])('%s', async (statement, exit, told) => {
      const outcome = await add(served.url, statement);
      expect([outcome.exit, outcome.stderr]).toEqual([exit, expect.stringMatching(told)]);
    });

    it('asks again for a statement that the database refuses', async () => {
      const { questions } = person({ Tool: 'rows', Description: 'Rows.' });
      const statements = ['select nope from orders', 'select id from orders'];
      const faults: (string | undefined)[] = [];
      const text: typeof questions.text = async (question) => {
        if (!question.message.startsWith('Statement')) return questions.text(question);
        faults.push(question.fault);
        return statements[faults.length - 1] ?? '';
      };
      const given = await machine(served.url);
      const outcome = await runProgram(['add-tool'], {
        ...given,
        questions: { ...questions, text },
      });
      expect(outcome).toMatchObject({ exit: 0 });
      expect(faults).toEqual([undefined, expect.stringMatching(/rejects .*nope/)]);
      const written = given.files.texts()[`${ROOT}/src/providers/acme/tools/rows.ts`];
      expect(written).toContain('select id from orders');
    });
  });
});

it.each([
  ['sqlite:none.db', /did not check the statements: File "none\.db" cannot be opened/],
  ['postgres://127.0.0.1:1/shop', /did not check the statements: No server responds at/],
])('warns where a statement was not checked: %s', async (url, warning) => {
  const { exit, stderr } = await add(url, 'select * frm orders');
  expect([exit, stderr]).toEqual([0, expect.stringMatching(warning)]);
});
