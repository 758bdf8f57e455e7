import type { Writable } from 'node:stream';
import { styleText } from 'node:util';
import { TextPrompt, wrapTextWithPrefix } from '@clack/core';
import * as clack from '@clack/prompts';
import type { TextQuestion } from '../model/questions.js';
import { replaceSecretsByDots } from '../model/secrets.js';
import { choiceLine } from './choice-line.js';
import { printable } from './printable.js';

interface TextPromptOptions
  extends clack.TextOptions, Pick<TextQuestion, 'fault' | 'choices' | 'interpret' | 'isHidden'> {
  output: Writable;
  placeholder: string;
  /** Returns the answer that stays on the screen afterwards. */
  shownAnswer?(answer: string): string;
}

/** Help about the keys of a list that text can replace. */
const LIST_KEYS = '↑/↓: move · Enter: confirm · type or paste: recognized';

/**
 * Returns a prompt like that of clack, with text that is too wide on further lines of the frame. A
 * list of choices is visible until the user types.
 */
export async function textPrompt({
  message,
  choices = [],
  fault = '',
  interpret = () => undefined,
  shownAnswer = (answer) => answer,
  isHidden,
  ...options
}: TextPromptOptions) {
  const { initialValue, output } = options;
  const initialIndex = choices.findIndex(({ value }) => value === initialValue);
  let active = Math.max(initialIndex, 0);
  if (initialIndex >= 0) delete options.initialValue;
  const answerText = (typedText: string) =>
    typedText === '' ? (choices[active]?.label ?? '') : shownAnswer(typedText);
  const prompt = new TextPrompt({
    ...options,
    render() {
      const { state, error, value = '', userInput } = this;
      const framedText = (text: string, bar: string, mark = bar) =>
        wrapTextWithPrefix(output, text, `${bar}  `, `${mark}  `);
      const grayBar = styleText('gray', clack.S_BAR);
      const answer = (style: Parameters<typeof styleText>[0]) => {
        const text = answerText(value);
        return text === '' ? grayBar : framedText(styleText(style, text), grayBar);
      };
      const head = `${grayBar}\n${framedText(message, clack.symbolBar(state) ?? grayBar, clack.symbol(state))}`;
      if (state === 'submit') return `${head}\n${answer('dim')}`;
      if (state === 'cancel') return `${head}\n${answer(['strikethrough', 'dim'])}`;
      const faultText = state === 'error' ? error : state === 'initial' ? printable(fault) : '';
      const color = faultText === '' ? 'cyan' : 'yellow';
      const isList = userInput === '' && choices.length > 0;
      const typedLine =
        userInput === ''
          ? placeholderText(options.placeholder)
          : textWithCursor(
              isHidden ? '•'.repeat(userInput.length) : replaceSecretsByDots(userInput),
              this.cursor,
            );
      const body = isList ? choiceLines(choices, active, output) : typedLine;
      const helpLine = isList ? LIST_KEYS : printable(interpret(userInput) ?? '');
      const end = framedText(
        faultText === '' ? styleText('dim', helpLine) : styleText(color, faultText),
        ' ',
        styleText(color, clack.S_BAR_END),
      );
      return `${head}\n${framedText(body, styleText(color, clack.S_BAR))}\n${end.trimEnd()}\n`;
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

/** Returns the rows of choices; the labels are a column. */
function choiceLines(
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

/** Returns the placeholder, which is visible until the user types, with the cursor on its first character. */
function placeholderText(placeholder: string): string {
  const [first, ...rest] = placeholder;
  return first === undefined
    ? styleText(['inverse', 'hidden'], '_')
    : cursorOn(first) + styleText('dim', rest.join(''));
}

function textWithCursor(text: string, cursor: number): string {
  if (cursor >= text.length) return `${text}█`;
  return text.slice(0, cursor) + cursorOn(text.slice(cursor, cursor + 1)) + text.slice(cursor + 1);
}

/** Returns a text with the cursor on it, without `styleText`: a cursor is not a color and is needed even with NO_COLOR. */
const cursorOn = (character: string): string => `\u001b[7m${character}\u001b[27m`;
