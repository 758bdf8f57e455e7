import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, expect, it } from 'vitest';
import { memoryFiles } from '../host/memory.js';
import { person } from '../grow/person.js';
import { runProgram } from '../grow/machine.js';
import { SHOP } from './shop.js';

const folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const url = `sqlite:${join(folder, 'shop.db')}`;
const database = new Database(join(folder, 'shop.db'));
database.exec(`${SHOP.sqlite}; create table visits (owner text)`);
database.close();

/** Selects these tables; of those that all users may read, all. */
function shopper(answers: Record<string, string>) {
  const { questions, asked, notes } = person({
    'URL of the database': url,
    Directory: 'shop-mcp',
    ...answers,
  });
  return {
    asked,
    notes,
    questions: {
      ...questions,
      chooseSeveral: async ({
        message,
        choices,
      }: Parameters<typeof questions.chooseSeveral>[0]) => {
        asked.push(message);
        return message === 'Tables' ? ['orders', 'countries'] : choices.map(({ value }) => value);
      },
    },
  };
}

const create = (words: string[], { questions }: ReturnType<typeof shopper>) =>
  runProgram(['create', ...words, '--no-install'], {
    files: memoryFiles({ '/home/ann/x': '' }),
    cwd: '/home/ann',
    questions,
  });

it.each<[string, string[], Record<string, string>, string]>([
  [
    'with the option',
    ['--from-database', url],
    {},
    '--user-column owner --shared-tables countries',
  ],
  ['from the start', [], { 'What do you want to connect?': 'sql' }, '--user-column owner'],
  [
    'for all users',
    ['--from-database', url],
    { 'How are users limited': 'shared' },
    '--tables "countries,orders" --users shared',
  ],
])('asks for tables and their users: %s', async (_, words, answers, repeated) => {
  const shop = shopper(answers);
  const { exit, stdout } = await create(words, shop);
  expect([exit, shop.notes.join('\n')]).toEqual([
    0,
    expect.stringContaining('tools from 2 tables'),
  ]);
  expect(stdout).toContain(repeated);
  expect(shop.asked).toEqual(
    expect.arrayContaining(['Tables', 'How are users limited to their own rows?']),
  );
});

it.each<[string, ...string[]]>([['from the start'], ['with the option', '--from-database', url]])(
  'asks again where no tool can be made of the tables: %s',
  async (_, ...words) => {
    const { questions, notes } = person({
      'What do you want to connect?': 'sql',
      'URL of the database': url,
      Directory: 'shop-mcp',
    });
    // Its only column is that of the user.
    const users = ['column owner', 'shared'];
    const { exit } = await runProgram(['create', ...words, '--no-install'], {
      files: memoryFiles({ '/home/ann/x': '' }),
      cwd: '/home/ann',
      questions: {
        ...questions,
        chooseSeveral: async () => ['visits'],
        choose: async (question) => {
          if (!question.message.startsWith('How are users limited'))
            return questions.choose(question);
          const answer = users.shift();
          if (answer === undefined) throw new Error('Asked again');
          return question.choices.find(({ value }) => value === answer)!.value;
        },
      },
    });
    const told = /No tool can be made[^]*from 1 table/;
    expect([exit, users, notes.join('\n')]).toEqual([0, [], expect.stringMatching(told)]);
  },
);

it.each([
  ['shop.db', 'sqlite:shop.db'],
  ['C:\\data\\shop.sqlite', 'sqlite:C:\\data\\shop.sqlite'],
  ['SHOP_DATABASE_URL', 'env:SHOP_DATABASE_URL'],
])('%s is meant as %s', async (typed, meant) => {
  let corrected = '';
  const shop = shopper({ 'What do you want to connect?': 'sql' });
  const { text } = shop.questions;
  shop.questions.text = (question) => {
    if (question.message.startsWith('URL of')) corrected = question.correct?.(typed) ?? '';
    return text(question);
  };
  await create([], shop);
  expect(corrected).toBe(meant);
});

it.each([
  ['postgres://ann:app-secret@db.acme.dev/shop', /Answers are saved/],
  ['postgres://ann:app%2Fsecret@db.acme.dev/shop', /Answers are saved/],
  ['postgres://ann:app/secret@db.acme.dev/shop', /The URL of the database is invalid/],
  ['postgres://db.acme.dev/shop?password=app-secret', /The URL of the database is invalid/],
  ['env:MISSING', /Environment variable/],
  ['schema.sql', /is a dump/],
])('does not accept %s', async (text, message) => {
  const shop = shopper({
    'What do you want to connect?': 'sql',
    'URL of the database': text,
  });
  await expect(create([], shop)).rejects.toThrow(message);
});
