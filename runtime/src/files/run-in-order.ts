const lastTasks = new Map<string, Promise<unknown>>();

/** Runs tasks with the same key one after another. */
export async function runInOrder<T>(key: string, task: () => Promise<T>): Promise<T> {
  const previous = lastTasks.get(key) ?? Promise.resolve();
  const run = previous.then(task, task);
  lastTasks.set(key, run);
  try {
    return await run;
  } finally {
    if (lastTasks.get(key) === run) lastTasks.delete(key);
  }
}
