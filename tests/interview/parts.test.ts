import { expect, it } from 'vitest';
import { Interview } from '../../src/interview/interview.js';
import { kinds } from '../../src/kinds/register.gen.js';
import { kindNamed } from '../../src/model/kinds-and-styles.js';
import type { Questions } from '../../src/model/questions.js';
import { askServer } from '../../src/sources/openapi/questions.js';
import { askAuth } from '../../src/spec/questions/auth.js';
import { askPrompt } from '../../src/spec/questions/prompt.js';
import { askTools } from '../../src/spec/questions/tool.js';
import { authStyles } from '../../src/styles/register.gen.js';
import { person } from '../support/person.js';

/** Runs real questions again after each change, as the last screen does. `answers` are by words of the question. */
function conversation<T>(ask: (questions: Questions) => Promise<T>) {
  const answers: Record<string, string | boolean> = {};
  const { questions, asked } = person(answers);
  const interview = new Interview(questions);
  return {
    asked,
    keys: () => interview.items.map(({ key }) => key),
    /** Answers by key, as if they had been given before. */
    given: (known: Record<string, string>) => {
      for (const [key, answer] of Object.entries(known)) interview.give(key, answer);
    },
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

/** What a kind calls when it is asked for tools by hand, three times. */
const CALLS = {
  api: ['request', 'GET /one', 'GET /two', 'GET /three'],
  sql: ['query', 'select 1', 'select 2', 'select 3'],
  files: ['file', 'one.md', 'two.md', 'three.md'],
  mcp: ['remoteTool', 'one', 'two', 'three'],
  code: ['function', 'one a', 'two b', 'three c'],
} as const;

it.each(Object.entries(CALLS))(
  'asks for tools until an answer is empty, and takes one of them away: %s',
  async (kind, [key, ...calls]) => {
    const { after, keys, given } = toolsOf(kind);
    const names = ['first', 'second', 'third'];
    for (const [index, call] of calls.entries()) {
      const tool = `tools[${index}]`;
      const line = kind === 'api' ? `${tool}.request.${call}.arguments` : `${tool}.arguments`;
      given({
        [`${tool}.${key}`]: call,
        [`${tool}.name`]: names[index]!,
        [`${tool}.description[${names[index]}]`]: 'A tool.',
        [line]: `of_${index}:integer`,
      });
    }
    const all = await after({});
    expect(all.map(({ name }) => name)).toEqual(names);
    given({ [`tools[1].${key}`]: '' });
    const left = await after({});
    expect(left).toEqual([all[0], all[2]]);
    if (kind !== 'code') expect(left[1]!.inputSchema.properties).toHaveProperty('of_2');
    expect(keys()).toContain(`tools[3].${key}`);
  },
);

it('takes several requests in one answer, each with its arguments', async () => {
  const { after, asked, keys } = toolsOf('api');
  const paste = `GET /rooms limit:integer ↵curl -X POST \\ ↵ https://b.dev/rooms -d '{"a": "x, GET /y"}'↵POST /orders; PUT /orders/{id}`;
  const tools = await after({}, { 'First tool': paste, 'Arguments of': 'sku! n:integer=1' });
  expect(asked).toEqual([
    'First tool: a request to the API',
    'Arguments of create_order',
    'Another argument of create_order? (empty: done)',
    'Arguments of replace_order',
    'Another tool? (empty: done)',
  ]);
  expect(
    tools.map(({ name, inputSchema }) => [name, Object.keys(inputSchema.properties!)]),
  ).toEqual([
    ['list_rooms', ['limit']],
    ['create_room', ['a']],
    ['create_order', ['sku', 'n']],
    ['replace_order', ['id', 'sku', 'n']],
  ]);
  expect(keys()).toContain('tools[0].request.GET /rooms.arguments');
  const changed = await after({ 'tools[0].request.GET /rooms.arguments': 'page:integer' });
  expect(changed[0]!.inputSchema.properties).toEqual({ page: { type: 'integer' } });
  expect(changed.slice(1)).toEqual(tools.slice(1));
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
