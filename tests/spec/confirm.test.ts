import { expect, it } from 'vitest';
import { toolNames } from '../../src/render/part.js';
import { toolModule } from '../../src/render/tool-module.js';
import { kindNamed } from '../../src/model/catalog.js';
import { errorsOf, fromFlags, HEAD } from './reading.js';
import { catalog } from './styles.js';

const tool = (confirm: string) =>
  `${HEAD}tools:
  - name: a
    description: A tool.
    inputSchema:
      type: object
      properties: { room_id: { type: string }, note: { type: string }, tags: { type: array, items: { type: string } } }
      required: [room_id, tags]
    confirm: '${confirm}'
`;

it.each<[string, string, ...string[]]>([
  ['text', 'Go on?'],
  ['a required argument', 'Delete {room_id}?'],
  [
    'another name',
    'Delete {room}?',
    'tools[0].confirm contains "{room}", which is not an argument; did you mean "room_id"?',
  ],
  [
    'an optional argument',
    'Delete {note}?',
    'tools[0].confirm contains "{note}", which is optional: name required arguments.',
  ],
  [
    'a list',
    'Delete {tags}?',
    'tools[0].confirm contains "{tags}", which is neither text, number nor boolean.',
  ],
  ['nothing', ' ', 'tools[0].confirm must not be blank.'],
])('a question with %s', async (_case, confirm, ...says) => {
  const errors = await errorsOf(tool(confirm));
  expect(errors.map((error) => error.replace(/^\S+ /, ''))).toEqual(says);
});

it.each([
  ['Go on?', "  confirm: 'Go on?',"],
  ['Delete {room_id}?', '  confirm: ({ room_id }) => `Delete ${room_id}?`,'],
  ['Pay ${room_id} `now`?', '  confirm: ({ room_id }) => `Pay $${room_id} \\`now\\`?`,'],
  [
    `Delete {room_id} ${'and more '.repeat(9)}?`,
    `  confirm: ({ room_id }) =>\n    \`Delete \${room_id} ${'and more '.repeat(9)}?\`,`,
  ],
])('%s is rendered', (question, line) => {
  const { spec } = fromFlags([
    ['--name', 'acme'],
    ['--description', 'Rooms.'],
    ['--base-url', 'https://a.dev'],
    ['--auth', 'none'],
    ['--tool', 'a: A'],
    ['--param', 'room_id:string!'],
    ['--confirm', question],
  ]);
  const [first] = spec.tools;
  if (!first) throw new Error('There is no tool');
  expect(toolModule(first, toolNames('a', kindNamed('api', catalog.kinds)), [])).toContain(line);
});
