/** The project or its environment is wrong. The message states what to do; a stack trace would not help. */
export class StartError extends Error {
  override name = 'StartError';
}
