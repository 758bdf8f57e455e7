import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';
import { settings, wrapTextWithPrefix } from '@clack/core';
import * as clack from '@clack/prompts';
import type { TerminalInput } from '../../runtime/src/node/discard-input.js';
import { runCancelled } from '../model/errors/cli.js';
import { type Asked, Back, type Choice, LINE_BREAK, type Questions } from '../model/questions.js';
import { choiceLine } from './choice-line.js';
import { chooseSeveral } from './multi-select.js';
import { withoutColor } from './paint.js';
import { printable } from './printable.js';
import { textPrompt } from './text-prompt.js';
import { typedInput } from './typed-input.js';

export interface QuestionStreams {
  input: Readable & TerminalInput;
  /** Not stdout, which is for the result. */
  output: Writable;
  color: boolean;
  /** What Ctrl-C does between questions, where the terminal sends no signal. */
  interrupt(): void;
}

// A letter that is typed where none is expected must not move a selection.
for (const letter of 'hjkl') settings.aliases.delete(letter);

const NO_MATCH = 'Nothing has this name. Delete it to see all, or press Esc to go back.';

/** Longer lists are searched. */
const SHOWN_CHOICES = 12;

/** A key as `readline` reports it. */
interface Key {
  name?: string;
  shift?: boolean;
}

export function terminalQuestions(
  { input: source, output: stream, color, interrupt }: QuestionStreams,
  signal: AbortSignal,
): Questions {
  const output = color ? stream : withoutColor(stream);
  const terminal = source.isTTY ? typedInput(source, output, interrupt) : undefined;
  const input = terminal ?? source;
  const begin = async (isChange = false) => {
    if ((await terminal?.begin(isChange)) === false) throw runCancelled();
  };

  /** Ctrl-C and Escape answer with a symbol. */
  async function answered<Answer>(
    { back, isChange }: Asked,
    ask: (common: clack.CommonOptions & { output: Writable }) => Promise<Answer>,
  ): Promise<Exclude<Answer, symbol>> {
    await begin(isChange);
    if (signal.aborted) throw runCancelled();
    // A question goes on listening to its signal and would end again, with a line: each has one of its own.
    const question = new AbortController();
    const stop = () => question.abort();
    signal.addEventListener('abort', stop);
    // Before the first question there is nothing to go back to: Escape asks it again.
    let last: Key;
    const onKey = (_: unknown, key: Key) => {
      last = key;
      if (back && key.name === 'tab' && key.shift) input.emit('keypress', '', { name: 'escape' });
    };
    input.on('keypress', onKey);
    try {
      for (;;) {
        last = {};
        const answer = await ask({ input, output, signal: question.signal });
        if (typeof answer !== 'symbol') return answer as Exclude<Answer, symbol>; // just checked
        if (last.name !== 'escape' || question.signal.aborted) throw runCancelled();
        if (back) throw new Back();
      }
    } finally {
      input.off('keypress', onKey);
      signal.removeEventListener('abort', stop);
    }
  }

  const say = (text: string) => void output.write(framed(text, output));

  return {
    intro: (title) => clack.intro(printable(title), { output }),
    note: (body, title) =>
      title === undefined
        ? say(body)
        : clack.note(printable(body.trimEnd()), printable(title), { output }),
    async text({ message, initial = '', typed, correct = (text) => text, check, ...asked }) {
      const { choices, fault, takenFor, hidden, masked = (text: string) => text } = asked;
      const contentOf = (text: string) => (hidden ? text : text.trim());
      const meant = (text: string | undefined) => (text ? correct(contentOf(text)) : initial);
      const answer = await answered(asked, (common) =>
        textPrompt({
          ...common,
          message: printable(message),
          placeholder: printable(initial),
          defaultValue: initial,
          ...(choices && { choices }),
          shown: (text) => masked(choices ? meant(text) : text),
          ...(fault !== undefined && { fault }),
          ...(takenFor && { takenFor }),
          ...(hidden && { hidden }),
          ...(typed !== undefined && { initialValue: typed }),
          validate: (text) => (choices && !text ? undefined : textFault(meant(text), check)),
        }),
      );
      const text = meant(answer);
      const [given, taken] = [masked(contentOf(answer)), masked(text)];
      if (!choices && taken !== given) say(`\n${given} → ${taken}`);
      return text;
    },
    async choose({ message, choices, initial, ...asked }) {
      const first = initial === undefined ? {} : { initialValue: initial };
      const options = choiceOptions(choices, output);
      const question = { message: printable(message), options, ...first };
      const chosen = await answered(asked, (common) => oneOf(question, common));
      const choice = choices.find(({ value }) => value === chosen);
      if (!choice) throw runCancelled();
      return choice.value;
    },
    chooseSeveral: (question) =>
      answered(question, (common) => chooseSeveral(question, { ...common, shown: SHOWN_CHOICES })),
    confirm: (message, initial, asked = {}) =>
      answered(asked, (common) =>
        clack.confirm({ ...common, message: printable(message), initialValue: initial }),
      ),
    isKnown: () => false,
    async line(prompt, history) {
      await begin();
      return lineFrom({ input: source, output }, prompt, history, signal);
    },
    silently: (work) => terminal?.silently(work) ?? work(),
  };
}

/** Lines of text beside the frame of the questions. */
function framed(text: string, output: Writable): string {
  const bar = `${styleText('gray', clack.S_BAR)}  `;
  return `${wrapTextWithPrefix(output, printable(text), bar).replace(/ +$/gm, '')}\n`;
}

/** What is wrong with a text. */
function textFault(text: string, check: ((text: string) => string | undefined) | undefined) {
  const fault = check?.(text);
  return text.includes(LINE_BREAK)
    ? `Enter one line: "${LINE_BREAK}" stands for a line break.`
    : fault;
}

const choiceOptions = (choices: readonly Choice<string>[], output: Writable) =>
  choices.map(({ value, disabled = false, ...choice }) => ({
    value,
    disabled,
    ...choiceLine(choice, output),
  }));

/** Asks for one of some options; in a long list, people type to find it. */
const oneOf = (
  question: Pick<clack.SelectOptions<string>, 'message' | 'options' | 'initialValue'>,
  common: clack.CommonOptions,
) =>
  question.options.length > SHOWN_CHOICES
    ? clack.autocomplete<string>({
        ...common,
        ...question,
        maxItems: SHOWN_CHOICES,
        validate: (value) => (value === undefined ? NO_MATCH : undefined),
      })
    : clack.select<string>({ ...common, ...question });

/** Pasted lines arrive together, typed ones do not. */
const PASTE_MS = 20;

function lineFrom(
  { input, output }: Pick<QuestionStreams, 'input' | 'output'>,
  prompt: string,
  history: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    let paste: NodeJS.Timeout | undefined;
    const reader = createInterface({
      input,
      output,
      prompt,
      terminal: true,
      history: history.toReversed(),
      signal: AbortSignal.any([signal]),
    });
    reader.on('SIGINT', () => {
      reject(runCancelled());
      reader.close();
    });
    reader.on('line', (line) => {
      lines.push(line);
      paste = paste?.refresh() ?? setTimeout(() => reader.close(), PASTE_MS);
    });
    reader.once('close', () => {
      if (signal.aborted) reject(runCancelled());
      else resolve(lines.length > 0 ? [...lines, reader.line].join('\n').trimEnd() : undefined);
    });
    reader.prompt();
  });
}
