import type { Writable } from 'node:stream';
import { styleText } from 'node:util';
import { TextPrompt, wrapTextWithPrefix } from '@clack/core';
import * as clack from '@clack/prompts';

interface TextPromptOptions extends clack.TextOptions {
  output: Writable;
  placeholder: string;
}

/** As clack's, with what is wider than the terminal on more lines of the frame. */
export async function textPrompt({ message, ...options }: TextPromptOptions) {
  const prompt = new TextPrompt({
    ...options,
    render() {
      const { state, error, value = '' } = this;
      const framed = (text: string, bar: string, mark = bar) =>
        wrapTextWithPrefix(options.output, text, `${bar}  `, `${mark}  `);
      const past = styleText('gray', clack.S_BAR);
      const answer = (text: string) => (value === '' ? past : framed(text, past));
      const head = `${past}\n${framed(message, clack.symbolBar(state) ?? past, clack.symbol(state))}`;
      if (state === 'submit') return `${head}\n${answer(styleText('dim', value))}`;
      if (state === 'cancel')
        return `${head}\n${answer(styleText(['strikethrough', 'dim'], value))}`;
      const color = state === 'error' ? 'yellow' : 'cyan';
      const typed =
        this.userInput === '' ? initial(options.placeholder) : editing(this.userInput, this.cursor);
      const end = framed(styleText(color, error), ' ', styleText(color, clack.S_BAR_END));
      return `${head}\n${framed(typed, styleText(color, clack.S_BAR))}\n${end.trimEnd()}\n`;
    },
  });
  return (await prompt.prompt()) ?? '';
}

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
