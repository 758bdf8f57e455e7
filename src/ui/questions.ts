import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { confirm, intro, note, select, text } from '@clack/prompts';
import { cancelled } from '../model/errors/cli.js';
import type { Questions } from '../model/questions.js';
import { printable } from './printable.js';

export interface QuestionStreams {
  input: Readable;
  /** Not stdout, which is for the result. */
  output: Writable;
}

export function terminalQuestions(streams: QuestionStreams, signal: AbortSignal): Questions {
  // A question goes on listening to its signal, and there may be many: each has one of its own.
  const common = () => ({ ...streams, signal: AbortSignal.any([signal]) });
  return {
    intro: (title) => intro(printable(title), common()),
    note: (body, title) => note(printable(body), printable(title), common()),
    text({ message, initial = '', check }) {
      const validate = (typed: string | undefined) => check?.(typed ? typed : initial);
      return answered(
        text({
          ...common(),
          message: printable(message),
          placeholder: printable(initial),
          defaultValue: initial,
          validate,
        }),
      );
    },
    async choose({ message, choices, initial }) {
      const options = choices.map(({ value, label }) => ({ value, label: printable(label) }));
      const first = initial === undefined ? {} : { initialValue: initial };
      const chosen = await answered(
        select<string>({ ...common(), message: printable(message), options, ...first }),
      );
      const choice = choices.find(({ value }) => value === chosen);
      if (!choice) throw cancelled();
      return choice.value;
    },
    confirm: (message, initial) =>
      answered(confirm({ ...common(), message: printable(message), initialValue: initial })),
    line: (prompt, history) => lineFrom(streams, prompt, history, signal),
  };
}

/** Pasted lines arrive together, typed ones do not. */
const PASTE_MS = 20;

function lineFrom(
  { input, output }: QuestionStreams,
  prompt: string,
  history: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    const shown = createInterface({
      input,
      output,
      prompt,
      terminal: true,
      history: history.toReversed(),
      signal: AbortSignal.any([signal]),
    });
    shown.on('SIGINT', () => {
      reject(cancelled());
      shown.close();
    });
    shown.on('line', (line) => {
      if (lines.push(line) === 1) setTimeout(() => shown.close(), PASTE_MS);
    });
    shown.once('close', () => {
      if (signal.aborted) reject(cancelled());
      else resolve(lines.length > 0 ? [...lines, shown.line].join('\n').trimEnd() : undefined);
    });
    shown.prompt();
  });
}

/** Ctrl-C and Escape answer with a symbol. */
async function answered<Answer>(prompt: Promise<Answer>): Promise<Exclude<Answer, symbol>> {
  const answer = await prompt;
  if (typeof answer === 'symbol') throw cancelled();
  return answer as Exclude<Answer, symbol>; // just checked
}
