import type { Output } from './terminal.js';

const FRAMES = ['◒', '◐', '◓', '◑'];
const FRAME_MS = 80;
const ERASE_LINE = '\r\u001b[2K';

/** One moving line at the bottom of a terminal; what is written goes above it. */
export interface Spinner {
  start(text: string): void;
  update(text: string): void;
  write(text: string): void;
  stop(): void;
}

export function spinner(output: Output, paintFrame: (frame: string) => string): Spinner {
  let timer: NodeJS.Timeout | undefined;
  let shown = '';
  let frame = 0;

  const draw = () => {
    // A line that wraps could not be erased.
    const text = shown.slice(0, (output.columns ?? 80) - 3);
    output.write(`${ERASE_LINE}${paintFrame(FRAMES[frame] ?? '')} ${text}`);
  };
  const stop = () => {
    if (!timer) return;
    clearInterval(timer);
    timer = undefined;
    output.write(ERASE_LINE);
  };

  return {
    start(text) {
      stop();
      shown = text;
      draw();
      timer = setInterval(() => {
        frame = (frame + 1) % FRAMES.length;
        draw();
      }, FRAME_MS);
      timer.unref();
    },
    update: (text) => void (shown = text),
    write(text) {
      if (timer) output.write(ERASE_LINE);
      output.write(text);
      if (timer) draw();
    },
    stop,
  };
}
