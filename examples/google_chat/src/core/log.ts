/** One JSON line on stderr: stdout belongs to the protocol. */
export function log(level: 'info' | 'error', message: string, error?: unknown): void {
  const line = {
    time: new Date().toISOString(),
    level,
    message,
    ...(error !== undefined && { error: plain(error) }),
  };
  console.error(JSON.stringify(line));
}

/** Errors of libraries carry requests, answers and tokens in further properties: none of them is written. */
function plain(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, message, stack, cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { name, message, ...code, stack, ...(cause !== undefined && { cause: plain(cause) }) };
}
