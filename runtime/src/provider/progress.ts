import type { Progress } from './define.js';

/** Passes on what the protocol allows: values that increase, and none after the call has ended (MCP, "Progress"). */
export function progressOf(send: ((progress: Progress) => void) | undefined) {
  let last = -Infinity;
  return {
    report:
      send &&
      ((progress: Progress) => {
        if (!(progress.progress > last)) return;
        last = progress.progress;
        send(progress);
      }),
    end() {
      last = Infinity;
    },
  };
}
