import { PassThrough, type Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { CTRL_C, discardInput, type TerminalInput } from '../../runtime/src/node/discard-input.js';
import { LINE_BREAK } from '../model/questions.js';

/** Bracketed paste: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h2-Bracketed-Paste-Mode */
const PASTE_BEGINS = '\u001b[200~';
const PASTE_ENDS = '\u001b[201~';
export const PASTE_MODE = { on: '\u001b[?2004h', off: '\u001b[?2004l' } as const;

/** Escape sequence of Alt and a bracket; Escape alone is a key, too. */
const KEY = '\u001b[';

/**
 * Time in milliseconds in which the question about a change ignores keys, because a user who
 * presses Enter twice has not read it.
 */
const IGNORED_KEYS_MS = 500;

/** Handlers with which a question reads keys. */
export interface QuestionKeys {
  /** Whether it confirms a change of data, and therefore ignores keys for a moment. */
  isChange?: boolean | undefined;
  /** Whether single letters answer it: a pasted text is ignored, because any letter of it could. */
  isYesOrNo?: boolean | undefined;
}

/** The input of questions in place of a terminal. */
interface TypedInput extends Readable {
  /**
   * Discards keys that were typed before a question.
   * @returns false after Ctrl-C, or if the terminal was closed
   */
  begin(question: QuestionKeys): Promise<boolean>;
  /** Does work during which keys are neither shown nor read, except Ctrl-C and those of questions. */
  silently<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Returns the keys of a terminal, with marked line breaks in pasted texts, which would end one
 * question and answer the next. A terminal without bracketed paste sends a pasted text in one
 * piece, unlike typed text.
 * @param interrupt handler of Ctrl-C between questions
 */
export function typedInput(
  source: Readable & TerminalInput,
  output: NodeJS.WritableStream,
  interrupt: () => void,
): TypedInput {
  let pastedText: string | undefined;
  let heldText = '';
  let readFrom = 0;
  let isSilent = false;
  let readsPastes = true;
  const keys = new PassThrough();
  const decoder = new StringDecoder('utf8');
  const read = (chunk: Buffer | string) => {
    let typedText = typeof chunk === 'string' ? chunk : decoder.write(chunk);
    if (performance.now() < readFrom) typedText = typedText.includes(CTRL_C) ? CTRL_C : '';
    // A terminal that ended a paste without the mark must not lock the question.
    if (typedText === CTRL_C) [pastedText, heldText] = [undefined, ''];
    let text = heldText + typedText;
    heldText = '';
    while (text !== '') {
      const mark = pastedText === undefined ? PASTE_BEGINS : PASTE_ENDS;
      const markIndex = text.indexOf(mark);
      if (markIndex < 0)
        heldText = possibleMarkStart(mark, text, pastedText === undefined ? KEY.length : 0);
      const part = text.slice(0, markIndex < 0 ? text.length - heldText.length : markIndex);
      // Some terminals send LF for Enter, which questions treat as another key.
      if (pastedText === undefined)
        keys.write(oneLine(part, /[\r\n]+(?=[^\r\n])/g).replace(/\r?\n/g, '\r'));
      else pastedText += part;
      if (markIndex < 0) return;
      if (pastedText !== undefined && readsPastes)
        keys.write(oneLine(pastedText.replace(/[\r\n]+$/, ''), /[\r\n]+/g));
      pastedText = pastedText === undefined ? '' : undefined;
      text = text.slice(markIndex + mark.length);
    }
  };
  const discard = (chunk: Buffer | string) => {
    if (String(chunk).includes(CTRL_C)) interrupt();
  };
  const afterQuestion = () => {
    source.setRawMode?.(isSilent);
    source.off('data', discard);
    if (isSilent) source.on('data', discard).resume();
    else source.pause();
  };
  return Object.assign(keys, {
    isTTY: source.isTTY === true,
    setRawMode(isRaw: boolean) {
      output.write(isRaw ? PASTE_MODE.on : PASTE_MODE.off);
      // Questions set the mode several times.
      source.off('data', read).off('data', discard);
      if (!isRaw) afterQuestion();
      else {
        source.setRawMode?.(true);
        source.on('data', read).resume();
      }
    },
    async begin({ isChange = false, isYesOrNo = false }: QuestionKeys) {
      source.off('data', discard);
      const isOpen = await discardInput(source);
      if (!isOpen) afterQuestion();
      while (keys.read() !== null); // Arrived with the end of the last question.
      [pastedText, heldText] = [undefined, ''];
      readsPastes = !isYesOrNo;
      readFrom = isChange ? performance.now() + IGNORED_KEYS_MS : 0;
      return isOpen;
    },
    async silently<T>(work: () => Promise<T>) {
      const wasSilent = isSilent;
      isSilent = true;
      afterQuestion();
      try {
        return await work();
      } finally {
        isSilent = wasSilent;
        afterQuestion();
      }
    },
  });
}

/** Returns the end of a text that the next chunk may complete to a mark. Up to the length `key`, it is a key. */
function possibleMarkStart(mark: string, text: string, key: number): string {
  for (let length = mark.length - 1; length > key; length--)
    if (text.endsWith(mark.slice(0, length))) return mark.slice(0, length);
  return '';
}

const oneLine = (text: string, breaks: RegExp) => text.replace(breaks, ` ${LINE_BREAK} `);
