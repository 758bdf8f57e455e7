import { PassThrough, type Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { CTRL_C, discardInput, type TerminalInput } from '../../runtime/src/node/discard-input.js';
import { LINE_BREAK } from '../model/questions.js';

/** Bracketed paste: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h2-Bracketed-Paste-Mode */
const PASTE_BEGINS = '\u001b[200~';
const PASTE_ENDS = '\u001b[201~';
export const PASTE_MODE = { on: '\u001b[?2004h', off: '\u001b[?2004l' } as const;

/** Alt and this bracket; Escape alone is a key, too. */
const KEY = '\u001b[';

/** How long the question about a change ignores keys: a user who presses Enter twice has not read it. */
const READING_MS = 500;

/** What questions read instead of a terminal. */
export interface TypedInput extends Readable {
  /**
   * Discards what was typed before a question. @param isChange the question takes no keys for a moment, either
   * @returns false after Ctrl-C, or where the terminal was closed
   */
  begin(isChange: boolean): Promise<boolean>;
  /** Keys that are typed while `work` runs are neither shown nor read, except Ctrl-C and those of questions. */
  silently<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * The keys of a terminal, with line breaks in pasted texts marked: they would end one question and answer the next.
 * A terminal without bracketed paste sends a pasted text in one piece, which typing does not.
 * @param interrupt what Ctrl-C does between questions
 */
export function typedInput(
  source: Readable & TerminalInput,
  output: NodeJS.WritableStream,
  interrupt: () => void,
): TypedInput {
  let pasted: string | undefined;
  let held = '';
  let readFrom = 0;
  let isSilent = false;
  const keys = new PassThrough();
  const decoder = new StringDecoder('utf8');
  const read = (chunk: Buffer | string) => {
    let typed = typeof chunk === 'string' ? chunk : decoder.write(chunk);
    if (performance.now() < readFrom) typed = typed.includes(CTRL_C) ? CTRL_C : '';
    // A terminal that ended a paste without the mark must not lock the question.
    if (typed === CTRL_C) [pasted, held] = [undefined, ''];
    let text = held + typed;
    held = '';
    while (text !== '') {
      const mark = pasted === undefined ? PASTE_BEGINS : PASTE_ENDS;
      const at = text.indexOf(mark);
      if (at < 0) held = beginOf(mark, text, pasted === undefined ? KEY.length : 0);
      const part = text.slice(0, at < 0 ? text.length - held.length : at);
      // Some terminals send LF for Enter, which is a key of its own for questions.
      if (pasted === undefined)
        keys.write(oneLine(part, /[\r\n]+(?=[^\r\n])/g).replace(/\r?\n/g, '\r'));
      else pasted += part;
      if (at < 0) return;
      if (pasted !== undefined) keys.write(oneLine(pasted.replace(/[\r\n]+$/, ''), /[\r\n]+/g));
      pasted = pasted === undefined ? '' : undefined;
      text = text.slice(at + mark.length);
    }
  };
  const discard = (chunk: Buffer | string) => {
    if (String(chunk).includes(CTRL_C)) interrupt();
  };
  const between = () => {
    source.setRawMode?.(isSilent);
    source.off('data', discard);
    if (isSilent) source.on('data', discard).resume();
    else source.pause();
  };
  return Object.assign(keys, {
    isTTY: source.isTTY === true,
    setRawMode(isRaw: boolean) {
      output.write(isRaw ? PASTE_MODE.on : PASTE_MODE.off);
      // Questions set the mode more than once.
      source.off('data', read).off('data', discard);
      if (!isRaw) between();
      else {
        source.setRawMode?.(true);
        source.on('data', read).resume();
      }
    },
    async begin(isChange: boolean) {
      source.off('data', discard);
      const isOpen = await discardInput(source);
      if (!isOpen) between();
      while (keys.read() !== null); // What came after the end of the last question, in one piece with it.
      [pasted, held] = [undefined, ''];
      readFrom = isChange ? performance.now() + READING_MS : 0;
      return isOpen;
    },
    async silently<T>(work: () => Promise<T>) {
      const before = isSilent;
      isSilent = true;
      between();
      try {
        return await work();
      } finally {
        isSilent = before;
        between();
      }
    },
  });
}

/** The end of a text that the next chunk may complete to a mark. Up to a length of `key`, it is a key. */
function beginOf(mark: string, text: string, key: number): string {
  for (let length = mark.length - 1; length > key; length--)
    if (text.endsWith(mark.slice(0, length))) return mark.slice(0, length);
  return '';
}

const oneLine = (text: string, breaks: RegExp) => text.replace(breaks, ` ${LINE_BREAK} `);
