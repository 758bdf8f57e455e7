import { PassThrough } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import type { SeveralQuestion } from '../../src/model/questions.js';
import { terminalQuestions } from '../../src/ui/questions.js';

const [TAB, ENTER, DOWN] = ['\t', '\r', '\u001B[B'];
const choice = (value: string, group?: string) => ({
  value,
  label: value,
  ...(group !== undefined && { group }),
});
const ROOMS = [choice('list_rooms', 'Rooms'), choice('get_room', 'Rooms')];
const CHAIRS = [choice('list_chairs', 'Chairs')];

/** Types keys one after another. */
async function select(keys: readonly string[], question: Partial<SeveralQuestion> = {}) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let screen = '';
  output.on('data', (data) => void (screen += stripVTControlCharacters(String(data))));
  const streams = { input, output, color: true, interrupt: () => {} };
  const questions = terminalQuestions(streams, new AbortController().signal);
  const answer = questions.chooseSeveral({
    message: 'Tools',
    choices: [...ROOMS, ...CHAIRS],
    initial: [],
    status: (values) => `${values.length} tools`,
    ...question,
  });
  for (const key of keys) {
    await setTimeout(5);
    input.write(key);
  }
  return { values: await answer, screen };
}

it.each<[string, string[], string[]]>([
  ['nothing', [ENTER], []],
  ['one of a group', [DOWN, TAB, ENTER], ['list_rooms']],
  ['a group', [TAB, ENTER], ['list_rooms', 'get_room']],
  ['a group without one of it', [TAB, DOWN, TAB, ENTER], ['get_room']],
  ['no group any more', [TAB, TAB, ENTER], []],
  ['what is found', ['c', 'h', 'a', DOWN, TAB, ENTER], ['list_chairs']],
  ['what is found of a group', ['t', '_', 'r', TAB, ENTER], ['list_rooms']],
])('selects %s', async (_, keys, expected) => {
  expect((await select(keys)).values).toEqual(expected);
});

it('starts on the first row, also where others are selected, and marks the active one', async () => {
  const initial = ['get_room', 'list_chairs', 'gone'];
  const { values, screen } = await select([DOWN, TAB, ENTER], { initial });
  expect([...values].sort()).toEqual(['get_room', 'list_chairs', 'list_rooms']);
  expect(screen).toMatch(/› ◻ +list_rooms/);
});

it('shows groups with their sizes, and a running status', async () => {
  const { screen } = await select([TAB, ENTER]);
  for (const text of ['Rooms (2)', 'Chairs (1)', '0 tools', '2 tools'])
    expect(screen).toContain(text);
});

it('ends where the check accepts the answer', async () => {
  const faults = ['Too many.'];
  const { values, screen } = await select([TAB, ENTER, ENTER], { check: () => faults.shift() });
  expect(values).toEqual(['list_rooms', 'get_room']);
  expect(screen).toContain('Too many.');
});

it('prints no control characters of names', async () => {
  const { screen } = await select([ENTER], { choices: [choice('a\u0007\u202eb', 'c\u0007')] });
  for (const character of ['\u0007', '\u202e']) expect(screen).not.toContain(character);
});
