/** An error and its causes: negotiation wraps what the transport threw. */
export function causes(error: unknown): unknown[] {
  const all: unknown[] = [];
  for (let one = error; one !== undefined && all.length < 8;) {
    all.push(one);
    one = one instanceof Error ? (one.cause ?? dataCause(one)) : undefined;
  }
  return all;
}

const dataCause = (error: Error): unknown =>
  'data' in error && typeof error.data === 'object' && error.data && 'cause' in error.data
    ? error.data.cause
    : undefined;
