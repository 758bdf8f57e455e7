import { getEventListeners } from 'node:events';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Questions } from '../../src/model/questions.js';
import { terminalQuestions } from '../../src/ui/questions.js';

const interrupt = () => {};

function conversation() {
  const control = new AbortController();
  const [input, output] = [new PassThrough(), new PassThrough()];
  output.resume();
  const questions = terminalQuestions({ input, output, color: true, interrupt }, control.signal);
  return { control, input, questions };
}

it('many questions leave no listeners behind', async () => {
  const { control, input, questions } = conversation();
  for (let number = 0; number < 12; number++) {
    const answer = questions.text({ message: 'Name', initial: `n${number}` });
    input.write('\r');
    expect(await answer).toBe(`n${number}`);
  }
  expect(getEventListeners(control.signal, 'abort')).toEqual([]);
});

it('a question ends when the run is cancelled', async () => {
  const { control, questions } = conversation();
  const answer = questions.text({ message: 'Name' });
  control.abort();
  await expect(answer).rejects.toMatchObject({ code: expect.stringContaining('cancel') as string });
});

const COLUMNS = 44;

/** What a terminal shows, each move of the cursor on a new line. */
async function screenOf(ask: (questions: Questions) => Promise<unknown>, keys: readonly string[]) {
  const screen = await written(ask, keys);
  return stripVTControlCharacters(screen.replace(MOVE, '\n')).split('\n');
}

async function written(
  ask: (questions: Questions) => Promise<unknown>,
  keys: readonly string[],
  color = true,
): Promise<string> {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { columns: COLUMNS });
  let screen = '';
  output.on('data', (data) => void (screen += String(data)));
  const answer = ask(
    terminalQuestions({ input, output, color, interrupt }, new AbortController().signal),
  );
  for (const key of keys) input.write(key);
  await answer.catch(() => undefined);
  return screen;
}

// eslint-disable-next-line no-control-regex -- control sequences are what is looked for
const MOVE = /\u001b\[[\d;?]*[A-Za-ln-z]/g;
const LONG = 'Lists the rooms that a person may enter with the usual key';

it.each<[string, (questions: Questions) => Promise<unknown>, readonly string[]]>([
  ['an answer', (questions) => questions.text({ message: 'Name' }), [LONG, '\r']],
  ['an answer without blanks', ({ text }) => text({ message: 'Name' }), ['x'.repeat(90), '\r']],
  ['an initial answer', ({ text }) => text({ message: 'Name', initial: LONG }), ['\r']],
  ['a question', ({ text }) => text({ message: LONG }), ['a', '\r']],
  [
    'a correction',
    ({ text }) => text({ message: 'Name', correct: (typed) => `${typed}!` }),
    [LONG, '\r'],
  ],
  [
    'what is wrong',
    ({ text }) => text({ message: 'Name', check: (typed) => (typed === '' ? LONG : undefined) }),
    ['\r', 'a', '\r'],
  ],
  ['a note', async ({ note }) => note(LONG), []],
])('%s that is too long goes on in the frame', async (_, ask, keys) => {
  const lines = await screenOf(ask, keys);
  expect(lines.filter((line) => !/^([│◆◇▲└ ]|$)/.test(line) || line.length > COLUMNS)).toEqual([]);
});

const ROOMS = ['list_rooms', 'get_room'].map((value) => ({ value, label: value, hint: LONG }));
describe.each(['0', '1'])('with FORCE_COLOR=%s', (color) => {
  it.each<[string, (questions: Questions) => Promise<unknown>]>([
    ['choice', (questions) => questions.choose({ message: 'Tool', choices: ROOMS })],
    [
      'choice of several',
      (questions) => questions.chooseSeveral({ message: 'Tools', choices: ROOMS, initial: [] }),
    ],
  ])('the hint of a %s ends in "…" where the line does', async (_, ask) => {
    vi.stubEnv('FORCE_COLOR', color);
    onTestFinished(() => void vi.unstubAllEnvs());
    const lines = await screenOf(ask, ['\r']);
    expect(lines).toContainEqual(expect.stringMatching(/list_rooms \(Lists the.*…\)$/));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(COLUMNS);
  });
});

it('a password in a URL is not shown', async () => {
  const keys = ['postgres://ada:secret@db', '\r'];
  const screen = await written(({ text }) => text({ message: 'URL' }), keys);
  expect(screen).toContain('postgres://ada:••••••@db');
  expect(screen).not.toContain('secret');
});

it('a hint with many blanks and marks is cut in time', async () => {
  const hint = `Rooms\tof${' '.repeat(400_000)}a${'\u0301'.repeat(400_000)}${'b'.repeat(400)}`;
  const choices = [{ value: 'a', label: 'a', hint }];
  const lines = await screenOf(
    (questions) => questions.choose({ message: 'Tool', choices }),
    ['\r'],
  );
  expect(lines).toContainEqual(expect.stringContaining('a (Rooms of'));
});

it('writes no colour where none is wanted, and still shows the cursor', async () => {
  const asked = async (questions: Questions) => {
    questions.note(LONG, 'Answers');
    await questions.choose({ message: 'Tool', choices: ROOMS });
    await questions.text({ message: 'Name', initial: 'acme' });
    await questions.text({ message: 'Display name' });
  };
  vi.stubEnv('FORCE_COLOR', '1');
  onTestFinished(() => void vi.unstubAllEnvs());
  const keys = ['\r', 'room', '\u001b[D', '\r', '\u0003'];
  // eslint-disable-next-line no-control-regex -- control sequences are what is looked for
  const codes = (text: string) => new Set(text.match(/\u001b\[[\d;]*m/g));
  expect(codes(await written(asked, keys)).size).toBeGreaterThan(6);
  const plain = await written(asked, keys, false);
  expect([...codes(plain)].sort()).toEqual(
    ['0', '27', '28', '7', '8'].map((code) => `\u001b[${code}m`),
  );
  expect(plain).toContain('roo\u001b[7mm\u001b[27m');
});
