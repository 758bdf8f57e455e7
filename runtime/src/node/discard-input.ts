/** Time without input, which is longer than the pause between two repeats of a key that is held down. */
const QUIET_MS = 100;

/** The character of Ctrl-C in raw mode. */
export const CTRL_C = '\u0003';

/** Stdin, which is a terminal if `isTTY` is true. */
export interface TerminalInput extends Pick<NodeJS.ReadableStream, 'on' | 'off' | 'resume'> {
  readonly isTTY?: boolean | undefined;
  setRawMode?(isRaw: boolean): unknown;
}

const END_EVENTS = ['end', 'close', 'error'] as const;

/**
 * Discards input that was typed into a terminal before a question, including an incomplete line,
 * and waits until nothing more arrives: such keys must not answer the question. The terminal is
 * left in raw mode, in which it echoes nothing. Input from elsewhere is unchanged.
 * @returns false after Ctrl-C, or if the input has ended
 */
export function discardInput(input: TerminalInput): Promise<boolean> {
  if (!input.isTTY) return Promise.resolve(true);
  return new Promise((resolve) => {
    const settle = (isOpen: boolean) => {
      clearTimeout(quiet);
      input.off('data', onData);
      for (const event of END_EVENTS) input.off(event, onEnd);
      resolve(isOpen);
    };
    const onEnd = () => settle(false);
    const onData = (chunk: Buffer | string) => {
      if (String(chunk).includes(CTRL_C)) settle(false);
      else quiet.refresh();
    };
    const quiet = setTimeout(settle, QUIET_MS, true);
    for (const event of END_EVENTS) input.on(event, onEnd);
    input.setRawMode?.(true);
    input.on('data', onData).resume();
  });
}
