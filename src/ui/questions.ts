import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';
import { settings, wrapTextWithPrefix } from '@clack/core';
import * as clack from '@clack/prompts';
import type { TerminalInput } from '../../runtime/src/node/discard-input.js';
import { runCancelled } from '../model/errors/cli.js';
import { BackError, LINE_BREAK, type QuestionOptions, type Questions } from '../model/questions.js';
import { replaceSecretsByDots } from '../model/secrets.js';
import { chooseSeveral } from './multi-select.js';
import { withoutColor } from './paint.js';
import { printable } from './printable.js';
import { chooseOne } from './single-select.js';
import { textPrompt } from './text-prompt.js';
import { type QuestionKeys, typedInput } from './typed-input.js';

interface QuestionStreams {
  input: Readable & TerminalInput;
  /** A stream other than stdout, which is for the result. */
  output: Writable;
  color: boolean;
  /** Handles Ctrl-C between questions, if the terminal sends no signal. */
  interrupt(): void;
}

// Unexpected letters must not move a selection.
for (const letter of 'hjkl') settings.aliases.delete(letter);

/** Maximum number of visible choices. */
const MAX_SHOWN_CHOICES = 12;

interface PressedKey {
  name?: string;
  shift?: boolean;
}

// eslint-disable-next-line max-lines-per-function -- one short function for each question, over one terminal
export function terminalQuestions(
  { input: source, output: stream, color, interrupt }: QuestionStreams,
  signal: AbortSignal,
): Questions {
  const output = color ? stream : withoutColor(stream);
  const terminal = source.isTTY ? typedInput(source, output, interrupt) : undefined;
  const input = terminal ?? source;
  const begin = async (question: QuestionKeys = {}) => {
    if ((await terminal?.begin(question)) === false) throw runCancelled();
  };

  /** Asks a question; Ctrl-C and Escape are answers with a symbol. */
  async function askClack<Answer>(
    { canGoBack, ...keys }: QuestionOptions & QuestionKeys,
    ask: (common: clack.CommonOptions & { output: Writable }) => Promise<Answer>,
  ): Promise<Exclude<Answer, symbol>> {
    await begin(keys);
    if (signal.aborted) throw runCancelled();
    // A question keeps listening to its signal, and would end again with an additional line, so
    // each has a signal of its own.
    const question = new AbortController();
    const stop = () => question.abort();
    signal.addEventListener('abort', stop);
    // The first question has no previous one, so Escape repeats it.
    let last: PressedKey;
    const onKey = (_: unknown, key: PressedKey) => {
      last = key;
      if (canGoBack && key.name === 'tab' && key.shift)
        input.emit('keypress', '', { name: 'escape' });
    };
    input.on('keypress', onKey);
    try {
      for (;;) {
        last = {};
        const answer = await ask({ input, output, signal: question.signal });
        if (typeof answer !== 'symbol') return answer as Exclude<Answer, symbol>; // just checked
        if (last.name !== 'escape' || question.signal.aborted) throw runCancelled();
        if (canGoBack) throw new BackError();
      }
    } finally {
      input.off('keypress', onKey);
      signal.removeEventListener('abort', stop);
    }
  }

  const printFramed = (text: string) => void output.write(frameText(text, output));

  return {
    intro: (title) => clack.intro(printable(title), { output }),
    note: (body, title) =>
      title === undefined
        ? printFramed(body)
        : clack.note(printable(body.trimEnd()), printable(title), { output }),
    async text({
      message,
      initial = '',
      initialText,
      correct = (text) => text,
      check,
      ...questionOptions
    }) {
      const {
        choices,
        fault,
        interpret,
        isHidden,
        maskText = replaceSecretsByDots,
      } = questionOptions;
      const enteredText = (text: string) => (isHidden ? text : text.trim());
      const correctedText = (text: string | undefined) =>
        text ? correct(enteredText(text)) : initial;
      const answer = await askClack(questionOptions, (common) =>
        textPrompt({
          ...common,
          message: printable(message),
          placeholder: printable(initial),
          defaultValue: initial,
          ...(choices && { choices }),
          shownAnswer: (text) => maskText(choices ? correctedText(text) : text),
          ...(fault !== undefined && { fault }),
          ...(interpret && { interpret }),
          ...(isHidden && { isHidden }),
          ...(initialText !== undefined && { initialValue: initialText }),
          validate: (text) =>
            choices && !text ? undefined : textFault(correctedText(text), check),
        }),
      );
      const text = correctedText(answer);
      const [givenText, takenText] = [maskText(enteredText(answer)), maskText(text)];
      if (!choices && takenText !== givenText) printFramed(`\n${givenText} → ${takenText}`);
      return text;
    },
    async choose({ message, choices, initial, ...questionOptions }) {
      const answer = await askClack(questionOptions, (common) =>
        chooseOne({ ...common, message, choices, initial, maxRows: MAX_SHOWN_CHOICES }),
      );
      const choice = choices.find(({ value }) => value === answer);
      if (!choice) throw runCancelled();
      return choice.value;
    },
    chooseSeveral: (question) =>
      askClack(question, (common) =>
        chooseSeveral(question, { ...common, maxRows: MAX_SHOWN_CHOICES }),
      ),
    confirm: (message, initial, questionOptions = {}) =>
      askClack({ ...questionOptions, isYesOrNo: true }, (common) =>
        clack.confirm({ ...common, message: printable(message), initialValue: initial }),
      ),
    isKnown: () => false,
    async line(prompt, history) {
      await begin();
      return lineFrom({ input: source, output }, prompt, history, signal);
    },
    withoutEcho: (work) => terminal?.silently(work) ?? work(),
  };
}

/** Returns the lines of text within the frame of the questions. */
function frameText(text: string, output: Writable): string {
  const bar = `${styleText('gray', clack.S_BAR)}  `;
  return `${wrapTextWithPrefix(output, printable(text), bar).replace(/ +$/gm, '')}\n`;
}

/** Returns the fault of a text, as a sentence; undefined if it is valid. */
function textFault(text: string, check: ((text: string) => string | undefined) | undefined) {
  const fault = check?.(text);
  return text.includes(LINE_BREAK)
    ? `Enter one line: "${LINE_BREAK}" stands for a line break.`
    : fault;
}

/** Time within which pasted lines arrive, in milliseconds; typed ones do not. */
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
