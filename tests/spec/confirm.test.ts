import { expect, it } from 'vitest';
import { kindNamed } from '../../src/model/kinds-and-styles.js';
import { toolIdentifiers } from '../../src/render/provider-parts.js';
import { toolModule } from '../../src/render/tool-module.js';
import { fromFlags } from './reading.js';
import { kindsAndStyles } from './styles.js';

it.each([
  ['Go on?', "  confirm: 'Go on?',"],
  ['Delete {room_id}?', '  confirm: ({ room_id }) => `Delete ${JSON.stringify(room_id)}?`,'],
  [
    'Delete {room_id} ({...})?',
    '  confirm: ({ room_id, ...others }) =>\n    `Delete ${JSON.stringify(room_id)} (${argumentsText(others)})?`,',
  ],
  ['Delete {number} rooms?', '  confirm: ({ number }) => `Delete ${number} rooms?`,'],
  ['Make it {state}?', '  confirm: ({ state }) => `Make it ${state}?`,'],
  [
    'Close {note|none}, {count|all}?',
    "  confirm: ({ note, count }) =>\n    `Close ${note === undefined ? 'none' : JSON.stringify(note)}, ${count ?? 'all'}?`,",
  ],
  ['Move it to {day}?', '  confirm: ({ day }) => `Move it to ${JSON.stringify(day)}?`,'],
  ['Change {...}?', '  confirm: ({ ...others }) => `Change ${argumentsText(others)}?`,'],
  [
    'Pay ${room_id} `now`?',
    '  confirm: ({ room_id }) => `Pay $${JSON.stringify(room_id)} \\`now\\`?`,',
  ],
  [
    `Delete {room_id} ${'and more '.repeat(9)}?`,
    `  confirm: ({ room_id }) =>\n    \`Delete \${JSON.stringify(room_id)} ${'and more '.repeat(9)}?\`,`,
  ],
])('%s is rendered', (question, line) => {
  const { spec } = fromFlags([
    ['--name', 'acme'],
    ['--description', 'Rooms.'],
    ['--base-url', 'https://a.dev'],
    ['--auth', 'none'],
    ['--tool', 'a: A'],
    ['--param', 'room_id:string!'],
    ['--param', 'number:integer!'],
    ['--param', 'state:open|closed!'],
    ['--param', 'day:date!'],
    ['--param', 'note:string'],
    ['--param', 'count:integer'],
    ['--confirm', question],
  ]);
  const [first] = spec.tools;
  if (!first) throw new Error('There is no tool');
  const names = toolIdentifiers('a', kindNamed('api', kindsAndStyles.kinds));
  const code = { imports: {}, member: '' };
  const shared = () => undefined;
  expect(
    toolModule(first, names, { code, defaultedNames: [], sharedNameOf: shared, groups: [] }),
  ).toContain(line);
});
