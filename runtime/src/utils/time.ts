/** The longest time of a timer, in milliseconds: longer ones end at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** `setTimeout` for any number of milliseconds, at most `MAX_TIMER_MS` (24 days). */
export const setTimer = (ms: number, task: () => void): NodeJS.Timeout =>
  setTimeout(task, Math.min(ms, MAX_TIMER_MS));

/** The error of a task that has taken too long; the task may continue. */
export class DeadlineError extends Error {
  override name = 'TimeoutError';
}

/**
 * Returns the result of a task that ignores signals and time.
 * @throws DeadlineError, the reason of the signal, or the error of the task, whichever comes first
 */
export async function withDeadline<T>(
  ms: number,
  task: Promise<T>,
  {
    signal,
    message = `No response within ${ms} ms`,
  }: { signal?: AbortSignal; message?: string } = {},
): Promise<T> {
  const cancel = () => end(signal?.reason);
  let end: (reason: unknown) => void = () => {};
  const endPromise = new Promise<never>((_resolve, reject) => (end = reject));
  const timer = setTimer(ms, () => end(new DeadlineError(message)));
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  try {
    return await Promise.race([task, endPromise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

/** Returns whether a task ends within the time, with or without an error. */
export const endsWithin = (ms: number, task: Promise<unknown>): Promise<boolean> =>
  withDeadline(ms, task).then(
    () => true,
    (error: unknown) => !(error instanceof DeadlineError),
  );

/** Lets a timer run without keeping the process running. In workers, timers can be numbers. */
export function unrefTimer(timer: NodeJS.Timeout): NodeJS.Timeout {
  (timer as Partial<NodeJS.Timeout>).unref?.();
  return timer;
}
