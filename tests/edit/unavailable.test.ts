import { describe, expect, it } from 'vitest';
import { addUnavailable, removeUnavailable } from '../../src/edit/unavailable.js';

const REASON = "'It\\'s gone.'";
const TOOL = { tool: 'get_room' };
const CASES = { tool: 'get_room', testsOf: 'acme' };

const test = (cases: string) => `testProvider(providers, 'acme', {\n  tools: ${cases},\n});\n`;

describe.each([
  [
    'a definition',
    TOOL,
    "tool({\n  name: 'get_room',\n  run: getRoom,\n});\n",
    "tool({\n  name: 'get_room',\n  run: getRoom,\n  unavailable: 'It\\'s gone.',\n});\n",
  ],
  [
    'a definition with tabs and CRLF',
    TOOL,
    'tool({\r\n\tname: "get_room",\r\n\trun: getRoom, // "ours"\r\n});\r\n',
    'tool({\r\n\tname: "get_room",\r\n\trun: getRoom, // "ours"\r\n\tunavailable: \'It\\\'s gone.\',\r\n});\r\n',
  ],
  [
    'all cases of a test',
    CASES,
    test('{ get_room: [{ request }, { request, result }], other: { request } }'),
    test(
      "{ get_room: [{ request, unavailable: 'It\\'s gone.' }, { request, result, unavailable: 'It\\'s gone.' }], other: { request } }",
    ),
  ],
])('%s', (_, place, before, after) => {
  it('becomes unavailable, once', () => {
    expect(addUnavailable(before, place, REASON)).toBe(after);
    expect(addUnavailable(after, place, REASON)).toBe(after);
  });

  it('becomes available again, unless the reason is another one', () => {
    expect(removeUnavailable(after, place, REASON)).toBe(before);
    expect(removeUnavailable(after, place, "'Paused.'")).toBe(after);
  });
});

it.each([
  ['a module without the tool', TOOL, "tool({ name: 'list_rooms', run });"],
  ['an object that is no argument', TOOL, "const room = { name: 'get_room' };"],
  ['a test without the case', CASES, test('{}')],
  ['a case that is computed', CASES, test('{ get_room: roomCase() }')],
])('"unavailable" cannot be added to %s', (_, place, text) => {
  expect(addUnavailable(text, place, REASON)).toBeUndefined();
  expect(removeUnavailable(text, place, REASON)).toBe(text);
});

it.each([
  [
    'behind it',
    "tool({\n  name: 'get_room',\n  unavailable: 'It\\'s gone.', // See #7.\n});\n",
    "tool({\n  name: 'get_room',\n  // See #7.\n});\n",
  ],
  [
    'behind the item before it',
    "tool({\n  name: 'get_room', // Rooms.\n  unavailable: 'It\\'s gone.'\n});\n",
    "tool({\n  name: 'get_room', // Rooms.\n});\n",
  ],
  [
    'before its comma',
    "tool({\n  name: 'get_room',\n  unavailable: 'It\\'s gone.' // See #7.\n  , title: 'Room'\n});\n",
    "tool({\n  name: 'get_room',\n  // See #7.\n   title: 'Room'\n});\n",
  ],
  [
    'in its line',
    "tool({ name: 'get_room', /* #7 */ unavailable: 'It\\'s gone.' });\n",
    "tool({ name: 'get_room', /* #7 */ });\n",
  ],
])('a comment %s stays', (_, before, after) => {
  expect(removeUnavailable(before, TOOL, REASON)).toBe(after);
});
