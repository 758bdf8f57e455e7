import { getEventListeners } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { terminalQuestions } from '../../src/ui/questions.js';

function conversation() {
  const control = new AbortController();
  const [input, output] = [new PassThrough(), new PassThrough()];
  output.resume();
  const questions = terminalQuestions({ input, output }, control.signal);
  return { control, input, questions };
}

it('many questions leave nothing behind', async () => {
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
