import { PassThrough } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { terminalQuestions } from '../../src/ui/questions.js';

const [ENTER, UP, DOWN, BACKSPACE] = ['\r', '\u001B[A', '\u001B[B', '\u007F'];
const CHOICES = [
  { value: 'owner', label: '"owner"', hint: 'integer', isDisabled: true },
  { value: 'bearer', label: 'A token to paste', hint: 'bearer' },
  { value: 'basic', label: 'A user name and a password', hint: 'Basi' },
  { value: 'none', label: 'Nothing\u0007' },
];

/** Types keys one after another. */
async function choose(keys: readonly string[], initial?: string) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let screen = '';
  output.on('data', (data) => void (screen += stripVTControlCharacters(String(data))));
  const streams = { input, output, color: true, interrupt: () => {} };
  const questions = terminalQuestions(streams, new AbortController().signal);
  const question = { message: 'How?', choices: CHOICES, ...(initial !== undefined && { initial }) };
  const answer = questions.choose(question);
  for (const key of keys) {
    await setTimeout(5);
    input.write(key);
  }
  return { value: await answer, screen };
}

it.each<[string, readonly string[], string, string?]>([
  ['the first that is possible', [ENTER], 'bearer'],
  ['the initial one', [ENTER], 'none', 'none'],
  ['the next', [DOWN, ENTER], 'basic'],
  ['the last from the first', [UP, ENTER], 'none'],
  ['the one whose label has the typed text', ['NOTH', ENTER], 'none'],
  ['the one whose hint has the typed text', ['basi', ENTER], 'basic'],
  ['the next of those with the typed text', ['a ', DOWN, ENTER], 'basic'],
  ['the first after typed text is deleted', ['x', BACKSPACE, ENTER], 'bearer'],
])('takes %s', async (_, keys, expected, initial?) => {
  expect((await choose(keys, initial)).value).toBe(expected);
});

it.each<[string, readonly string[], string]>([
  ['nothing has the typed text', ['2', ENTER, BACKSPACE, ENTER], 'Nothing has this name.'],
  [
    'what has it is not possible',
    ['own', ENTER, BACKSPACE, BACKSPACE, BACKSPACE, ENTER],
    '"owner" cannot be chosen: integer.',
  ],
])('takes none where %s, and says so', async (_, keys, sentence) => {
  const { value, screen } = await choose(keys);
  expect(value).toBe('bearer');
  expect(screen).toContain(sentence);
});

it('shows the search only while there is one, and no control characters', async () => {
  const { screen } = await choose([ENTER]);
  for (const text of ['Search', '\u0007']) expect(screen).not.toContain(text);
  expect((await choose(['pa', ENTER])).screen).toContain('Search: pa█');
});
