import { expect, it } from 'vitest';
import { Interview } from '../../src/interview/interview.js';
import { kinds } from '../../src/kinds/register.gen.js';
import { kindNamed } from '../../src/model/catalog.js';
import type { Questions } from '../../src/model/questions.js';
import { askServer } from '../../src/sources/openapi/questions.js';
import { askAuth } from '../../src/spec/questions/auth.js';
import { askPrompt } from '../../src/spec/questions/prompt.js';
import { askTools } from '../../src/spec/questions/tool.js';
import { authStyles } from '../../src/styles/register.gen.js';
import { person } from '../extend/person.js';

/** Runs real questions again after each change, as the last screen does. `answers` are by words of the question. */
function conversation<T>(ask: (questions: Questions) => Promise<T>) {
  const answers: Record<string, string | boolean> = {};
  const { questions, asked } = person(answers);
  const interview = new Interview(questions);
  return {
    asked,
    keys: () => interview.items.map(({ key }) => key),
    /** @param changes answers from now on, by key, whose questions are asked again; others answer by their words */
    async after(
      changes: Record<string, string | boolean>,
      others: Record<string, string | boolean> = {},
    ): Promise<T> {
      asked.length = 0;
      for (const words of Object.keys(answers)) delete answers[words];
      Object.assign(answers, others);
      for (const [key, answer] of Object.entries(changes)) {
        const item = interview.items.find((each) => each.key === key);
        answers[item!.message] = answer;
        interview.reopen(key);
        await interview.run(ask);
        delete answers[item!.message];
      }
      return interview.run(ask);
    },
  };
}

const toolsOf = (kind: string) =>
  conversation((questions) => askTools(questions, { name: 'acme', kind: kindNamed(kind, kinds) }));

/** What a kind calls when it is asked for tools by hand, twice. */
const CALLS = {
  sql: ['query', 'select 1', 'select 2'],
  files: ['file', 'one.md', 'two.md'],
  mcp: ['remoteTool', 'one', 'two'],
} as const;

it.each(Object.entries(CALLS))('keeps the arguments of two tools apart: %s', async (kind, row) => {
  const [key, first, second] = row;
  const { after, keys } = toolsOf(kind);
  const texts = { 'Description of': 'A tool' };
  await after(
    {},
    { ...texts, [kind === 'mcp' ? 'Name at' : '(optional)']: first, 'Tool name': 'one' },
  );
  await after(
    { 'tools[0].another': true },
    { ...texts, 'Name at': second, Statement: second, 'File that': second, 'Tool name': 'two' },
  );
  await after({ 'tools[1].arguments[0].added': true }, { 'Argument name': 'late' });
  await after({ 'tools[1].arguments[0].type': 'integer' });
  const tools = await after({ 'tools[0].arguments[0].added': true }, { 'Argument name': 'early' });
  expect(tools).toMatchObject([
    { name: 'one', [key]: first, inputSchema: { properties: { early: { type: 'string' } } } },
    { name: 'two', [key]: second, inputSchema: { properties: { late: { type: 'integer' } } } },
  ]);
  expect(tools.map(({ inputSchema }) => Object.keys(inputSchema.properties!))).toEqual([
    ['early'],
    ['late'],
  ]);
  expect(keys()).toContain('tools[1].arguments[0].name');
});

it('keeps what was said of an argument of its own where the file names one more', async () => {
  const { after } = toolsOf('files');
  const texts = { 'Description of': 'A tool', 'Tool name': 'get_report' };
  await after({}, { ...texts, 'File that': 'reports/{month}.md' });
  await after({ 'tools[0].arguments[0].added': true }, { 'Argument name': 'lines' });
  await after({
    'tools[0].arguments[0].type': 'integer',
    'tools[0].arguments.month.type': 'number',
  });
  const [tool] = await after({ 'tools[0].file': 'reports/{year}/{month}.md' });
  expect(tool!.inputSchema.properties).toMatchObject({
    year: { type: 'string' },
    month: { type: 'number' },
    lines: { type: 'integer' },
  });
});

it('keeps a new name of an argument with its type, and asks nothing again', async () => {
  const { after, asked } = toolsOf('sql');
  await after({}, { Statement: 'select 1', 'Tool name': 'one', 'Description of': 'A tool' });
  await after({ 'tools[0].arguments[0].added': true }, { 'Argument name': 'limt' });
  await after({ 'tools[0].arguments[0].type': 'integer' });
  const [tool] = await after({ 'tools[0].arguments[0].name': 'limit' });
  expect(tool!.inputSchema.properties).toMatchObject({ limit: { type: 'integer' } });
  expect(asked).toEqual(['Argument name, such as limit']);
});

it('asks for the name of a query parameter where that of a header was given', async () => {
  const { after } = conversation((questions) =>
    askAuth(questions, authStyles, { style: 'api-key' }),
  );
  await after({});
  await after({ 'auth[api-key].name[1]': 'X-Mine' });
  expect(await after({ 'auth[api-key].in[0]': 'query' }, { parameter: 'mine' })).toMatchObject({
    in: 'query',
    name: expect.not.stringContaining('X-Mine') as string,
  });
});

it('keeps the descriptions of the arguments of a prompt with their names', async () => {
  const { after } = conversation((questions) => askPrompt(questions, { arguments: [] }, []));
  const texts = { 'Prompt name': 'sum_up', Message: 'Compare {one} and {two}.' };
  await after({}, { ...texts, 'Description of "one"': 'First', 'Description of "two"': 'Second' });
  expect((await after({ text: 'Sum up {two} for {three}.' })).arguments).toMatchObject([
    { name: 'two', description: 'Second' },
    { name: 'three' },
  ]);
});

it('asks for the variables of each server of a document', async () => {
  const server = (template: string) => ({
    template,
    url: template,
    needs: 'nothing' as const,
    variables: [{ name: 'region', default: 'eu', choices: [] }],
  });
  const servers = ['https://{region}.acme.dev', 'https://{region}.acme.test'].map(server);
  const { after } = conversation((questions) => askServer(questions, servers));
  await after({}, { region: 'us' });
  expect(await after({ server: servers[1]!.template })).toBe('https://eu.acme.test');
});
