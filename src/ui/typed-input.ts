import { StringDecoder } from 'node:string_decoder';
import { PassThrough, type Readable } from 'node:stream';
import { LINE_BREAK } from '../model/questions.js';

/** Bracketed paste: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h2-Bracketed-Paste-Mode */
const PASTE_BEGINS = '\u001b[200~';
const PASTE_ENDS = '\u001b[201~';
export const PASTE_MODE = { on: '\u001b[?2004h', off: '\u001b[?2004l' } as const;

type Terminal = Readable & { isTTY?: boolean; setRawMode?(isRaw: boolean): unknown };

/**
 * The keys of a terminal, with line breaks in pasted texts marked: they would end one question and answer the next.
 * A terminal without bracketed paste sends a pasted text in one piece, which typing does not.
 */
export function typedInput(source: Terminal, output: NodeJS.WritableStream): Readable {
  let pasted: string | undefined;
  const keys = new PassThrough();
  const decoder = new StringDecoder('utf8');
  const read = (chunk: Buffer | string) => {
    let text = typeof chunk === 'string' ? chunk : decoder.write(chunk);
    while (text !== '') {
      const mark = pasted === undefined ? PASTE_BEGINS : PASTE_ENDS;
      const at = text.indexOf(mark);
      const part = at < 0 ? text : text.slice(0, at);
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

const oneLine = (text: string, breaks: RegExp) => text.replace(breaks, ` ${LINE_BREAK} `);
