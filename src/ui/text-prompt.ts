import type { Writable } from 'node:stream';
import { styleText } from 'node:util';
import { TextPrompt, wrapTextWithPrefix } from '@clack/core';
import * as clack from '@clack/prompts';
import type { TextQuestion } from '../model/questions.js';
import { choiceLine } from './choice-line.js';
import { printable } from './printable.js';

interface TextPromptOptions
  extends clack.TextOptions, Pick<TextQuestion, 'fault' | 'choices' | 'takenFor' | 'hidden'> {
  output: Writable;
  placeholder: string;
  /** An answer as it stands on the screen afterwards. */
  shown?(answer: string): string;
}

/** Keys of a list that can be replaced by a text. */
const LIST_KEYS = '↑/↓: move · Enter: confirm · type or paste: recognized';

/**
 * As clack's, with what is wider than the terminal on more lines of the frame. A list of choices stands there until
 * something is typed.
 */
export async function textPrompt({
  message,
  choices = [],
  fault = '',
  takenFor = () => undefined,
  shown = (answer) => answer,
  hidden,
  ...options
}: TextPromptOptions) {
  const { initialValue, output } = options;
  const initialIndex = choices.findIndex(({ value }) => value === initialValue);
  let active = Math.max(initialIndex, 0);
  if (initialIndex >= 0) delete options.initialValue;
  const answerOf = (typed: string) =>
    typed === '' ? (choices[active]?.label ?? '') : shown(typed);
  const prompt = new TextPrompt({
    ...options,
    render() {
      const { state, error, value = '', userInput } = this;
      const framed = (text: string, bar: string, mark = bar) =>
        wrapTextWithPrefix(output, text, `${bar}  `, `${mark}  `);
      const past = styleText('gray', clack.S_BAR);
      const answer = (style: Parameters<typeof styleText>[0]) => {
        const text = answerOf(value);
        return text === '' ? past : framed(styleText(style, text), past);
      };
      const head = `${past}\n${framed(message, clack.symbolBar(state) ?? past, clack.symbol(state))}`;
      if (state === 'submit') return `${head}\n${answer('dim')}`;
      if (state === 'cancel') return `${head}\n${answer(['strikethrough', 'dim'])}`;
      const wrong = state === 'error' ? error : state === 'initial' ? printable(fault) : '';
      const color = wrong === '' ? 'cyan' : 'yellow';
      const isList = userInput === '' && choices.length > 0;
      const typed =
        userInput === ''
          ? initial(options.placeholder)
          : editing(hidden ? '•'.repeat(userInput.length) : userInput, this.cursor);
      const body = isList ? rowsOf(choices, active, output) : typed;
      const below = isList ? LIST_KEYS : printable(takenFor(userInput) ?? '');
      const end = framed(
        wrong === '' ? styleText('dim', below) : styleText(color, wrong),
        ' ',
        styleText(color, clack.S_BAR_END),
      );
      return `${head}\n${framed(body, styleText(color, clack.S_BAR))}\n${end.trimEnd()}\n`;
    },
  });
  prompt.on('cursor', (key) => {
    const step = key === 'up' ? -1 : key === 'down' ? 1 : 0;
    if (prompt.userInput === '' && step !== 0)
      active = (active + step + choices.length) % Math.max(choices.length, 1);
  });
  const answer = await prompt.prompt();
  if (answer === undefined || answer === '') return choices[active]?.value ?? '';
  return answer;
}

/** The labels are columns. */
function rowsOf(
  choices: NonNullable<TextQuestion['choices']>,
  active: number,
  output: Writable,
): string {
  const width = Math.max(...choices.map(({ label }) => label.length)) + GAP;
  return choices
    .map((choice, index) => {
      const text = `${choice.label.padEnd(width)}${choice.hint ?? ''}`.trimEnd();
      const { label } = choiceLine({ label: text }, output);
      return index === active
        ? `${styleText('green', clack.S_RADIO_ACTIVE)} ${label}`
        : `${styleText('dim', clack.S_RADIO_INACTIVE)} ${styleText('dim', label)}`;
    })
    .join('\n');
}

const GAP = 3;

/** Shown until something is typed, with the cursor on its first character. */
function initial(placeholder: string): string {
  const [first, ...rest] = placeholder;
  return first === undefined
    ? styleText(['inverse', 'hidden'], '_')
    : cursorOn(first) + styleText('dim', rest.join(''));
}

function editing(text: string, cursor: number): string {
  if (cursor >= text.length) return `${text}█`;
  return text.slice(0, cursor) + cursorOn(text.slice(cursor, cursor + 1)) + text.slice(cursor + 1);
}

/** No `styleText`: a cursor is no colour, and it is needed where NO_COLOR is set. */
const cursorOn = (character: string): string => `\u001b[7m${character}\u001b[27m`;
