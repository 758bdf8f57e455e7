import { expect, it } from 'vitest';
import { renameArgument } from '../../src/edit/rename-argument.js';
import { renameCaseArgument } from '../../src/edit/test-case.js';
import { withArgumentName } from '../../src/refactor/skills.js';

const source = (run: string, input = 'z.strictObject({ text: z.string() })', more = '') =>
  `const q = \`select :text, text\`;\nexport const find = tool({\n  name: 'find',\n  description: 'Use \`text\`.',\n  input: ${input},${more}\n  run${run},\n});\n`;
const renamed = (text: string, to = 'query') => renameArgument(text, 'find', { from: 'text', to });

it.each([
  [
    'a variable',
    ': ({ text, id }) => api(path`/${text}`, { text, q: text, query: text })',
    ': ({ query, id }) => api(path`/${query}`, { text: query, q: query, query })',
  ],
  ['a default', ': ({ text = "" }) => text', ': ({ query: text = "" }) => text'],
  ['another variable', ': ({ text: words }) => words', ': ({ query: words }) => words'],
  [
    'a rest',
    ': ({ id, ...body }, { api }) => api({ body, q: { ...body }, id: body.id })',
    ': ({ id, query, ...body }, { api }) => api({ body: { ...body, text: query }, q: { ...body, text: query }, id: body.id })',
  ],
  [
    'all arguments',
    '(args) { log(args); return args.text + args["text"]; }',
    '({ query, ...args }) { log({ ...args, text: query }); return query + query; }',
  ],
  [
    'all arguments without brackets',
    ': async args => args',
    ': async ({ query, ...args }) => ({ ...args, text: query })',
  ],
  ['members only', ': (args) => args.text + args.id', ': (args) => args.query + args.id'],
  [
    'a name that is in use',
    ': ({ text }) => query(text)',
    ': ({ query: queryArgument }) => query(queryArgument)',
  ],
  [
    'a rest of this name',
    ': ({ id, ...text }) => text',
    ': ({ id, query, ...text }) => ({ ...text, text: query })',
  ],
  [
    'a shadow',
    ': ({ text }) => [1].map((text) => text)',
    ': ({ query }) => [1].map((text) => text)',
  ],
  ['no arguments', ': () => 1', ': () => 1'],
])('renames an argument of a function with %s', (_, before, after) => {
  expect(renamed(source(before))).toBe(
    source(after, 'z.strictObject({ query: z.string() })').replace('`text`', '`query`'),
  );
});

it('renames it in a statement, in further settings, and where it is no identifier', () => {
  const more = `\n  audited: ['text'],\n  exempt: { text: 'No text.' },\n  confirm: ({ text, ...others }) => \`Find \${text}?\`,`;
  expect(renamed(source(': database.list(q)', '(z.object({ text }))', more), 'x-y')).toBe(
    source(': database.list(q)', "(z.object({ 'x-y': text }))", more)
      .replace(':text, text', ':x-y, text')
      .replace('`text`', '`x-y`')
      .replace("['text']", "['x-y']")
      .replace("{ text: 'No", "{ 'x-y': 'No")
      .replace('{ text, ...others }', "{ 'x-y': xY, ...others }")
      .replace('${text}', '${xY}'),
  );
});

it.each([
  [': findNotes', undefined],
  [': (args: Args) => log(args)', undefined],
  [': () => 1', 'schemas.find'],
  [': () => 1', 'z.strictObject({ text: z.string() }).refine(isRight)'],
  [': () => 1', 'z.strictObject({ ...shared })'],
])('does not guess: run%s, input: %s', (run, input) => {
  expect(renamed(source(run, input))).toBeUndefined();
});

it('renames it in the cases of the tool, not in what they expect or share', () => {
  const cases = (find: string, note = `const note = { text: 'a', id: 1 };\n`) =>
    `${note}testProvider(all, 'notes', {\n  tools: { find: ${find}, add: { arguments: { text: 'a' } } },\n});\n`;
  const rename = (text: string) =>
    renameCaseArgument(text, { provider: 'notes', tool: 'find' }, 'text', 'query');
  const list = (args: string, invalid: string) =>
    `[{ arguments: ${args}, invalid: ${invalid}, request: { body: note } }, { arguments: {} }]`;
  expect(rename(cases(list('note', '{ text: 42 }')))).toBe(
    cases(list("{ query: 'a', id: 1 }", '{ query: 42 }')),
  );
  expect(rename(cases(`{ arguments: {...note} }`))).toBe(
    cases(`{ arguments: { query: 'a', id: 1} }`, ''),
  );
});

it.each([
  [
    '# find\n\nUse `text`. The text: `find(text)`.\n',
    [],
    '# find\n\nUse `query`. The text: `find(query)`.\n',
  ],
  [
    '# find\n```json\n{"text": "a text"}\n```\n# add\n`text`\n',
    [],
    '# find\n```json\n{"query": "a text"}\n```\n# add\n`text`\n',
  ],
  ['`find(text)`\n`add(text)`\n', ['add'], '`find(query)`\n`add(text)`\n'],
])('renames it in a skill: %j', (text, others, after) => {
  expect(withArgumentName(text, 'find', { from: 'text', to: 'query' }, others)).toBe(after);
});
