/** The longest time of a timer: longer ones end at once. */
export const LONGEST_MS = 2 ** 31 - 1;

/** `setTimeout` for any number of milliseconds; more than `LONGEST_MS`, which are 24 days, are as many. */
export const timeout = (ms: number, task: () => void): NodeJS.Timeout =>
  setTimeout(task, Math.min(ms, LONGEST_MS));

/** A task has taken too long, which it may go on to do. */
export class LateError extends Error {
  override name = 'TimeoutError';
}

/**
 * The result of a task that ignores signals and time.
 * @throws LateError, the reason of the signal, or what the task throws: whatever comes first
 */
export async function within<T>(
  ms: number,
  task: Promise<T>,
  {
    signal,
    message = `No response within ${ms} ms`,
  }: { signal?: AbortSignal; message?: string } = {},
): Promise<T> {
  const cancel = () => end(signal?.reason);
  let end: (reason: unknown) => void = () => {};
  const ended = new Promise<never>((_resolve, reject) => (end = reject));
  const late = timeout(ms, () => end(new LateError(message)));
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  try {
    return await Promise.race([task, ended]);
  } finally {
    clearTimeout(late);
    signal?.removeEventListener('abort', cancel);
  }
}

/** Whether a task ends within the time, in any way. */
export const endsWithin = (ms: number, task: Promise<unknown>): Promise<boolean> =>
  within(ms, task).then(
    () => true,
    (error: unknown) => !(error instanceof LateError),
  );

/** Lets a timer run that does not keep a process running. In workers, timers can be numbers. */
export function unrefTimer(timer: NodeJS.Timeout): NodeJS.Timeout {
  (timer as Partial<NodeJS.Timeout>).unref?.();
  return timer;
}
