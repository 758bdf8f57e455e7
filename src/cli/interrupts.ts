import { cancelled } from '../model/errors/cli.js';

/** Ctrl-C ends the latest work that can be stopped, otherwise the command; SIGTERM ends the command. */
export interface Interrupts {
  /** Of the command. */
  signal: AbortSignal;
  stoppable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/** The second signal to the command ends the process at once; without `handled`, so does the first. */
export function interrupts(handled: boolean): Interrupts {
  const command = new AbortController();
  let current: AbortController | undefined;
  const end = () => {
    process.off('SIGINT', interrupt).off('SIGTERM', end);
    command.abort(cancelled());
  };
  function interrupt() {
    if (current) current.abort(cancelled());
    else end();
    current = undefined;
  }
  if (handled) process.on('SIGINT', interrupt).on('SIGTERM', end);
  return {
    signal: command.signal,
    async stoppable(work) {
      const control = (current = new AbortController());
      try {
        return await work(AbortSignal.any([command.signal, control.signal]));
      } finally {
        current = undefined;
      }
    },
  };
}
