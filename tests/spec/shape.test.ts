import { expect, it } from 'vitest';
import { failureOf, HEAD, readFile } from './reading.js';

it.each([
  ['nothing for text', '', '2:14: description must be a string, but it is empty.'],
  [
    'long text',
    'x'.repeat(20_001),
    '2:14: description is 20001 characters long; at most 20000 are allowed.',
  ],
  [
    'too many tools',
    `R.\ntools: [${'0, '.repeat(10_001)}]`,
    '3:8: tools has 10001 items; at most 10000 are allowed.',
  ],
])('%s is named with its place', async (_, text, line) => {
  const failure = await failureOf(readFile(HEAD.replace('Rooms.', text)));
  expect(failure?.message).toBe(`acme.yaml:${line}`);
});

it('says all that is wrong in the order of the file, twenty lines of it', async () => {
  const wrong = `name: Acme\ntools:\n${'  - { name: a b, description: d, inputSchema: { type: object } }\n'.repeat(30)}`;
  const failure = await failureOf(readFile(wrong));
  const lines = failure?.message.split('\n') ?? [];
  expect(failure).toMatchObject({ code: 'spec/invalid', exit: 2 });
  expect(lines).toHaveLength(21);
  expect(lines.slice(0, 4)).toEqual([
    'acme.yaml:1:1: baseUrl is missing.',
    'acme.yaml:1:1: auth is missing.',
    'acme.yaml:1:7: name must be lower-case letters, digits and "_" and begin with a letter, such as "acme_chat", not "Acme"; did you mean "acme"?',
    'acme.yaml:3:13: tools[0].name must be letters, digits, "_" and "-" and begin with a letter, such as "send_message".',
  ]);
  expect(lines[20]).toBe('and 13 more.');
  expect(failure?.details).toMatchObject({
    problems: expect.objectContaining({ length: 33 }) as unknown,
  });
});
