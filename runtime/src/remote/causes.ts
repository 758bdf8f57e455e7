/** Returns an error and its causes: negotiation wraps what the transport threw. */
export function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let current = error; current !== undefined && chain.length < 8;) {
    chain.push(current);
    current = current instanceof Error ? (current.cause ?? dataCause(current)) : undefined;
  }
  return chain;
}

const dataCause = (error: Error): unknown =>
  'data' in error && typeof error.data === 'object' && error.data && 'cause' in error.data
    ? error.data.cause
    : undefined;
