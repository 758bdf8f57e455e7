import { StringDecoder } from 'node:string_decoder';
import { PassThrough, type Readable } from 'node:stream';
import { LINE_BREAK } from '../model/questions.js';

/** Bracketed paste: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h2-Bracketed-Paste-Mode */
const PASTE_BEGINS = '\u001b[200~';
const PASTE_ENDS = '\u001b[201~';
export const PASTE_MODE = { on: '\u001b[?2004h', off: '\u001b[?2004l' } as const;

/** Alt and this bracket; Escape alone is a key, too. */
const KEY = '\u001b[';
const CTRL_C = '\u0003';

type Terminal = Readable & { isTTY?: boolean; setRawMode?(isRaw: boolean): unknown };

/**
 * The keys of a terminal, with line breaks in pasted texts marked: they would end one question and answer the next.
 * A terminal without bracketed paste sends a pasted text in one piece, which typing does not.
 */
export function typedInput(source: Terminal, output: NodeJS.WritableStream): Readable {
  let pasted: string | undefined;
  let held = '';
  const keys = new PassThrough();
  const decoder = new StringDecoder('utf8');
  const read = (chunk: Buffer | string) => {
    const typed = typeof chunk === 'string' ? chunk : decoder.write(chunk);
    // A terminal that ended a paste without the mark must not lock the question.
    if (typed === CTRL_C) [pasted, held] = [undefined, ''];
    let text = held + typed;
    held = '';
    while (text !== '') {
      const mark = pasted === undefined ? PASTE_BEGINS : PASTE_ENDS;
      const at = text.indexOf(mark);
      if (at < 0) held = beginOf(mark, text, pasted === undefined ? KEY.length : 0);
      const part = text.slice(0, at < 0 ? text.length - held.length : at);
      if (pasted === undefined) keys.write(oneLine(part, /[\r\n]+(?=[^\r\n])/g));
      else pasted += part;
      if (at < 0) return;
      if (pasted !== undefined) keys.write(oneLine(pasted.replace(/[\r\n]+$/, ''), /[\r\n]+/g));
      pasted = pasted === undefined ? '' : undefined;
      text = text.slice(at + mark.length);
    }
  };
  return Object.assign(keys, {
    isTTY: source.isTTY === true,
    setRawMode(isRaw: boolean) {
      source.setRawMode?.(isRaw);
      output.write(isRaw ? PASTE_MODE.on : PASTE_MODE.off);
      source.off('data', read); // Questions set the mode more than once.
      if (isRaw) source.on('data', read).resume();
      else source.pause();
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
